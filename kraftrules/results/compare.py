"""Two reports beside each other: what differs, how surely, and nothing of why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kraftrules.diagnostics import FactError, FactProblem
from kraftrules.refusal import shown
from kraftrules.results.report import Figure, Number, Report, unheard_of
from kraftrules.results.tally import UNKNOWN_GROUP
from kraftrules.text import Text

NO_EFFECT = Text(
    "En skillnad är ingen effekt. Grupperna kan skilja sig åt i annat än det som jämförs, och det som "
    "är okänt kan göra skillnaden större eller mindre. Konfidensintervallet förutsätter att ingen "
    "person finns i båda.",
    "A difference is no effect. The groups may differ in more than what is compared, and what is "
    "unknown may make the difference larger or smaller. The confidence interval presumes that no "
    "person is in both.",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in both reports: *value* is the second's value less the first's.

    *low* and *high* are the ends of Newcombe's confidence interval for the difference of two shares,
    of the persons known both ways; None for what is no share of persons. *least* and *most* are what
    the difference can be, over every way the unknown facts could turn out. None where suppressed.
    """

    id: str
    label: Text
    first: Figure
    second: Figure
    value: Number | None
    low: float | None
    high: float | None
    least: Number | None
    most: Number | None

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "id": self.id,
            "first": self.first.value,
            "second": self.second.value,
            "difference": self.value,
            "low": self.low,
            "high": self.high,
            "least": self.least,
            "most": self.most,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The measures that two reports have in common. *warning* is to be read with every figure."""

    first: Report
    second: Report
    confidence: float
    measures: Mapping[str, Difference]
    warning: Text = NO_EFFECT

    def __getitem__(self, name: str) -> Difference:
        """A measure's difference; raises `FactError` for one that the reports have not in common."""
        found = self.measures.get(name) if isinstance(name, str) else None
        if found is None:
            raise unheard_of(name, self.measures)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.measures)

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "first": _which(self.first),
            "second": _which(self.second),
            "confidence": self.confidence,
            "warning": {"sv": self.warning.sv, "en": self.warning.en},
            "measures": [each.to_dict() for each in self.measures.values()],
        }


def compare_reports(first: Report, second: Report, *, confidence: float = 0.95) -> Comparison:
    """Set two reports beside each other: two periods, two programmes, or a programme and a control group.

    Measures are matched by id, and those of unlike kinds left out; of a balance, each group's share is
    compared, under an id like ``sex_balance.woman``. Raises `FactError` where *confidence*
    is not between 0 and 1, and `ModuleNotFoundError` where the extra ``statistics`` is missing.
    """
    for name, report in (("first", first), ("second", second)):
        if not isinstance(report, Report):
            raise FactError([FactProblem(name, shown(report), _REPORT)])
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        raise FactError([FactProblem("confidence", shown(confidence), _PART)])
    ones, others = _compared(first), _compared(second)
    common = [name for name in ones if name in others and ones[name].kind == others[name].kind]
    found = {name: _difference(ones[name], others[name], confidence) for name in common}
    return Comparison(first, second, confidence, MappingProxyType(found))


def _compared(report: Report) -> dict[str, Figure]:
    """A report's figures by their ids; of a balance, each known group's share, as ``sex_balance.woman``."""
    found: dict[str, Figure] = {}
    for name, figure in report.measures.items():
        if figure.kind != "balance":
            found[name] = figure
            continue
        fact = report.declared.vocabulary.of("participation").get(report.declared_measure(name).by)
        for group, share in figure.by.items():
            if group != UNKNOWN_GROUP:
                said = fact.value_label(group) if fact and fact.values else Text(group)
                label = Text(f"{figure.label}: {said}", f"{figure.label['en']}: {said['en']}")
                found[f"{name}.{group}"] = replace(share, id=f"{name}.{group}", label=label)
    return found


_REPORT = Text("tillåtet är en rapport från count()", "allowed is a report from count()")
_PART = Text("tillåtet är ett tal mellan 0 och 1, som 0.95", "allowed is a number between 0 and 1, as 0.95")  # fmt: skip


def _difference(first: Figure, second: Figure, confidence: float) -> Difference:
    low, high = _interval(first, second, confidence)
    return Difference(
        id=first.id,
        label=first.label,
        first=first,
        second=second,
        value=_less(second.value, first.value),
        low=low,
        high=high,
        least=_less(second.low, first.high),
        most=_less(second.high, first.low),
    )


def _less(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one - other


def _interval(
    first: Figure, second: Figure, confidence: float
) -> tuple[float | None, float | None]:
    """Newcombe's interval for a difference of independent proportions."""
    tops, bottoms = (first.numerator, second.numerator), (first.denominator, second.denominator)
    if first.kind not in ("share", "balance") or None in tops or not all(bottoms):
        return None, None
    interval = _newcombe()
    low, high = interval(tops[1], bottoms[1], tops[0], bottoms[0], compare="diff", method="newcomb", alpha=1 - confidence)  # type: ignore[operator] # fmt: skip
    return float(low), float(high)


def _newcombe() -> object:
    try:
        from statsmodels.stats.proportion import confint_proportions_2indep  # type: ignore[import-untyped,unused-ignore] # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "comparisons need statsmodels: pip install 'kraftrules[statistics]'", name=error.name
        ) from None
    found: object = confint_proportions_2indep
    return found


def _which(report: Report) -> dict[str, str]:
    return {
        "ruleset": report.ruleset,
        "edition": report.edition,
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
    }
