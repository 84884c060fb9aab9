"""The register: made-up people as a Parquet file."""

import runpy
from pathlib import Path
from typing import Any

import polars as pl

from register.contender import ON

EXAMPLES = Path(__file__).parents[2] / "examples"

TYPES: dict[str, Any] = {
    "person_id": pl.Int64, "sex": pl.String, "birth_date": pl.Date, "municipality": pl.String,
    "months_without_work": pl.Int64, "af_registered_months": pl.Int64,
    "starts_studies_on": pl.Date, "starts_work_on": pl.Date, "referred_by": pl.String,
    "participations": pl.List(pl.Struct({
        "programme": pl.String, "edition": pl.String, "started_on": pl.Date, "ended_on": pl.Date,
    })),
}  # fmt: skip


def register(folder: Path, number: int, different: int) -> Path:
    """Write people to Parquet: *different* ones, again and again under ids of their own."""
    made = runpy.run_path(str(EXAMPLES / "make_people.py"))
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
