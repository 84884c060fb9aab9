"""Time a whole register, Malmökraften 2.0, from Parquet to decisions: kraftrules, by hand, and peers.

The contenders take turns, round after round, so that a slow moment of the machine strikes them all.
Before anything is timed, each must give everyone the same answer as kraftrules does.
"""

import argparse
import platform
import runpy
import sys
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import polars as pl

import kraftrules

HERE = Path(__file__).parent
ON = date(2021, 3, 1)
RULES = kraftrules.load("malmokraften@2.0")
TURNED = [ON.replace(year=ON.year - age) for age in (20, 31, 65)]  # born then, one turns that on ON
OUTCOMES = ["eligible", "not_eligible", "excluded", "undetermined"]
CRITERIA = [
    "resident_in_malmo", "working_age", "over_30", "without_work_12_months",
    "not_for_procured_services", "needs_coordination", "benefits_from_joint_planning",
    "track", "job_guarantee", "sickness_benefit",
]  # fmt: skip
EXCLUSIONS = [
    "mk2_in_2022", "studies_within_month", "work_within_month", "krom", "fram", "avanti", "aub",
    "krami", "sius",
]  # fmt: skip
FLAGS = ["in_fram", "in_avanti", "in_aub", "in_krami", "has_sius"]
READ = [
    "person_id", "municipality", "birth_date", "months_without_work", "can_use_procured_services",
    "needs_coordination", "benefits_from_joint_planning", "in_job_guarantee",
    "af_registered_months", "receives_sickness_benefit", "participations", "starts_studies_on",
    "starts_studies_on__unknown", "starts_work_on", "starts_work_on__unknown", "in_krom",
    "in_brokering_services", *FLAGS,
]  # fmt: skip
TYPES: dict[str, Any] = {
    "person_id": pl.Int64, "sex": pl.String, "birth_date": pl.Date, "municipality": pl.String,
    "months_without_work": pl.Int64, "af_registered_months": pl.Int64,
    "starts_studies_on": pl.Date, "starts_work_on": pl.Date, "referred_by": pl.String,
    "participations": pl.List(pl.Struct({
        "programme": pl.String, "edition": pl.String, "started_on": pl.Date, "ended_on": pl.Date,
    })),
}  # fmt: skip


@dataclass(frozen=True)
class Contender:
    """What decides about a file of people; *answer* gives the outcomes, and the lists if it makes them."""

    name: str
    run: Callable[[Path], Any]
    answer: Callable[[Any], dict[str, pl.Series]]
    note: str = ""


# ---- the register -------------------------------------------------------------------------------


def register(folder: Path, number: int, different: int) -> Path:
    """Write people to Parquet: *different* ones, again and again under ids of their own."""
    made = runpy.run_path(str(HERE.parent / "examples" / "make_people.py"))
    people = made["make_people"](min(number, different), 2021, ON)
    columns: dict[str, list[object]] = {}
    for name in made["COLUMNS"]:
        fact, _, flag = name.partition("__")
        columns[name] = [fact not in each if flag else each.get(fact) for each in people]
    schema = {name: TYPES.get(name, pl.Boolean) for name in columns}
    once = pl.DataFrame(columns, schema=schema)
    path = folder / "people.parquet"
    copies = [once] * -(-number // once.height)
    ids = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("person_id")
    pl.concat(copies).head(number).with_columns(ids).write_parquet(path, row_group_size=100_000)
    return path


# ---- Polars by hand -----------------------------------------------------------------------------


def verdicts() -> tuple[dict[str, pl.Expr], dict[str, pl.Expr]]:
    """The criteria and the exclusions as expressions, null where unknown."""
    col = pl.col
    born = col("birth_date")
    turned_20, turned_31, turned_65 = TURNED
    guarantee = col("in_job_guarantee") & (col("af_registered_months") >= 12)
    sickness = col("receives_sickness_benefit")
    criteria = [
        col("municipality") == "Malmö",
        (born <= turned_20) & (born > turned_65),
        born <= turned_31,
        col("months_without_work") >= 12,
        ~col("can_use_procured_services"),
        col("needs_coordination"),
        col("benefits_from_joint_planning"),
        guarantee | sickness,
        guarantee,
        sickness,
    ]
    one = pl.element().struct.field
    took_part = (
        (one("programme") == "malmokraften")
        & (one("edition") == "2.0")
        & (one("started_on") <= date(2022, 12, 31))
        & (one("ended_on").is_null() | (one("ended_on") >= date(2022, 1, 1)))
    )
    in_a_month = date(2021, 4, min(ON.day, monthrange(2021, 4)[1]))
    starts = [
        pl.when(~col(f"{name}__unknown")).then((col(name) <= in_a_month).fill_null(False))
        for name in ("starts_studies_on", "starts_work_on")
    ]
    exclusions = [
        col("participations").list.eval(took_part).list.any(),
        *starts,
        col("in_krom") | col("in_brokering_services"),
        *(col(name) for name in FLAGS),
    ]
    return dict(zip(CRITERIA, criteria, strict=True)), dict(
        zip(EXCLUSIONS, exclusions, strict=True)
    )


MISSING = [
    "municipality", "age", "months_without_work", "can_use_procured_services",
    "needs_coordination", "benefits_from_joint_planning", "in_job_guarantee",
    "af_registered_months", "receives_sickness_benefit", "participations", "starts_studies_on",
    "starts_work_on", "in_krom", "in_brokering_services", *FLAGS,
]  # fmt: skip


def missing_bits() -> pl.Expr:
    """The facts that could settle someone undetermined, as bits."""
    col = pl.col
    track = col("track").is_null()
    guarantee = track & col("job_guarantee").is_null()
    krom = col("krom").is_null()
    unknown = [
        col("resident_in_malmo").is_null(),
        col("over_30").is_null(),
        col("without_work_12_months").is_null(),
        col("not_for_procured_services").is_null(),
        col("needs_coordination").is_null(),
        col("benefits_from_joint_planning").is_null(),
        guarantee & col("in_job_guarantee").is_null(),
        guarantee & col("af_registered_months").is_null(),
        track & col("sickness_benefit").is_null(),
        col("mk2_in_2022").is_null(),
        col("studies_within_month").is_null(),
        col("work_within_month").is_null(),
        krom & col("in_krom").is_null(),
        krom & col("in_brokering_services").is_null(),
        *(col(name).is_null() for name in EXCLUSIONS[4:]),
    ]
    return bits(unknown, pl.UInt32)


def bits(conditions: Sequence[pl.Expr], dtype: type[pl.DataType]) -> pl.Expr:
    """Which of some conditions hold, as bits."""
    none = pl.lit(0, dtype)
    return reduce(or_, (
        pl.when(each).then(pl.lit(1 << at, dtype)).otherwise(none)
        for at, each in enumerate(conditions)
    ))  # fmt: skip


def lists(names: Sequence[str]) -> pl.Series:
    """Every list of names, by its bits."""
    return pl.Series(
        [
            [name for at, name in enumerate(names) if bits >> at & 1]
            for bits in range(1 << len(names))
        ],
        dtype=pl.List(pl.String),
    )


NOT_MET, MET = lists(CRITERIA), lists(EXCLUSIONS)


def polars_by_hand(path: Path, *, missing: bool = True) -> pl.DataFrame:
    """Decide as one would who wrote these rules, and no others, in Polars for speed."""
    criteria, exclusions = verdicts()
    whole = pl.all_horizontal(CRITERIA[:8])
    excluded = pl.any_horizontal(EXCLUSIONS)
    code = (
        pl.when(~whole).then(1).when(excluded).then(2)
        .when(whole.is_null() | excluded.is_null()).then(3).otherwise(0)
    )  # fmt: skip
    not_met = bits([~pl.col(name) for name in CRITERIA], pl.UInt16)
    met = bits([pl.col(name) for name in EXCLUSIONS], pl.UInt16)
    needed = ["in_job_guarantee", "af_registered_months", "in_krom", "in_brokering_services"]
    frame = (
        pl.scan_parquet(path)
        .select(READ)
        .select(
            "person_id", *needed,
            *(each.alias(name if name not in READ else f"{name}") for name, each in (criteria | exclusions).items()),
        )
        .with_columns(code.alias("code").cast(pl.UInt32), not_met.alias("not_met"), met.alias("met"))
        .collect()
    )  # fmt: skip
    codes = frame.get_column("code")
    columns = [
        frame.get_column("person_id"),
        pl.Series(OUTCOMES).gather(codes).alias("outcome"),
        NOT_MET.gather(frame.get_column("not_met")).alias("not_met"),
        MET.gather(frame.get_column("met")).alias("exclusions"),
    ]
    if missing:
        columns.append(missing_by_hand(frame, codes == 3).alias("missing"))
    points = [
        pl.repeat(0, frame.height, dtype=pl.Int64, eager=True).alias(name)
        for name in ("points", "points_at_most")
    ]
    return pl.DataFrame([*columns, *points])


def missing_by_hand(frame: pl.DataFrame, undetermined: pl.Series) -> pl.Series:
    """The lists of what is missing, made once for each set of facts."""
    open_ = frame.filter(undetermined).select(missing_bits().alias("bits"))
    sets = open_.get_column("bits").unique()
    named = [[name for at, name in enumerate(MISSING) if each >> at & 1] for each in sets]
    table = pl.Series([[], *named], dtype=pl.List(pl.String))
    place = open_.get_column("bits").replace_strict(
        sets, pl.int_range(1, len(sets) + 1, dtype=pl.UInt32, eager=True)
    )
    places = pl.repeat(0, frame.height, dtype=pl.UInt32, eager=True)
    return table.gather(places.scatter(undetermined.arg_true(), place))


# ---- NumPy by hand ------------------------------------------------------------------------------


def numpy_by_hand(path: Path) -> dict[str, Any]:
    """Decide by masks of known and of true, as arrays; without what is missing."""
    import numpy as np

    frame = pl.scan_parquet(path).select(READ).collect()

    def truth(series: pl.Series) -> tuple[Any, Any]:
        return series.fill_null(False).to_numpy(), series.is_not_null().to_numpy()

    def number(name: str) -> tuple[Any, Any]:
        return frame[name].fill_null(0).to_numpy(), frame[name].is_not_null().to_numpy()

    def held(value: Any, known: Any) -> tuple[Any, Any]:
        return value & known, ~value & known

    def flag(name: str) -> tuple[Any, Any]:
        return held(*truth(frame[name]))

    def whole(parts: Sequence[tuple[Any, Any]]) -> tuple[Any, Any]:
        return np.logical_and.reduce([p[0] for p in parts]), np.logical_or.reduce(
            [p[1] for p in parts]
        )

    def either(parts: Sequence[tuple[Any, Any]]) -> tuple[Any, Any]:
        return np.logical_or.reduce([p[0] for p in parts]), np.logical_and.reduce(
            [p[1] for p in parts]
        )

    born, born_known = (
        frame["birth_date"].to_physical(),
        frame["birth_date"].is_not_null().to_numpy(),
    )
    born = born.fill_null(0).to_numpy()
    turned_20, turned_31, turned_65 = ((day - date(1970, 1, 1)).days for day in TURNED)
    months, months_known = number("months_without_work")
    registered, registered_known = number("af_registered_months")
    met, not_met = flag("can_use_procured_services")
    guarantee = whole([flag("in_job_guarantee"), held(registered >= 12, registered_known)])
    sickness = flag("receives_sickness_benefit")
    criteria = [
        held(*truth(frame["municipality"] == "Malmö")),
        held((born <= turned_20) & (born > turned_65), born_known),
        held(born <= turned_31, born_known),
        held(months >= 12, months_known),
        (not_met, met),
        flag("needs_coordination"),
        flag("benefits_from_joint_planning"),
        either([guarantee, sickness]),
        guarantee,
        sickness,
    ]
    exclusions = [held(*truth(frame.select(verdicts()[1]["mk2_in_2022"]).to_series()))]
    for name in ("starts_studies_on", "starts_work_on"):
        soon = (frame[name] <= date(2021, 4, 1)).fill_null(False).to_numpy()
        exclusions.append(held(soon, ~frame[f"{name}__unknown"].to_numpy()))
    exclusions += [either([flag("in_krom"), flag("in_brokering_services")]), *map(flag, FLAGS)]
    yes, no = whole(criteria[:8])
    excluded, free = either(exclusions)
    code = np.select([no, excluded, ~yes | ~free], [1, 2, 3], 0).astype(np.uint32)
    not_met_bits = sum(part[1].astype(np.uint16) << at for at, part in enumerate(criteria))
    met_bits = sum(part[0].astype(np.uint16) << at for at, part in enumerate(exclusions))
    return {
        "outcome": pl.Series(OUTCOMES).gather(pl.Series(code)),
        "not_met": NOT_MET.gather(pl.Series(not_met_bits)),
        "exclusions": MET.gather(pl.Series(met_bits)),
    }


# ---- DuckDB by hand -----------------------------------------------------------------------------

DUCK_CRITERIA = [
    "municipality = 'Malmö'",
    f"birth_date <= DATE '{TURNED[0]}' AND birth_date > DATE '{TURNED[2]}'",
    f"birth_date <= DATE '{TURNED[1]}'",
    "months_without_work >= 12",
    "NOT can_use_procured_services",
    "needs_coordination",
    "benefits_from_joint_planning",
    "(in_job_guarantee AND af_registered_months >= 12) OR receives_sickness_benefit",
    "in_job_guarantee AND af_registered_months >= 12",
    "receives_sickness_benefit",
]
DUCK_TOOK_PART = (
    "len(list_filter(participations, lambda p: p.programme = 'malmokraften' AND p.edition = '2.0'"
    " AND p.started_on <= DATE '2022-12-31' AND (p.ended_on IS NULL OR p.ended_on >= DATE '2022-01-01'))) > 0"
)
DUCK_EXCLUSIONS = [
    DUCK_TOOK_PART,
    *(
        f"CASE WHEN NOT {name}__unknown THEN coalesce({name} <= DATE '2021-04-01', false) END"
        for name in ("starts_studies_on", "starts_work_on")
    ),
    "in_krom OR in_brokering_services",
    *FLAGS,
]


def duckdb_statement() -> str:
    """One SELECT: verdicts, their bits, and the lists looked up by the bits."""
    met = ", ".join(f"({sql}) AS c{at}" for at, sql in enumerate(DUCK_CRITERIA))
    excluded = ", ".join(f"({sql}) AS e{at}" for at, sql in enumerate(DUCK_EXCLUSIONS))
    whole = " AND ".join(f"c{at}" for at in range(8))
    some = " OR ".join(f"e{at}" for at in range(9))
    bits = " + ".join(f"(c{at} IS FALSE)::INT * {1 << at}" for at in range(10))
    out = " + ".join(f"(e{at} IS TRUE)::INT * {1 << at}" for at in range(9))
    return f"""
        WITH verdicts AS (SELECT person_id, {met}, {excluded} FROM read_parquet($path)),
        bits AS (SELECT person_id, {whole} AS whole, {some} AS excluded, {bits} AS n, {out} AS m FROM verdicts)
        SELECT person_id, CASE WHEN NOT whole THEN 'not_eligible' WHEN excluded THEN 'excluded'
          WHEN whole IS NULL OR excluded IS NULL THEN 'undetermined' ELSE 'eligible' END AS outcome,
          a.names AS not_met, b.names AS exclusions
        FROM bits JOIN not_met_names a ON a.bits = n JOIN met_names b ON b.bits = m"""


def duckdb_by_hand() -> Callable[[Path], Any]:
    """A connection that has the lists, and what decides by it."""
    import duckdb

    connection = duckdb.connect()
    for table, names in (("not_met_names", NOT_MET), ("met_names", MET)):
        frame = pl.DataFrame({"bits": pl.int_range(names.len(), eager=True), "names": names})
        connection.register("lists", frame.to_arrow())
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM lists")
    statement = duckdb_statement()
    return lambda path: connection.sql(statement, params={"path": str(path)}).to_arrow_table()


def duckdb_answer(found: Any) -> dict[str, pl.Series]:
    """The outcomes and the lists, in the register's order, which a join does not keep."""
    frame = pl.DataFrame(found)
    return dict(frame.sort("person_id").drop("person_id").to_dict())


# ---- engines for one person at a time -------------------------------------------------------------


def per_person(sample: int) -> list[tuple[str, float]]:
    """Microseconds a decision of the engines in ``single.py``, facts prepared beforehand."""
    single = runpy.run_path(str(HERE / "single.py"))
    population = single["people"](sample)
    found = []
    for name in (
        "written by hand",
        "kraftrules",
        "datalogic-py",
        "zen-engine, expression",
        "cel-python",
    ):
        try:
            engine = single["ADAPTERS"][name]()
        except ImportError:
            continue
        some = population[: 200 if name == "cel-python" else sample]
        single["check"](engine, some[:100])
        prepared = [engine.prepare(facts) for facts in some]
        found.append((engine.name, min(single["time"](engine, prepared) for _ in range(3))))
    return found


# ---- the comparison -----------------------------------------------------------------------------


def contenders() -> list[Contender]:
    """Those that are installed; the first is what the others are compared with."""
    columns = dict.fromkeys(("outcome", "not_met", "exclusions"))

    def some(frame: Any) -> dict[str, pl.Series]:
        return {name: frame[name] for name in columns}

    found = [
        Contender("Polars by hand", polars_by_hand, some),
        Contender("kraftrules", lambda path: RULES.decide_table(path, ON).collect(), some),
        Contender(
            "kraftrules, in batches",
            lambda path: RULES.decide_table(pl.scan_parquet(path), ON).collect(engine="streaming"),
            some,
        ),
        Contender("Polars by hand [1]", lambda path: polars_by_hand(path, missing=False), some),
        Contender(
            "only reading", lambda path: pl.scan_parquet(path).select(READ).collect(), lambda _: {}
        ),
    ]
    try:
        import numpy  # noqa: F401

        found.append(Contender("NumPy by hand [1]", numpy_by_hand, some))
        import duckdb  # noqa: F401

        found.append(Contender("DuckDB by hand [1]", duckdb_by_hand(), duckdb_answer))
    except ImportError as error:
        print(f"not installed: {error.name}")
    return found


def check(found: Sequence[Contender], path: Path) -> pl.DataFrame:
    """Stop unless all give the same answers; by hand, also what is missing and the points."""
    wanted = RULES.decide_table(path, ON).collect()
    assert polars_by_hand(path).equals(wanted), "by hand and kraftrules differ"
    for each in found:
        for name, series in each.answer(each.run(path)).items():
            assert series.to_list() == wanted[name].to_list(), (each.name, name)
    return wanted


def measure(found: Sequence[Contender], path: Path, rounds: int) -> list[list[float]]:
    """Seconds of each contender, round after round."""
    laps = []
    for _ in range(rounds):
        lap = []
        for each in found:
            start = perf_counter()
            each.run(path)
            lap.append(perf_counter() - start)
        laps.append(lap)
    return [list(each) for each in zip(*laps, strict=True)]


def main() -> None:
    """Check that all agree, time them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_000_000, help="how many (%(default)s)")
    parser.add_argument(
        "--different", type=int, default=100_000, help="of whom are made up (%(default)s)"
    )
    parser.add_argument("--rounds", type=int, default=15, help="how many (%(default)s)")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = register(Path(folder), arguments.people, arguments.different)
        found = contenders()
        wanted = check(found, path)
        times = measure(found, path, arguments.rounds)
    print(
        f"Python {platform.python_version()}, Polars {pl.__version__}, {platform.machine()}, {platform.system()}"
    )
    counts = wanted["outcome"].value_counts(sort=True).iter_rows()
    print(f"{wanted.height} people, {arguments.rounds} rounds; all give the same answers:")
    print(", ".join(f"{number} {outcome}" for outcome, number in counts) + "\n")
    print(f"{'from Parquet to decisions':<34}{'min s':>9}{'median s':>11}{'ratio':>8}{'median':>8}")
    print("-" * 70)
    for each, laps in zip(found, times, strict=True):
        ratios = [lap / base for lap, base in zip(laps, times[0], strict=True)]
        print(
            f"{each.name:<34}{min(laps):>9.3f}{median(laps):>11.3f}{min(laps) / min(times[0]):>8.2f}{median(ratios):>8.2f}"
        )
    print("[1] without what is missing and without points\n")
    print(f"{'one person at a time':<34}{'µs each':>9}{'s for all':>11}{'ratio':>8}\n" + "-" * 62)
    for name, microseconds in per_person(2000):
        seconds = microseconds * arguments.people / 1e6
        print(f"{name:<34}{microseconds:>9.2f}{seconds:>11.2f}{seconds / min(times[0]):>8.1f}")


if __name__ == "__main__":
    sys.exit(main())
