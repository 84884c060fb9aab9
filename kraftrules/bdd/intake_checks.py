"""What a step claims of an intake: each claim a function that raises `DoesNotHold` where it fails."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kraftrules.bdd.errors import DoesNotHold, Misfit
from kraftrules.bdd.facts import FactPhrases
from kraftrules.bdd.intake_phrases import INTAKE_PHRASES
from kraftrules.bdd.intakes import IntakeCheck, Request
from kraftrules.bdd.names import facts_named, outcome_named, people_named, rule_named, rules_named
from kraftrules.bdd.phrase import Match
from kraftrules.bdd.phrases import OUTCOME_WORDS
from kraftrules.intake.draw import Place
from kraftrules.intake.intake import Intake
from kraftrules.intake.parts import Selected, Waiting
from kraftrules.intake.ranking import lot
from kraftrules.intake.streams import NOWHERE, UNKNOWN_STREAM
from kraftrules.plan import Outcome
from kraftrules.ruleset.declaration import Declaration
from kraftrules.text import Lang, Text, listed

INTAKE_CLAIMS = frozenset(each.name for each in INTAKE_PHRASES) - {"hold", "refused"}
ORDER_CLAIMS = frozenset(("order", "lottery"))  # of decisions; of an intake, once one is held

_NOBODY = frozenset(("ingen", "nobody", "no one", "none"))
_EVERYBODY = frozenset(("alla", "everyone", "all"))


def intake_claim(
    match: Match, declared: Declaration, facts: FactPhrases, request: Request
) -> IntakeCheck:
    """What a phrase claims of an intake; raises `Misfit` for a name that is not there."""
    said = match.said
    if "person" in said:
        return _of_person(match, _person(said["person"], request), declared, facts)
    match match.name:
        case "selected":
            return _selected(said["people"], request)
        case "waiting":
            return _waiting(said["people"], request)
        case "lottery":
            return _lottery(set(_people(said["people"], request)))
        case "ranks" | "order":
            return _ranks(_people(said["people"], request))
        case "all_considered":
            return _all_considered
        case "could_not":
            return _settled
        case "reserved":
            rule = rule_named(said["rule"], [each.rule for each in declared.intake.reservations])
            return _reserved(rule.id, _number(said["wanted"]), _number(said["filled"]))
        case "stream_seats":
            rule = rule_named(said["rule"], [each.rule for each in declared.intake.streams])
            return _stream_seats(rule.id, _number(said["seats"]), _number(said["filled"]))
        case _:
            raise AssertionError(f"no claim: {match.name}")


def _of_person(match: Match, name: str, declared: Declaration, facts: FactPhrases) -> IntakeCheck:
    said = match.said
    reserved = [each.rule for each in declared.intake.reservations]
    match match.name:
        case "told":
            return _told(name, said["text"], match.lang)
        case "lot":
            return _lot(name, said["digest"].casefold())
        case "could":
            return _could(name, set(facts_named(said["facts"], facts)))
        case "could_not":
            return _could(name, None)
        case "waits_for":
            return _waits_for(name, {each.id for each in rules_named(said["rules"], reserved)})
        case "counts_toward":
            rules = rules_named(said["rules"], reserved) if "rules" in said else []
            return _counts_toward(name, {each.id for each in rules})
        case "not_considered":
            return _not_considered(name, outcome_named(said["outcome"]))
        case "stream":
            streams = [each.rule for each in declared.intake.streams]
            return _stream(name, rule_named(said["rule"], streams).id)
        case "no_stream":
            return _stream_is(name, NOWHERE)
        case "unknown_stream":
            return _stream_is(name, UNKNOWN_STREAM)
        case _:
            raise AssertionError(f"no claim: {match.name}")


def _person(name: str, request: Request) -> str:
    known = [each for each, _ in request.people]
    if name not in known:
        raise Misfit(Text(f"Ingen i tabellen heter {name}. De som finns är {listed(known)}.",
                          f"Nobody in the table is called {name}. Those there are {listed(known, 'and')}."))  # fmt: skip
    return name


def _people(names: str, request: Request) -> list[str]:
    return [_person(each, request) for each in people_named(names)]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else 0


def _unlike(sv: str, en: str) -> DoesNotHold:
    return DoesNotHold(Text(sv, en))


def _names(found: Sequence[str]) -> Text:
    return Text(listed(found) or "ingen", listed(found, "and") or "nobody")


def _shown(what: Text, found: Sequence[str]) -> DoesNotHold:
    names = _names(found)
    return _unlike(f"{what}: {names}.", f"{what.en}: {names.en}.")


def _selected(said: str, request: Request) -> IntakeCheck:
    everybody, nobody = said.casefold() in _EVERYBODY, said.casefold() in _NOBODY
    expected = [] if everybody or nobody else _people(said, request)

    def check(intake: Intake) -> None:
        found = [str(each.person_id) for each in intake.selected]
        whole = len(found) == len(request.people) if everybody else found == expected
        if not whole:
            raise _shown(Text("De som får plats är", "Those who get seats are"), found)

    return check


def _waiting(said: str, request: Request) -> IntakeCheck:
    expected = [] if said.casefold() in _NOBODY else _people(said, request)

    def check(intake: Intake) -> None:
        found = [str(each.person_id) for each in intake.waiting]
        if found != expected:
            raise _shown(Text("De som väntar är", "Those who wait are"), found)

    return check


def _ranks(expected: Sequence[str]) -> IntakeCheck:
    def check(intake: Intake) -> None:
        found = [str(place.candidate.person_id) for place in intake.drawn.places]
        if found != expected:
            raise _shown(Text("Turordningen är", "The rank order is"), found)

    return check


def _lottery(expected: set[str]) -> IntakeCheck:
    """That these, and nobody else, would stand alike but for the lot."""

    def check(intake: Intake) -> None:
        alike: dict[tuple[object, ...], set[str]] = {}
        for place in intake.drawn.places:
            before = tuple(takewhile(lambda part: not isinstance(part, bytes), place.key))
            alike.setdefault(before, set()).add(str(place.candidate.person_id))
        if expected not in alike.values():
            found = [str(place.candidate.person_id) for place in intake.drawn.places]
            raise _shown(Text("Turordningen är", "The rank order is"), found)

    return check


def _all_considered(intake: Intake) -> None:
    found = [str(each.person_id) for each in intake.not_considered]
    if found:
        raise _shown(Text("De som inte är med är", "Those who are not in it are"), found)


def _not_considered(name: str, expected: Outcome) -> IntakeCheck:
    def check(intake: Intake) -> None:
        found = {str(each.person_id): each.decision.outcome for each in intake.not_considered}
        outcome = found.get(name, Outcome.ELIGIBLE)
        if outcome is not expected:
            words = OUTCOME_WORDS[outcome]
            raise _unlike(f"Utfallet är {words}.", f"The outcome is {words.en}.")

    return check


def _reserved(rule: str, wanted: int, filled: int) -> IntakeCheck:
    def check(intake: Intake) -> None:
        found = next(each for each in intake.reservations if each.id == rule)
        if (found.wanted, found.filled) != (wanted, filled):
            raise _unlike(
                f"Det hålls {found.wanted} platser för ”{found.label}”, och {found.filled} antagna räknas dit.",
                f"{found.wanted} seats are reserved for “{found.label.en}”, and {found.filled} selected count toward it.",
            )

    return check


def _stream_seats(rule: str, seats: int, filled: int) -> IntakeCheck:
    def check(intake: Intake) -> None:
        found = next(each for each in intake.streams if each.id == rule)
        if (found.seats, found.filled) != (seats, filled):
            raise _unlike(
                f"Ingången ”{found.label}” har {found.seats} platser och {found.filled} är fyllda.",
                f"The stream “{found.label.en}” has {found.seats} seats and {found.filled} are filled.",
            )

    return check


def _settled(intake: Intake) -> None:
    if intake.unsettled:
        raise _shown(Text("De som kan få plats är", "Those who could get seats are"),
                     [str(each.person_id) for each in intake.unsettled])  # fmt: skip


def _could(name: str, expected: set[str] | None) -> IntakeCheck:
    """That somebody could get a seat by what is missing, or by nothing (*expected* is None)."""

    def check(intake: Intake) -> None:
        found = {str(each.person_id): set(each.missing) for each in intake.unsettled}.get(name)
        if found == expected:
            return
        if found is None:
            raise _unlike(
                f"{name} kan inte få plats, vad som än blir känt.",
                f"{name} could not get a seat, whatever becomes known.",
            )
        facts = intake.drawn.plan.plan.facts
        sv, en = (listed(sorted(facts[each].label[lang] for each in found), word)
                  for lang, word in _AND_WORDS)  # fmt: skip
        raise _unlike(
            f"{name} kan få plats om uppgift om {sv} kommer.",
            f"{name} could get a seat if {en} becomes known.",
        )

    return check


_AND_WORDS: tuple[tuple[Lang, str], ...] = (("sv", "och"), ("en", "and"))


def _told(name: str, text: str, lang: Lang) -> IntakeCheck:
    def check(intake: Intake) -> None:
        if text not in intake.explain(name, lang):
            sv, en = intake.explain(name, "sv"), intake.explain(name, "en")
            raise _unlike(f"{name} får veta:\n{sv}", f"{name} is told:\n{en}")

    return check


def _lot(name: str, expected: str) -> IntakeCheck:
    """That the lot begins so, and that it is by the lot that those go who are otherwise alike."""

    def check(intake: Intake) -> None:
        found = lot(intake.seed, name)
        if not found.hex().startswith(expected):
            raise _unlike(
                f"Lotten för {name} är {found.hex()}.", f"The lot of {name} is {found.hex()}."
            )
        if found not in _place(intake, name).key:
            raise _unlike("Lotten avgör ingenting.", "The lot decides nothing.")

    return check


def _place(intake: Intake, name: str) -> Place:
    """The place of somebody eligible; raises `DoesNotHold` for anybody else."""
    for place in intake.drawn.places:
        if str(place.candidate.person_id) == name:
            return place
    raise _unlike(f"{name} är inte med i turordningen.", f"{name} is not in the order.")


def _waits_for(name: str, expected: set[str]) -> IntakeCheck:
    def check(intake: Intake) -> None:
        waiting: dict[str, Waiting] = {str(each.person_id): each for each in intake.waiting}
        if name not in waiting:
            raise _unlike(f"{name} väntar inte.", f"{name} is not waiting.")
        if set(waiting[name].reservations) != expected:
            why = waiting[name].why
            raise _unlike(why.sv, why.en)

    return check


def _counts_toward(name: str, expected: set[str]) -> IntakeCheck:
    def check(intake: Intake) -> None:
        found = {str(each.person_id): each.seats for each in intake.selected}
        if name not in found:
            raise _unlike(f"{name} har ingen plats.", f"{name} has no seat.")
        if set(found[name]) != expected:
            raise _shown(Text(f"{name} räknas till", f"{name} counts toward"), found[name])

    return check


def _stream(name: str, expected: str) -> IntakeCheck:
    def check(intake: Intake) -> None:
        ranked: list[Selected | Waiting] = [*intake.selected, *intake.waiting]
        found = {str(each.person_id): each.stream for each in ranked}
        if name not in found or found[name] != expected:
            raise _shown(Text("Ingången är", "The stream is"), [found.get(name) or "–"])

    return check


def _stream_is(name: str, expected: int) -> IntakeCheck:
    words = {
        NOWHERE: Text(f"{name} hör inte till någon ingång.", f"{name} comes in by no stream."),
        UNKNOWN_STREAM: Text(f"Det är okänt vilken ingång {name} hör till.",
                             f"It is unknown which stream {name} comes in by."),
    }  # fmt: skip

    def check(intake: Intake) -> None:
        found = _place(intake, name).stream
        if found != expected:
            other = Text(f"{name} hör till en ingång.", f"{name} comes in by a stream.")
            raise DoesNotHold(words.get(found, other))

    return check
