"""The cells of a spreadsheet as values of facts."""

from __future__ import annotations

from kraftrules.cells import read_typed
from kraftrules.diagnostics import FactProblem
from kraftrules.refusal import Refused, allowed
from kraftrules.text import Text
from kraftrules.values import Value
from kraftrules.vocabulary import Fact
from kraftrules.written import read_text

_INEXACT_IN_EXCEL = 10**15


def read_spreadsheet(fact: Fact, given: object) -> Value:
    """The value of *fact* from a spreadsheet's cell: text as in CSV, the rest by its type."""
    if isinstance(given, str):
        return read_text(fact, given)
    if isinstance(given, int | float) and abs(given) >= _INEXACT_IN_EXCEL:
        hint = Text("Excel tappar siffror efter den femtonde: skriv talet som text.",
                    "Excel loses digits after the fifteenth: write the number as text.")  # fmt: skip
        raise Refused(FactProblem(fact.id, str(given), allowed(fact), hint))
    return read_typed(fact, given)
