"""Decide about a whole register in PostgreSQL: the rules go to the data, and the data stay where they are.

Run it with the address of a database of your own, where the role may create a schema:

    python examples/register_in_postgres.py "host=/var/run/postgresql dbname=register"

It makes up a register in a schema of its own, ``kraftrules_example``, decides there, and removes the
schema again. Nothing is fetched but what a steering group asks for: how many, and what is missing.
"""

import json
import runpy
import sys
from datetime import date
from pathlib import Path

import psycopg

import kraftrules

ON = date(2021, 3, 1)
TYPES = {
    "boolean": "boolean",
    "integer": "integer",
    "string": "text",
    "category": "text",
    "date": "date",
}


def main(address: str) -> None:
    """Decide about everyone in the register, and say what became of them."""
    ruleset = kraftrules.load("malmokraften", on=ON)
    with psycopg.connect(address) as connection:
        connection.execute("CREATE SCHEMA kraftrules_example")
        columns = make_register(connection, ruleset)

        # Participations lie in a table of their own. A person without rows there has taken part in
        # nothing, unless participations__unknown says that nobody has told us.
        told = {
            "table": "kraftrules_example.people",
            "on": ON,
            "columns": columns,
            "lists": {"participations": "kraftrules_example.participations"},
        }
        connection.execute(
            "CREATE TABLE kraftrules_example.decisions AS " + ruleset.sql("postgres", **told)
        )

        print(f"{ruleset.declaration.name}, {ON}")
        outcomes = (
            "SELECT outcome, count(*) FROM kraftrules_example.decisions GROUP BY 1 ORDER BY 2 DESC"
        )
        for outcome, people in connection.execute(outcomes):
            print(f"{people:6}  {outcome or 'not decided: a value does not fit'}")

        print("Most often missing:")
        missing = """
            SELECT fact, count(*) FROM kraftrules_example.decisions, unnest(missing) AS fact
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3
        """
        for fact, people in connection.execute(missing):
            print(f"{people:6}  {fact}")

        print("Values that do not fit:")
        for person, facts in connection.execute(ruleset.sql("postgres", show="problems", **told)):
            print(f"{person:>6}  {', '.join(facts)}")
        connection.execute("DROP SCHEMA kraftrules_example CASCADE")


def make_register(connection: psycopg.Connection, ruleset: kraftrules.Ruleset) -> list[str]:
    """Put made-up people into two tables; gives the columns of the first."""
    made_up = runpy.run_path(str(Path(__file__).with_name("make_people.py")))["make_people"](
        400, seed=7
    )
    made_up[0]["months_without_work"] = -3  # a slip of the pen
    facts = [each for each in ruleset.facts if each.id != "age" and each.type != "list"]
    columns = {"person_id": "integer", **{each.id: TYPES[each.type] for each in facts}}
    columns |= {f"{each.id}__unknown": "boolean" for each in facts if each.none_allowed}
    columns["participations__unknown"] = "boolean"
    rows = [
        {
            **person,
            **{f"{each.id}__unknown": each.id not in person for each in facts if each.none_allowed},
            "participations__unknown": "participations" not in person,
        }
        for person in made_up
    ]
    records = [
        {"person_id": person["person_id"], **each}
        for person in made_up
        for each in person.get("participations", [])
    ]
    shape = {
        "person_id": "integer",
        "programme": "text",
        "edition": "text",
        "started_on": "date",
        "ended_on": "date",
    }
    _create(connection, "people", columns, rows)
    _create(connection, "participations", shape, records)
    connection.execute("CREATE INDEX ON kraftrules_example.participations (person_id)")
    return list(columns)


def _create(
    connection: psycopg.Connection,
    table: str,
    columns: dict[str, str],
    rows: list[dict[str, object]],
) -> None:
    shape = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    connection.execute(
        f"CREATE TABLE kraftrules_example.{table} AS SELECT * FROM jsonb_to_recordset(%s::jsonb) AS t({shape})",
        [json.dumps(rows, default=str)],
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
