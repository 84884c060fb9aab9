"""A scenario's world: people of whom something is known, a day, and the decisions made on it.

Knows nothing of pytest: `World.step` takes the text of a step, and the table below it if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kraftrules import api
from kraftrules.api import Ruleset
from kraftrules.bdd.checks import Check, claim
from kraftrules.bdd.counting import CLAIMS, Counted, CountingCase
from kraftrules.bdd.duties import CLAIMS as DUTY_CLAIMS
from kraftrules.bdd.duties import check_claim
from kraftrules.bdd.errors import DoesNotHold, Misfit, NoSuchPhrase, StepError
from kraftrules.bdd.facts import FactPhrases, Table
from kraftrules.bdd.intake_checks import INTAKE_CLAIMS, ORDER_CLAIMS, intake_claim
from kraftrules.bdd.intakes import IntakeCase, NotHeld, Row, hold, read_request
from kraftrules.bdd.likeness import language_of, no_such_phrase
from kraftrules.bdd.people import read_people
from kraftrules.bdd.phrase import Match
from kraftrules.bdd.phrases import PHRASES, read_phrase
from kraftrules.bdd.programmes import NotInForce, Programmes
from kraftrules.decision import Decision
from kraftrules.diagnostics import FactError, RulesetError
from kraftrules.engines.durable_session import available
from kraftrules.intake.intake import Intake
from kraftrules.text import LANGUAGES, Lang, Text
from kraftrules.values import Unknown, Value

ENGINES = tuple(name for name in api.ENGINES if name != "durable" or available())
_STARTS = ("meets_all", "nothing_known", "people_meet_all")
_PERSON = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One claim that a scenario makes: of which people, by which ruleset, on which day."""

    ruleset: Ruleset
    on: date
    people: Mapping[str, Mapping[str, Value]]
    decisions: Mapping[str, Decision]
    check: Check


class World:
    """What the steps of one scenario have said so far; *engine* makes the decisions.

    *cases* are the claims made of decisions, each of which can be made again of other decisions, and
    *intakes* those made of intakes; *claims* counts those too that nothing could be decided or held.
    """

    def __init__(self, programmes: Programmes | None = None, engine: str = "python") -> None:
        self.programmes = Programmes() if programmes is None else programmes
        self.engine = engine
        self.cases: list[Case] = []
        self.intakes: list[IntakeCase] = []
        self.claims = 0
        self._programme = ""
        self._meets_all = False
        self._given: dict[str, dict[str, Value]] = {}
        self._twice: tuple[tuple[str, dict[str, Value]], ...] = ()
        self._base: Mapping[str, Value] | None = None
        self._made: _Made | None = None
        self._held: IntakeCase | None = None
        self._refused: NotInForce | NotHeld | None = None
        self._counted: Counted | None = None

    @property
    def counting_cases(self) -> Sequence[CountingCase]:
        """The claims made of how a participant is counted."""
        return self._counted.cases if self._counted else ()

    def step(self, text: str, table: Table | None = None) -> None:
        """Carry out a step; raises `StepError`, which says what to write instead."""
        said = " ".join(text.split())
        match = read_phrase(said)
        lang: Lang = match.lang if match else language_of(said)
        try:
            self._carry_out(said, match, table)
        except StepError as error:
            error.lang = error.lang if isinstance(error, NoSuchPhrase) else lang
            raise
        except RulesetError as error:
            sv, en = (
                "\n".join(each.render(own) for each in error.diagnostics) for own in LANGUAGES
            )
            raise Misfit(Text(sv, en), lang) from error

    def finish(self) -> None:
        """End the scenario; raises `NotInForce` where no step has asked why no edition decided, and
        `NotHeld` where none has asked why no intake was held."""
        if self._refused is not None:
            raise self._refused

    def _carry_out(self, said: str, match: Match | None, table: Table | None) -> None:
        if match is None:
            self._state(said, table)
        elif match.name == "enrolled":
            self.programmes.named(match.said["programme"])
            self._counted = Counted(self.programmes, match.said["programme"], self.engine)
            self._programme = match.said["programme"]
        elif match.name == "count" or match.name in CLAIMS:
            self._count(match)
        elif match.name in _STARTS:
            self._start(match, table)
        elif match.name in ("decide", "judge_duties"):
            self._decide(_day(match.said["day"]))
        elif match.name == "hold":
            self._hold(match, _day(match.said["day"]))
        elif match.name == "no_edition":
            self._no_edition()
        elif match.name == "refused":
            self._claim_refused(match.said["text"], match.lang)
        elif match.name in INTAKE_CLAIMS or (self._held and match.name in ORDER_CLAIMS):
            self._claim_of_intake(match)
        else:
            self._claim(match)

    def _count(self, match: Match) -> None:
        if self._counted is None:
            raise Misfit(Text("Vem som ska räknas saknas. Börja med: Givet en deltagare i Malmökraften 2.0",
                              "Who is to be counted is missing. Begin with: Given a participant of Malmökraften 2.0"))  # fmt: skip
        if match.name == "count":
            self._counted.count(_day(match.said["since"]), _day(match.said["until"]))
        else:
            self.claims += 1
            self._counted.claim(match)

    def _start(self, match: Match, table: Table | None) -> None:
        self._counted = None
        self.programmes.named(match.said["programme"])
        self._programme = match.said["programme"]
        self._meets_all = match.name != "nothing_known"
        self._base = self._made = self._held = None
        self._given, self._twice = {_PERSON: {}}, ()
        if match.name == "people_meet_all":
            rows = read_people(self._phrases(), table)
            self._given = dict(rows)
            self._twice = tuple(rows) if len(self._given) < len(rows) else ()

    def _state(self, said: str, table: Table | None) -> None:
        """Something is said of a fact."""
        if not self._programme:
            raise no_such_phrase(said, [phrase.shown for phrase in PHRASES])
        phrases = self._phrases()
        found = phrases.read(said, table)
        if found is None:
            raise no_such_phrase(said, [*(phrase.shown for phrase in PHRASES), *phrases.shown()])
        if len(self._given) > 1:
            raise Misfit(Text("Scenariot har flera personer: säg det i deras tabell i stället.",
                              "The scenario has several people: say it in their table instead."))  # fmt: skip
        name, value = found
        if self._counted is not None:
            self._counted.state(name, value)
            return
        for facts in self._given.values():
            facts[name] = value
        self._made = self._held = None

    def _phrases(self) -> FactPhrases:
        about = "person" if self._counted is None else "participation"
        return self.programmes.phrases(self._programme, about)

    def _decide(self, on: date) -> None:
        if self._twice:
            raise Misfit(
                Text("Två rader i tabellen har samma namn.", "Two rows have the same name.")
            )
        ruleset = self._in_force(on)
        if ruleset is None:
            return
        people = {name: self._facts(ruleset, given) for name, given in self._given.items()}
        self._made = _Made(ruleset, on, people, dict(self._decisions(ruleset, on, people)))

    def _in_force(self, on: date) -> Ruleset | None:
        """The edition that decides on the day, once there is a person who meets all its criteria."""
        if not self._programme:
            raise Misfit(Text("Vem beslutet gäller saknas. Börja med: Givet en person som …",
                              "Whom the decision is about is missing. Begin with: Given a person who …"))  # fmt: skip
        self._made = self._held = self._refused = None
        try:
            ruleset = self.programmes.ruleset(self._programme, on)
        except NotInForce as error:
            self._refused = error
            return None
        if self._base is None:
            self._base = self.programmes.meets_all(ruleset, on) if self._meets_all else {}
        return ruleset

    def _hold(self, match: Match, on: date) -> None:
        """Hold an intake; its decisions can be claimed of too."""
        if self._counted is not None or set(self._given) <= {_PERSON}:
            raise Misfit(Text("En antagning behöver flera personer. Börja med: Givet dessa personer som …",
                              "An intake needs several people. Begin with: Given these people who …"))  # fmt: skip
        ruleset = self._in_force(on)
        if ruleset is None:
            return
        rows: tuple[Row, ...] = tuple(
            (name, self._facts(ruleset, given))
            for name, given in self._twice or self._given.items()
        )
        request = read_request(match, on, ruleset.declaration, rows)
        try:
            intake = hold(request, self.programmes.office(ruleset, self.engine))
        except NotHeld as error:
            self._refused = error
            return
        decisions = {str(each.person_id): each.decision for each in intake.candidates}
        self._made = _Made(ruleset, on, dict(rows), decisions)
        self._held = IntakeCase(ruleset, request, intake, _claims_nothing)

    def _facts(self, ruleset: Ruleset, given: Mapping[str, Value]) -> Mapping[str, Value]:
        """What is known of a person: what was given goes before what follows from the criteria."""
        base = dict(self._base or {})
        told = {name: value for name, value in given.items() if not isinstance(value, Unknown)}
        for derivation in ruleset.plan.declared.derivations:
            if any(name in told for name in derivation.names):
                base.pop(derivation.fact, None)
        return {**{name: value for name, value in base.items() if name not in given}, **told}

    def _decisions(
        self, ruleset: Ruleset, on: date, people: Mapping[str, Mapping[str, Value]]
    ) -> Iterator[tuple[str, Decision]]:
        for name, facts in people.items():
            try:
                yield name, ruleset.decide(facts, on, engine=self.engine)
            except FactError as error:
                sv, en = (
                    "\n".join(each.render(lang) for each in error.problems) for lang in LANGUAGES
                )
                raise Misfit(Text(sv, en)) from error

    def _no_edition(self) -> None:
        if not isinstance(self._refused, NotInForce):
            edition = self._made.ruleset.declaration.name if self._made else "–"
            raise Misfit(
                Text(f"Utgåvan som gäller är {edition}.", f"The edition in force is {edition}.")
            )
        self._refused = None
        self.claims += 1

    def _claim_refused(self, text: str, lang: Lang) -> None:
        if not isinstance(self._refused, NotHeld):
            raise DoesNotHold(Text("Ingen antagning har hindrats.", "No intake has been refused."))
        if text.casefold() not in self._refused.text[lang].casefold():
            raise DoesNotHold(self._refused.text)
        self._refused = None
        self.claims += 1

    def _claim_of_intake(self, match: Match) -> None:
        self.finish()
        held = self._held
        if held is None:
            raise Misfit(Text("Ingen antagning är hållen. Skriv först: När antagning hålls 2021-03-01 med 3 platser",
                              "No intake has been held. Write first: When an intake is held on 2021-03-01 with 3 seats"))  # fmt: skip
        check = intake_claim(match, held.ruleset.declaration, self._phrases(), held.request)
        self.claims += 1
        self.intakes.append(replace(held, check=check))
        check(held.intake)

    def _claim(self, match: Match) -> None:
        self.finish()
        made = self._made
        if made is None:
            raise Misfit(Text("Inget beslut är fattat. Skriv först: När beslutet fattas 2021-03-01",
                              "No decision has been made. Write first: When the decision is made on 2021-03-01"))  # fmt: skip
        if match.name in DUTY_CLAIMS:
            check_claim(match, made.ruleset, made.people, made.on)
            self.claims += 1
            return
        check = claim(match, made.ruleset.declaration, self._phrases(), made.people)
        self.claims += 1
        self.cases.append(Case(made.ruleset, made.on, made.people, made.decisions, check))
        check(made.decisions)


@dataclass(frozen=True, slots=True)
class _Made:
    ruleset: Ruleset
    on: date
    people: Mapping[str, Mapping[str, Value]]
    decisions: Mapping[str, Decision]


def _claims_nothing(intake: Intake) -> None:
    """The check of an intake of which nothing has been claimed yet."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misfit(Text(f"Dagen {text} finns inte.", f"There is no day {text}.")) from None
