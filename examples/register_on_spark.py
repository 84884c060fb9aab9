"""Decide about a register on Spark: a frame goes in, and a frame comes out.

Run it with `python examples/register_on_spark.py [PEOPLE]`: on this machine, with a hundred thousand
made-up people unless you ask for another number. On a cluster, only the session is another.
"""

import sys
from datetime import date

from pyspark.sql import SparkSession

import kraftrules

ON = date(2021, 3, 1)
REGISTER = """
    SELECT
        id AS person_id,
        CAST(18 + id * 7 % 50 AS INT) AS age,
        IF(id % 5 = 0, 'Lund', 'Malmö') AS municipality,
        CAST(id % 40 AS INT) AS months_without_work,
        id % 9 = 0 AS can_use_procured_services,
        id % 8 <> 0 AS needs_coordination,
        IF(id % 10 = 0, NULL, id % 6 <> 0) AS benefits_from_joint_planning,
        id % 3 <> 0 AS in_job_guarantee,
        CAST(id % 30 AS INT) AS af_registered_months,
        id % 7 = 0 AS receives_sickness_benefit,
        IF(id % 11 = 0,
           array(named_struct('programme', 'malmokraften', 'edition', '2.0',
                              'started_on', DATE '2021-01-11', 'ended_on', CAST(NULL AS DATE))),
           array()) AS participations,
        CAST(NULL AS DATE) AS starts_studies_on,
        IF(id % 13 = 0, DATE '2021-03-15', NULL) AS starts_work_on,
        false AS in_krom, false AS in_brokering_services, false AS in_fram, false AS in_avanti,
        false AS in_aub, IF(id % 4 = 0, NULL, id % 17 = 0) AS in_krami, false AS has_sius
    FROM range({people})
"""


def session() -> SparkSession:
    """Spark on two cores of this machine."""
    builder = SparkSession.builder.master("local[2]").config(
        "spark.ui.showConsoleProgress", "false"
    )
    spark = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def main(spark: SparkSession, people: int) -> None:
    """Decide about everyone, and count the outcomes where the data are."""
    ruleset = kraftrules.load("malmokraften", on=ON)
    register = spark.sql(REGISTER.format(people=people))
    decided = ruleset.decide_table(register, on=ON)  # a frame, like the one that went in

    print(f"{ruleset.declaration.name}, {ON}")
    for outcome, count in decided.groupBy("outcome").count().orderBy("outcome").collect():
        print(f"{count:8}  {outcome}")
    print("Most often missing:")
    decided.createOrReplaceTempView("decided")
    missing = (
        "SELECT fact, count(*) FROM decided LATERAL VIEW explode(missing) AS fact GROUP BY fact"
    )
    for fact, count in spark.sql(f"{missing} ORDER BY 2 DESC, 1 LIMIT 3").collect():
        print(f"{count:8}  {fact}")


if __name__ == "__main__":
    here = session()
    main(here, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    here.stop()
