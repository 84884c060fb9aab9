"""How the seats of an intake are shared, in plain language: two sections of a ruleset's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kraftrules.ruleset.declaration import (
    DeclaredIntake,
    DeclaredReservation,
    DeclaredRule,
    DeclaredStream,
)
from kraftrules.text import Lang, Text, listed

Written = Callable[[DeclaredRule, int, str, str], Iterable[str]]  # a rule as an item of a list


def intake_blocks(intake: DeclaredIntake, lang: Lang, written: Written) -> Iterator[str]:
    """The reservations and the streams; nothing where the ruleset has none."""
    if intake.reservations:
        yield from (each[lang] for each in _RESERVED)
        yield _listed(written, [(each.rule, _amount(each, lang)) for each in intake.reservations])
    if intake.streams:
        yield from (each[lang] for each in _STREAMS)
        yield _listed(written, [(each.rule, _seats(each, lang)) for each in intake.streams])


_RESERVED = (
    Text("## Platser som hålls", "## Reserved seats"),
    Text(
        "Av platserna hålls så här många för dem som uppfyller villkoret, så långt det finns sökande. Den som uppfyller flera villkor räknas till alla. Ingen plats lämnas tom för att den hålls.",
        "Of the seats, so many are reserved for those who meet the condition, as far as there are candidates. A person who meets several counts toward all. No seat is left empty for being reserved.",
    ),
)
_STREAMS = (
    Text("## Ingångar med egna platser", "## Streams with seats of their own"),
    Text(
        "När antalet platser inte anges vid antagningen har varje ingång de här platserna. Den första ingången vars villkor personen uppfyller gäller.",
        "Where the number of seats is not stated at the intake, each stream has these seats. The first stream whose condition the person meets applies.",
    ),
)


def _listed(written: Written, rules: Iterable[tuple[DeclaredRule, str]]) -> str:
    return "\n".join(
        line for at, (rule, said) in enumerate(rules, 1) for line in written(rule, at, "", said)
    )


def _amount(each: DeclaredReservation, lang: Lang) -> str:
    if each.share is None:
        return Text(f" – {each.number} platser", f" – {each.number} seats")[lang]
    share = f"{each.share:f}"
    return Text(f" – {share.replace('.', ',')} % av platserna", f" – {share}% of the seats")[lang]


def _seats(each: DeclaredStream, lang: Lang) -> str:
    per = _PER[each.per]
    text = Text(f" – {each.seats} platser {per}", f" – {each.seats} seats {per.en}")[lang]
    if each.closed:
        months = [_MONTHS[month - 1][lang] for month in sorted(each.closed)]
        text += Text(f", inga i {listed(months)}", f", none in {listed(months, 'and')}")[lang]
    return text + _UNFILLED[each.passes_on][lang]


_UNFILLED = {
    True: Text("; platser som inte fylls går till de andra", "; seats that are not filled go to the others"),
    False: Text("; platser som inte fylls lämnas tomma", "; seats that are not filled stay empty"),
}  # fmt: skip
_PER = {
    "intake": Text("vid varje antagning", "at each intake"),
    "team": Text("för varje team", "for each team"),
    "month": Text("i månaden", "a month"),
}
_MONTHS = tuple(
    Text(*names.split("/"))
    for names in (
        "januari/January", "februari/February", "mars/March", "april/April", "maj/May", "juni/June",
        "juli/July", "augusti/August", "september/September", "oktober/October", "november/November",
        "december/December",
    )
)  # fmt: skip
