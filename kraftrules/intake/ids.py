"""Who the candidates are: each has an id, and stands once."""

from __future__ import annotations

from collections.abc import Mapping

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.given import accept, as_mapping
from kraftrules.refusal import Refused
from kraftrules.text import Text
from kraftrules.vocabulary import Fact

PERSON_ID = "person_id"
_ID = Fact(id=PERSON_ID, label=Text("personens beteckning", "the person's id"), type="identifier")


def person_id_of(given: Mapping[str, object]) -> str | int:
    """The id that somebody is given by; raises `FactError` where there is none."""
    facts = as_mapping(given)
    try:
        value = accept(_ID, facts.get(PERSON_ID))
    except Refused as refused:
        raise FactError([refused.problem]) from None
    if as_id(value):
        assert isinstance(value, str | int), "as_id gives a text for nothing else"
        return value
    raise FactError([missing_id("")])


def as_id(given: object) -> str:
    """An id as the text that tells people apart; empty for what is no id."""
    try:
        value = accept(_ID, given)
    except Refused:
        return ""
    return str(value).strip() if isinstance(value, str | int) else ""


def missing_id(given: str) -> FactProblem:
    """The problem of somebody without an id."""
    needed = Text("person_id behövs i en antagning", "person_id is needed in an intake")
    return FactProblem(PERSON_ID, given, needed)


def same_as(before: Text) -> Text:
    """What to say of somebody who stands *before* too."""
    return Text(f"samma person som {before}; var och en kan stå en gång",
                f"the same person as {before.en}; each can stand once")  # fmt: skip


def mixed(person_id: str | int, same: str | int) -> Text | None:
    """A hint where two ids are the same but for their type."""
    if type(person_id) is type(same):
        return None
    return Text("Den ena är ett tal, den andra en text.", "One is a number, the other a text.")
