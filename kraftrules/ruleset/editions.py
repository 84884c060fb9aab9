"""The editions of rulesets: which holds on a day, and what to say where none does or two do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from kraftrules.diagnostics import Code, Diagnostic, RulesetError
from kraftrules.ruleset.model import InForce
from kraftrules.source import Place
from kraftrules.text import Text, listed, nearest


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a ruleset in a folder: what it is called, when it holds, and where it is."""

    id: str
    edition: str
    title: Text
    status: str
    in_force: InForce
    path: Path

    @property
    def name(self) -> str:
        """The ruleset and its edition, as ``malmokraften@2.0``."""
        return f"{self.id}@{self.edition}"


def pick(name: str, on: date | None, drafts: bool, editions: Sequence[Edition]) -> Edition:
    """The edition that *name* asks for: ``id@edition``, or ``id`` and the day it is in force.

    Raises `RulesetError` where there is none, naming the nearest.
    """
    ruleset, at, edition = name.partition("@")
    known = [each for each in editions if each.id == ruleset]
    if not known:
        raise _no_ruleset(name, ruleset, editions)
    if not at:
        return _in_force(name, on, known, drafts)
    found = next((each for each in known if each.edition == edition), None)
    if found is None:
        raise _no_edition(name, edition, known)
    if on is not None and not found.in_force.includes(on):
        raise _not_in_force(name, on, [found], drafts=True)
    return found


def overlapping(editions: Iterable[Edition]) -> Iterator[tuple[Edition, Edition]]:
    """Adopted editions of one ruleset, in the order of their first days, that hold on one day."""
    adopted = [each for each in editions if each.status == "adopted"]
    for _, group in groupby(adopted, key=lambda each: each.id):
        longest: Edition | None = None
        for each in group:
            if longest is not None and longest.in_force.overlaps(each.in_force):
                yield longest, each
            if longest is None or _last(longest) < _last(each):
                longest = each


def overlap(one: Edition, other: Edition, place: Place) -> Diagnostic:
    """What to say of two editions that hold on one day, at the later one."""
    return Diagnostic(
        Code.OVERLAPPING_EDITIONS,
        Text(f"{other.name} gäller samma dagar som {one.name} ({one.in_force}).",
             f"{other.name} holds on the same days as {one.name} ({one.in_force})."),
        place,
        Text("Låt den ena sluta dagen innan den andra börjar, eller gör den ena till utkast: status: draft",
             "Let one end the day before the other begins, or make one a draft: status: draft"),
    )  # fmt: skip


def same(one: Edition, other: Edition, place: Place) -> Diagnostic:
    """What to say of two files that hold one edition."""
    return Diagnostic(
        Code.DUPLICATE_ID,
        Text(f"Utgåvan {other.name} finns redan i {one.path.name}.", f"The edition {other.name} is in {one.path.name} already."),
        place,
        Text("Ge den ena ett annat nummer under edition:, eller ta bort filen.",
             "Give one of them another number under edition:, or remove the file."),
    )  # fmt: skip


def _last(edition: Edition) -> date:
    return edition.in_force.to or date.max


def _in_force(name: str, on: date | None, known: Sequence[Edition], drafts: bool) -> Edition:
    if on is None and len(known) == 1:
        return known[0]
    if on is None:
        names = [each.name for each in known]
        raise _error(
            Code.NO_EDITION_IN_FORCE, name,
            Text(f"{name} finns i flera utgåvor.", f"There are several editions of {name}."),
            Text(f"Ange dagen (on=date(…)) eller utgåvan: {listed(names, 'eller')}.",
                 f"State the day (on=date(…)) or the edition: {listed(names, 'or')}."),
        )  # fmt: skip
    for each in known:
        if each.in_force.includes(on) and (drafts or each.status == "adopted"):
            return each
    raise _not_in_force(name, on, known, drafts)


def _not_in_force(name: str, on: date, known: Sequence[Edition], drafts: bool) -> RulesetError:
    message = Text(
        f"Ingen utgåva av {name} gäller {on}.", f"No edition of {name} is in force on {on}."
    )
    draft = next((each for each in known if each.in_force.includes(on) and not drafts), None)
    if draft is not None:
        hint = Text(f"{draft.name} är ett utkast för den tiden; ange den vid namn för att använda den.",
                    f"{draft.name} is a draft for that time; ask for it by name to use it.")  # fmt: skip
        return _error(Code.NO_EDITION_IN_FORCE, name, message, hint)
    before = [each for each in known if each.in_force.to and each.in_force.to < on]
    after = [each for each in known if each.in_force.from_ > on]
    near = [*before[-1:], *after[:1]]
    shown_sv = [f"{each.name}{_draft(each, ' (utkast)')}, {each.in_force}" for each in near]
    shown_en = [f"{each.name}{_draft(each, ' (draft)')}, {each.in_force}" for each in near]
    hint = Text(f"Närmast är {listed(shown_sv)}.", f"Nearest is {listed(shown_en, 'and')}.")
    return _error(Code.NO_EDITION_IN_FORCE, name, message, hint)


def _draft(edition: Edition, words: str) -> str:
    return words if edition.status == "draft" else ""


def _no_ruleset(name: str, ruleset: str, editions: Sequence[Edition]) -> RulesetError:
    known = sorted({each.id for each in editions})
    near = nearest(ruleset, known)
    message = Text(f"Det finns inget regelverk {name[:60]}.", f"There is no ruleset {name[:60]}.")
    hint = Text(f"De medföljande är {listed(known, most=30)}. En egen fil slutar på .yaml.",
                f"The bundled are {listed(known, 'and', most=30)}. A file of one's own ends in .yaml.")  # fmt: skip
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return _error(Code.NO_SUCH_RULESET, name, message, hint)


def _no_edition(name: str, edition: str, known: Sequence[Edition]) -> RulesetError:
    near = nearest(edition, [each.edition for each in known])
    names = [each.name for each in known]
    message = Text(f"Utgåvan {edition[:60]} finns inte.", f"There is no edition {edition[:60]}.")
    hint = Text(f"Utgåvorna är {listed(names)}.", f"The editions are {listed(names, 'and')}.")
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return _error(Code.NO_SUCH_RULESET, name, message, hint)


def _error(code: Code, name: str, message: Text, hint: Text) -> RulesetError:
    return RulesetError([Diagnostic(code, message, Place(name[:200], 1, 1, 1, 1), hint)])
