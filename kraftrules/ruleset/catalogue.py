"""What is bundled and what is in a folder: the only module of the library that reads files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kraftrules.diagnostics import Code, Diagnostic, RulesetError, Severity
from kraftrules.ruleset.declaration import Declaration
from kraftrules.ruleset.load import Library, declare, in_order, read_library, read_shared
from kraftrules.ruleset.model import InForce, RulesetBlock
from kraftrules.ruleset.validate import validate
from kraftrules.ruleset.yaml import Entries, decode, read
from kraftrules.source import Place, Source
from kraftrules.text import Text, listed, nearest

VOCABULARY, DOCUMENTS, SHARED = "vocabulary.yaml", "sources.yaml", "shared.yaml"
_PACKAGE = Path(__file__).parent.parent


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


def bundled_folder() -> Path:
    """The folder of the bundled rulesets: in the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "rulesets"
    return installed if installed.is_dir() else _PACKAGE.parent / "rulesets"


@cache
def bundled_editions() -> tuple[Edition, ...]:
    """The bundled editions, by id and by the day from which they hold."""
    return editions(bundled_folder())


def editions(folder: Path) -> tuple[Edition, ...]:
    """The editions in a folder, by id and first day; files that cannot be read are left to `check`."""
    found = [_edition(path) for path in _ruleset_files(folder)]
    known = [each for each in found if each is not None]
    return tuple(sorted(known, key=lambda each: (each.id, each.in_force.from_, each.edition)))


def load(name: str, on: date | None, drafts: bool) -> Declaration:
    """The bundled edition that *name* asks for: ``id@edition``, or ``id`` and the day it is in force.

    Raises `RulesetError` where there is none, naming the nearest, or where it has errors.
    """
    ruleset, _, edition = name.partition("@")
    known = [each for each in bundled_editions() if each.id == ruleset]
    if not known:
        raise _no_ruleset(name, ruleset)
    if "@" in name:
        found = next((each for each in known if each.edition == edition), None)
        if found is None:
            raise _no_edition(name, edition, known)
        if on is not None and not found.in_force.includes(on):
            raise _not_in_force(name, on, [found], drafts=True)
    else:
        found = _in_force(name, on, known, drafts)
    return load_file(found.path)


def load_file(path: Path, name: str | None = None) -> Declaration:
    """The declaration in a file; raises `RulesetError` with every error at once."""
    source = read_file(path, name)
    library, wrong = _library_for(path)
    declaration, diagnostics = declare(source, library, _finder(path))
    errors = [each for each in (*wrong, *diagnostics) if each.severity is Severity.ERROR]
    if declaration is None or errors:
        raise RulesetError(in_order(errors))
    return declaration


def check(path: Path) -> list[Diagnostic]:
    """What is wrong with a ruleset file, or with every file in a folder of rulesets."""
    try:
        return _check_folder(path) if path.is_dir() else _check_file(path)
    except RulesetError as error:
        return list(error.diagnostics)


def declarations(path: Path) -> list[Declaration]:
    """The declarations in a file or a folder that have no errors."""
    files = _ruleset_files(path) if path.is_dir() else [path]
    found = []
    for file in files:
        try:
            found.append(load_file(file))
        except RulesetError:
            continue  # `check` tells what is wrong with it
    return found


def read_file(path: Path, name: str | None = None) -> Source:
    """The text of a file; raises `RulesetError` where there is none, or it is no text."""
    shown = name or _shown(path)
    try:
        with path.open("rb") as file:
            return decode(shown, file.read(64 * 1024 * 1024))
    except (OSError, ValueError) as error:
        if isinstance(error, RulesetError):
            raise
        message = Text("Filen kan inte läsas.", "The file cannot be read.")
        hint = Text(f"Finns {shown}, och får den läsas?", f"Is {shown} there, and may it be read?")
        raise RulesetError([Diagnostic(Code.NO_FILE, message, _top(shown), hint)]) from None


def _check_folder(folder: Path) -> list[Diagnostic]:
    diagnostics: list[Diagnostic] = []
    for path in _yaml_files(folder):
        diagnostics += _safely_checked(path)
    for one, other in _overlapping(editions(folder)):
        diagnostics.append(_overlap(one, other))
    return in_order(diagnostics)


def _safely_checked(path: Path) -> Sequence[Diagnostic]:
    try:
        return _check_file(path)
    except RulesetError as error:
        return error.diagnostics


def _check_file(path: Path) -> list[Diagnostic]:
    if path.name in (VOCABULARY, DOCUMENTS):
        folder = path.parent
        _, wrong = read_library(read_file(folder / VOCABULARY), read_file(folder / DOCUMENTS))
        return [each for each in wrong if each.file == _shown(path)]
    library, wrong = _library_for(path)
    source = read_file(path)
    if path.name == SHARED:
        return in_order([*wrong, *read_shared(source, library)[1]])
    return in_order([*wrong, *declare(source, library, _finder(path))[1]])


def _library_for(path: Path) -> tuple[Library, list[Diagnostic]]:
    """The vocabulary and documents in the file's folder or one of the two above it, else the bundled."""
    for folder in path.absolute().parents[:3]:
        if (folder / VOCABULARY).is_file() and (folder / DOCUMENTS).is_file():
            if folder == bundled_folder():
                break
            return read_library(read_file(folder / VOCABULARY), read_file(folder / DOCUMENTS))
    return _bundled_library()


@cache
def _bundled_library() -> tuple[Library, list[Diagnostic]]:
    folder = bundled_folder()
    return read_library(read_file(folder / VOCABULARY), read_file(folder / DOCUMENTS))


def _finder(path: Path) -> Callable[[str], Source]:
    return lambda name: read_file(path.parent / name)


def _yaml_files(folder: Path) -> list[Path]:
    found = [*folder.rglob("*.yaml"), *folder.rglob("*.yml")]
    return sorted(path for path in found if path.is_file())


def _ruleset_files(folder: Path) -> list[Path]:
    return [
        path for path in _yaml_files(folder) if path.name not in (VOCABULARY, DOCUMENTS, SHARED)
    ]


def _edition(path: Path) -> Edition | None:
    try:
        tree, _ = read(read_file(path))
    except RulesetError:
        return None
    block, _ = validate(RulesetBlock, tree)
    if block is None:
        return None
    return Edition(block.ruleset, block.edition, block.title, block.status, block.in_force, path)


def _overlapping(found: Sequence[Edition]) -> Iterable[tuple[Edition, Edition]]:
    adopted = [each for each in found if each.status == "adopted"]
    for at, one in enumerate(adopted):
        for other in adopted[at + 1 :]:
            if one.id == other.id and one.in_force.overlaps(other.in_force):
                yield one, other


def _overlap(one: Edition, other: Edition) -> Diagnostic:
    tree, _ = read(read_file(other.path))
    found = tree.get("in_force") if isinstance(tree, Entries) else None
    return Diagnostic(
        Code.OVERLAPPING_EDITIONS,
        Text(f"{other.name} gäller samma dagar som {one.name} ({one.in_force}).",
             f"{other.name} holds on the same days as {one.name} ({one.in_force})."),
        (found or tree).place,
        Text("Låt den ena sluta dagen innan den andra börjar.", "Let one end the day before the other begins."),
    )  # fmt: skip


def _in_force(name: str, on: date | None, known: Sequence[Edition], drafts: bool) -> Edition:
    if on is None and len(known) == 1:
        return known[0]
    if on is None:
        message = Text(f"Vilken utgåva av {name}?", f"Which edition of {name}?")
        names = [each.name for each in known]
        hint = Text(f"Ange dagen (on=date(…)) eller utgåvan: {listed(names, 'eller')}.",
                    f"State the day (on=date(…)) or the edition: {listed(names, 'or')}.")  # fmt: skip
        raise RulesetError([Diagnostic(Code.NO_EDITION_IN_FORCE, message, _top(name), hint)])
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
        return RulesetError([Diagnostic(Code.NO_EDITION_IN_FORCE, message, _top(name), hint)])
    before = [each for each in known if each.in_force.to and each.in_force.to < on]
    after = [each for each in known if each.in_force.from_ > on]
    near = [*before[-1:], *after[:1]]
    shown_sv = [f"{each.name}{_draft(each, ' (utkast)')}, {each.in_force}" for each in near]
    shown_en = [f"{each.name}{_draft(each, ' (draft)')}, {each.in_force}" for each in near]
    hint = Text(f"Närmast är {listed(shown_sv)}.", f"Nearest is {listed(shown_en, 'and')}.")
    return RulesetError([Diagnostic(Code.NO_EDITION_IN_FORCE, message, _top(name), hint)])


def _draft(edition: Edition, words: str) -> str:
    return words if edition.status == "draft" else ""


def _no_ruleset(name: str, ruleset: str) -> RulesetError:
    known = sorted({each.id for each in bundled_editions()})
    near = nearest(ruleset, known)
    message = Text(f"Det finns inget regelverk {name[:60]}.", f"There is no ruleset {name[:60]}.")
    hint = Text(f"De medföljande är {listed(known, most=30)}. En egen fil slutar på .yaml.",
                f"The bundled are {listed(known, 'and', most=30)}. A file of one's own ends in .yaml.")  # fmt: skip
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return RulesetError([Diagnostic(Code.NO_SUCH_RULESET, message, _top(name), hint)])


def _no_edition(name: str, edition: str, known: Sequence[Edition]) -> RulesetError:
    near = nearest(edition, [each.edition for each in known])
    names = [each.name for each in known]
    message = Text(f"Utgåvan {edition[:60]} finns inte.", f"There is no edition {edition[:60]}.")
    hint = Text(f"Utgåvorna är {listed(names)}.", f"The editions are {listed(names, 'and')}.")
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return RulesetError([Diagnostic(Code.NO_SUCH_RULESET, message, _top(name), hint)])


def _top(name: str) -> Place:
    return Place(name[:200], 1, 1, 1, 1)


def _shown(path: Path) -> str:
    return path.as_posix()
