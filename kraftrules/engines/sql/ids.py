"""Lists of ids: the names whose conditions hold, as each dialect makes a list of them, or a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    binary,
    call,
    case,
    cast,
    column,
    identifier,
    is_not_null,
    never_null,
    null_if,
    own,
    select_of,
    text,
)

Ids = Sequence[tuple[str, Expr]]
_MOST = 253  # of T-SQL's 254 arguments one is the space


def _named_where(ids: Ids, after: str = "") -> list[Expr]:
    return [case((when, text(name + after))) for name, when in ids]


def _strings() -> str:
    return "array<text>"


def duckdb_ids(ids: Ids) -> Expr:
    """An array of the names, of which those are kept whose place holds true in another."""
    if not ids:
        return cast(exp.Array(), _strings())
    names = exp.Array(expressions=[text(name) for name, _ in ids])
    return call("LIST_WHERE", names, exp.Array(expressions=[_surely(when) for _, when in ids]))  # fmt: skip


def _surely(when: Expr) -> Expr:
    if never_null(when):
        return own(when)
    if isinstance(when, exp.Not) and isinstance(when.this, exp.Column):
        return exp.Is(this=own(when.this), expression=exp.false())
    return exp.Is(
        this=exp.paren(when) if not isinstance(when, exp.Column) else own(when),
        expression=exp.true(),
    )


def array_ids(compact: Callable[[Expr], Expr]) -> Callable[[Ids], Expr]:
    """An array of names and NULL, which *compact* takes out."""

    def ids(ids: Ids) -> Expr:
        if not ids:
            return cast(exp.Array(), _strings())
        return compact(exp.Array(expressions=_named_where(ids)))

    return ids


def bigquery_ids(ids: Ids) -> Expr:
    """An array without NULL, of which BigQuery keeps none, in the order written."""
    if not ids:
        return cast(exp.Array(), _strings())
    alias = exp.TableAlias(columns=[identifier("_id")])
    unnest = exp.Unnest(
        expressions=[exp.Array(expressions=_named_where(ids))],
        alias=alias,
        offset=identifier("_at"),
    )
    found = select_of(column("_id")).from_(unnest).where(is_not_null(column("_id")))
    return exp.Array(expressions=[found.order_by(column("_at"))])


def snowflake_ids(ids: Ids) -> Expr:
    """An array by a function that takes no notice of NULL."""
    return call("ARRAY_CONSTRUCT_COMPACT", *_named_where(ids))


def tsql_ids(ids: Ids) -> Expr:
    """The names with a space between them; what could be cut off at 8,000 bytes is made a longer text."""
    if not ids:
        return text("")
    names = _named_where(ids)
    return _concatenated([cast(each, "text") for each in names] if _length(ids) > 8000 else names)


def _concatenated(values: Sequence[Expr]) -> Expr:
    """Texts with a space between them; the function takes two at least, and no more than ``_MOST``."""
    if len(values) <= _MOST:
        return call("CONCAT_WS", text(" "), *values, *([NULL] if len(values) == 1 else []))
    parts = [values[at : at + _MOST] for at in range(0, len(values), _MOST)]
    return _concatenated([null_if(_concatenated(part), text("")) for part in parts])


def oracle_ids(ids: Ids) -> Expr:
    """The names with a space between them; Oracle reads NULL as empty text here, and empty as NULL.

    A text of type CHAR, which literals are of, may have 2,000 bytes; what could be longer is a CLOB.
    A bare NULL is no branch of a CASE that has no other.
    """
    if not ids:
        return cast(NULL, "varchar(4000)")
    names = _named_where(ids, after=" ")
    return call(
        "RTRIM",
        _joined([call("TO_CLOB", each) for each in names] if _length(ids) > 2000 else names),
    )


def _joined(texts: Sequence[Expr]) -> Expr:
    """Texts one after another, halved again and again, so that no line of the statement grows long."""
    if len(texts) == 1:
        return texts[0]
    half = (len(texts) + 1) // 2
    return binary(exp.DPipe, _joined(texts[:half]), _joined(texts[half:]))


def _length(ids: Ids) -> int:
    """How many bytes there are in all names, with a space after each."""
    return sum(len(name.encode()) + 1 for name, _ in ids)
