"""The rulesets that scenarios name, and the person who meets all criteria of one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from kraftrules.analysis.witness import witness
from kraftrules.api import Ruleset, load
from kraftrules.bdd.errors import Misfit
from kraftrules.bdd.facts import FactPhrases
from kraftrules.bdd.intakes import office_of
from kraftrules.engines.python import PythonEngine
from kraftrules.intake.office import Office
from kraftrules.ruleset.catalogue import Edition, bundled_editions, bundled_folder, editions
from kraftrules.text import Text, listed, nearest
from kraftrules.values import Value
from kraftrules.vocabulary import Fact

FOLDER = "rulesets"


class NotInForce(Misfit):
    """No edition of the programme holds on the day."""


class Programmes:
    """The bundled rulesets and those in folders of one's own, which come first.

    Each is loaded once, and each person is looked for once.
    """

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        own = [each for folder in folders for each in editions(folder)]
        self._own = own or bundled_editions()
        ids = {each.id for each in own}
        bundled = [each for each in bundled_editions() if each.id not in ids]
        self.editions: Sequence[Edition] = (*own, *bundled)
        self._loaded: dict[Path, Ruleset] = {}
        self._people: dict[tuple[str, str, date], Mapping[str, Value] | None] = {}
        self._phrases: dict[tuple[str, str], FactPhrases] = {}
        self._offices: dict[tuple[str, str, str], Office] = {}

    @classmethod
    def near(cls, path: Path) -> Programmes:
        """Those in the nearest folder ``rulesets``, beside the path or above it."""
        for folder in (path, *path.absolute().parents):
            own = folder / FOLDER
            if own.is_dir():
                return cls([] if own.resolve() == bundled_folder().resolve() else [own])
        return cls()

    def own(self) -> list[Ruleset]:
        """The rulesets in folders of one's own; where there are none, the bundled."""
        return [self._load(each) for each in self._own]

    def named(self, name: str) -> Sequence[Edition]:
        """The editions that a name can mean: an id, an edition's title, or ``malmokraften@2.0``."""
        said = _folded(name)
        by_id = [each for each in self.editions if _folded(each.id) == said]
        found = by_id or [each for each in self.editions if said in _names(each)]
        if not found:
            raise self._unheard_of(name)
        return found

    def ruleset(self, name: str, on: date) -> Ruleset:
        """The edition that a scenario means on a day; a draft only where it is named itself."""
        found = self.named(name)
        if len(found) == 1 and _folded(name) != _folded(found[0].id):
            return self._load(found[0])
        for each in found:
            if each.in_force.includes(on) and each.status == "adopted":
                return self._load(each)
        shown = [f"{each.name} {each.in_force}" for each in found]
        raise NotInForce(Text(f"Ingen utgåva av {name} gäller {on}. Utgåvorna är {listed(shown)}.",
                              f"No edition of {name} is in force on {on}. The editions are {listed(shown, 'and')}."))  # fmt: skip

    def phrases(self, name: str, about: str = "person") -> FactPhrases:
        """What can be said of a person in the programme, or of a participation, whichever its edition."""
        if (name, about) not in self._phrases:
            facts: dict[str, Fact] = {}
            for each in self.named(name):
                facts |= self._load(each).declaration.vocabulary.of(about)
            self._phrases[name, about] = FactPhrases(facts)
        return self._phrases[name, about]

    def meets_all(self, ruleset: Ruleset, on: date) -> Mapping[str, Value]:
        """The facts of a person who is eligible on the day, and no more facts than it takes."""
        key = (ruleset.id, ruleset.edition, on)
        if key not in self._people:
            self._people[key] = witness(PythonEngine(ruleset.plan), on)
        found = self._people[key]
        if found is None:
            name = ruleset.declaration.name
            raise Misfit(Text(f"Ingen person hittades som uppfyller alla kriterier i {name} {on}.",
                              f"Nobody was found who meets all criteria of {name} on {on}."))  # fmt: skip
        return found

    def office(self, ruleset: Ruleset, engine: str) -> Office:
        """What holds the ruleset's intakes with the decisions of an engine."""
        key = (ruleset.id, ruleset.edition, engine)
        if key not in self._offices:
            self._offices[key] = office_of(ruleset, engine)
        return self._offices[key]

    def _load(self, edition: Edition) -> Ruleset:
        if edition.path not in self._loaded:
            self._loaded[edition.path] = load(edition.path)
        return self._loaded[edition.path]

    def _unheard_of(self, name: str) -> Misfit:
        known = sorted({str(each.title) for each in self.editions})
        near = nearest(name, known)
        hint = Text(f"Menade du {near}? ", f"Did you mean {near}? ") if near else Text("")
        return Misfit(Text(f"Det finns inget regelverk {name}. {hint}De som finns är {listed(known, most=30)}.",
                           f"There is no ruleset {name}. {hint.en}Those that exist are {listed(known, 'and', most=30)}."))  # fmt: skip


def _names(edition: Edition) -> set[str]:
    return {_folded(edition.title.sv), _folded(edition.title.en), _folded(edition.name)}


def _folded(name: str) -> str:
    """A name without its accents, dashes and capitals: ``Malmökraften`` is ``malmokraften``."""
    plain = unicodedata.normalize("NFKD", name.strip().casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return letters.replace("–", "-").replace(" ", "-")
