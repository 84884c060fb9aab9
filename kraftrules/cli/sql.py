"""``kraftrules sql``: the rules as one SELECT, to run in a database of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer

from kraftrules.cli.extras import needed
from kraftrules.cli.options import (
    DraftsOption,
    LangOption,
    Language,
    NameArgument,
    OnOption,
    chosen_day,
    load_ruleset,
    note_day,
)
from kraftrules.cli.terminal import DONE, Terminal, misused


class Dialect(StrEnum):
    """The databases that a statement can be written for."""

    POSTGRES = "postgres"
    DUCKDB = "duckdb"
    SPARK = "spark"
    BIGQUERY = "bigquery"
    SNOWFLAKE = "snowflake"
    TSQL = "tsql"
    ORACLE = "oracle"


class Shown(StrEnum):
    """What a statement can select."""

    DECISIONS = "decisions"
    VERDICTS = "verdicts"
    PROBLEMS = "problems"


DialectOption = Annotated[Dialect, typer.Option("--dialect", help="Databasen. / The database.")]
PeopleOption = Annotated[
    str,
    typer.Option(
        "--table",
        metavar="TABELL",
        help="Personernas tabell: people eller schema.people. / The table.",
    ),
]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="KOLUMN,…",
        help="Kolumnerna som tabellen har, om några uppgifter saknas i den. / The columns that the table has.",
    ),
]
ListsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--list",
        metavar="UPPGIFT=TABELL",
        help="Tabellen där en listas poster ligger. / The table in which a list's records lie.",
    ),
]
ShowOption = Annotated[
    Shown,
    typer.Option(
        "--show",
        help="Besluten, en kolumn per regel eller raderna med fel. / Decisions, a column a rule, or the rows at fault.",
    ),
]


def sql(
    name: NameArgument,
    dialect: DialectOption = Dialect.POSTGRES,
    on: OnOption = None,
    table: PeopleOption = "people",
    columns: ColumnsOption = None,
    lists: ListsOption = None,
    show: ShowOption = Shown.DECISIONS,
    drafts: DraftsOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Skriv reglerna som en SELECT för en egen databas. / Write the rules as one SELECT."""
    terminal, chosen = Terminal(lang.code), chosen_day(on)
    ruleset = load_ruleset(name, chosen, drafts=drafts)
    note_day(terminal, ruleset, chosen)
    try:
        statement = ruleset.sql(
            dialect.value,
            table,
            on=chosen.day,
            columns=None if columns is None else _names(columns),
            lists=_tables(lists or ()),
            show=show.value,
        )
    except ImportError as error:
        raise needed(error.name or "sqlglot", "sql") from None
    terminal.line(statement.rstrip())
    return DONE


def _names(text: str) -> list[str]:
    """The columns, of which a comma parts each from the next."""
    names = [each.strip() for each in text.split(",") if each.strip()]
    if not names:
        raise misused(
            "--columns: skriv kolumnerna med komma mellan, som person_id,age.",
            "--columns: write the columns with commas between, as person_id,age.",
        )
    return names


def _tables(pairs: Iterable[str]) -> dict[str, str]:
    """The table of each list."""
    found: dict[str, str] = {}
    for text in pairs:
        fact, sign, table = text.partition("=")
        if not (fact and sign and table):
            raise misused(
                f"--list {text[:60]}: skriv uppgiften och tabellen, som participations=af.deltaganden.",
                f"--list {text[:60]}: write the fact and the table, as participations=af.deltaganden.",
            )
        if fact in found:
            raise misused(
                f"--list {text[:60]}: {fact[:60]} har redan en tabell, {found[fact][:60]}.",
                f"--list {text[:60]}: {fact[:60]} has a table already, {found[fact][:60]}.",
            )
        found[fact] = table
    return found
