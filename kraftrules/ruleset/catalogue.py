"""What is bundled and what is in a folder: the only module of the library that reads files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

from kraftrules.diagnostics import Code, Diagnostic, RulesetError, Severity, cut, shortened
from kraftrules.ruleset import editions as all_editions
from kraftrules.ruleset.characters import LARGEST_FILE, decode
from kraftrules.ruleset.declaration import Declaration
from kraftrules.ruleset.editions import Edition
from kraftrules.ruleset.library import Library, read_documents, read_vocabulary
from kraftrules.ruleset.load import declare
from kraftrules.ruleset.model import Heading
from kraftrules.ruleset.shared import is_ruleset, read_shared
from kraftrules.ruleset.tree import Entries, entry, entry_place
from kraftrules.ruleset.validate import validate
from kraftrules.ruleset.yaml import read
from kraftrules.source import Place, Source
from kraftrules.text import Text, nearest

__all__ = ["Edition", "bundled_editions", "bundled_folder", "check", "declarations", "editions", "load", "load_file", "read_file"]  # fmt: skip

VOCABULARY, DOCUMENTS, SHARED = "vocabulary.yaml", "sources.yaml", "shared.yaml"
ENDINGS = (".yaml", ".yml")
_PACKAGE = Path(__file__).parent.parent
Found = list[Diagnostic]


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
    return load_file(all_editions.pick(name, on, drafts, bundled_editions()).path)


def load_file(path: Path, name: str | None = None) -> Declaration:
    """The declaration in a file; raises `RulesetError` with every error at once."""
    source = read_file(path, name)
    library, wrong = _library_for(path)
    declaration, diagnostics = declare(source, library, _finder(path))
    errors = [each for each in (*wrong, *diagnostics) if each.severity is Severity.ERROR]
    if declaration is None or errors:
        raise RulesetError(shortened(errors))
    return declaration


def check(path: Path) -> Found:
    """What is wrong with a ruleset file, or with every file in a folder of rulesets."""
    try:
        return shortened(_check_folder(path) if _is_folder(path) else _check_file(path))
    except RulesetError as error:
        return list(error.diagnostics)


def declarations(path: Path) -> list[Declaration]:
    """The declarations in a file or a folder that have no errors."""
    files = _ruleset_files(path) if _is_folder(path) else [path]
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
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))  # fmt: skip
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if stat.S_ISREG(status.st_mode):
                return decode(shown, file.read(LARGEST_FILE + 1), status.st_size)
        raise _no_file(shown, Text(f"{shown} är ingen vanlig fil.", f"{shown} is no ordinary file."),
                       Text("Spara innehållet i en fil som slutar på .yaml.", "Save its contents in a file that ends in .yaml."))  # fmt: skip
    except RulesetError:
        raise
    except (OSError, ValueError) as error:
        raise _cannot_read(path, shown, error) from None


def _cannot_read(path: Path, name: str, error: OSError | ValueError) -> RulesetError:
    shown = cut(name)
    if _is_folder(path):
        return _no_file(shown, Text(f"{shown} är en mapp, inte en fil.", f"{shown} is a folder, not a file."),
                        Text("Ange en av filerna i den.", "Name one of the files in it."))  # fmt: skip
    if isinstance(error, PermissionError):
        return _no_file(shown, Text(f"Filen {shown} får inte läsas.", f"The file {shown} may not be read."),
                        Text("Be om läsrättighet till den.", "Ask for permission to read it."))  # fmt: skip
    beside = {each.stem: each.name for each in _beside(path)}
    near = nearest(path.stem, beside)
    hint = Text("Kontrollera mappen och namnet.", "Look at the folder and the name.")
    if near:
        meant = _shown(path.with_name(beside[near]))
        hint = Text(f"Menade du {meant}?", f"Did you mean {meant}?")
    return _no_file(shown, Text(f"Filen {shown} finns inte.", f"There is no file {shown}."), hint)


def _beside(path: Path) -> Iterator[Path]:
    """Files in the folder where a file was looked for."""
    try:
        yield from (each for each in islice(path.parent.iterdir(), 1000) if each.suffix in ENDINGS)
    except (OSError, ValueError):
        return


def _no_file(shown: str, message: Text, hint: Text) -> RulesetError:
    return RulesetError([Diagnostic(Code.NO_FILE, message, Place(shown, 1, 1, 1, 1), hint)])


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _check_folder(folder: Path) -> Found:
    files = _yaml_files(folder)
    if not files:
        raise _no_file(
            _shown(folder), Text("Mappen har inga YAML-filer.", "The folder has no YAML files."),
            Text("Regelverk ligger i filer som slutar på .yaml.", "Rulesets are in files that end in .yaml."),
        )  # fmt: skip
    libraries: dict[Path | None, tuple[Library, Found]] = {}
    diagnostics: Found = []
    for path in files:
        try:
            diagnostics += _check_file(path, libraries)
        except RulesetError as error:
            diagnostics += error.diagnostics
    return [*diagnostics, *_between(editions(folder))]


def _between(found: Sequence[Edition]) -> Iterator[Diagnostic]:
    """What is wrong with editions beside each other."""
    first: dict[str, Edition] = {}
    for each in found:
        if first.setdefault(each.name, each) is not each:
            yield all_editions.same(first[each.name], each, _place_in(each, "edition"))
    for one, other in all_editions.overlapping(found):
        if one.name != other.name:
            yield all_editions.overlap(one, other, _place_in(other, "in_force"))


def _place_in(edition: Edition, key: str) -> Place:
    tree, _ = read(read_file(edition.path))
    found = entry(tree, key)
    return found.place if isinstance(found, Entries) else entry_place(tree, key)


def _check_file(
    path: Path, libraries: dict[Path | None, tuple[Library, Found]] | None = None
) -> Found:
    if path.name == VOCABULARY:
        return read_vocabulary(read_file(path))[1]
    if path.name == DOCUMENTS:
        return read_documents(read_file(path))[1]
    source = read_file(path)
    library, wrong = _library_for(path, libraries)
    if _is_shared(path, source):
        return [*wrong, *read_shared(source, library)[1]]
    return [*wrong, *declare(source, library, _finder(path))[1]]


def _is_shared(path: Path, source: Source) -> bool:
    """Whether a file holds shared rules: by its name, or by what it says."""
    if path.name == SHARED:
        return True
    return bool(re.search(r"(?m)^rules *:", source.text)) and not is_ruleset(source)


def _library_for(
    path: Path, known: dict[Path | None, tuple[Library, Found]] | None = None
) -> tuple[Library, Found]:
    """The vocabulary and documents in the file's folder or one of the two above it, else the bundled."""
    folder = _library_folder(path)
    if folder is None:
        return _bundled_library()
    known = {} if known is None else known
    if folder not in known:
        known[folder] = _read_library(folder)
    return known[folder]


def _library_folder(path: Path) -> Path | None:
    """The folder with a vocabulary and documents of its own; None for the bundled one."""
    for folder in path.absolute().parents[:3]:
        if _is_file(folder / VOCABULARY) and _is_file(folder / DOCUMENTS):
            return None if folder == bundled_folder() else _near(folder, path)
    return None


def _near(folder: Path, path: Path) -> Path:
    """A folder as it is called from where a path is called."""
    return folder if path.is_absolute() else Path(os.path.relpath(folder))


def _read_library(folder: Path) -> tuple[Library, Found]:
    words, wrong = read_vocabulary(read_file(folder / VOCABULARY))
    documents, more = read_documents(read_file(folder / DOCUMENTS))
    library = Library(words.vocabulary, words.derivations, documents, words.refused)
    return library, [*wrong, *more]


@cache
def _bundled_library() -> tuple[Library, Found]:
    return _read_library(bundled_folder())


def _finder(path: Path) -> Callable[[str], Source]:
    return lambda name: read_file(Path(os.path.normpath(path.parent / name)))


def _yaml_files(folder: Path) -> list[Path]:
    found = [*folder.rglob("*.yaml"), *folder.rglob("*.yml")]
    return sorted(path for path in found if _is_file(path))


def _ruleset_files(folder: Path) -> list[Path]:
    return [
        path for path in _yaml_files(folder) if path.name not in (VOCABULARY, DOCUMENTS, SHARED)
    ]


def _edition(path: Path) -> Edition | None:
    try:
        tree, _ = read(read_file(path))
    except RulesetError:
        return None
    keys = [each.alias or name for name, each in Heading.model_fields.items()]
    entries = tree.entries if isinstance(tree, Entries) else ()
    heading = [each for each in entries if each[0].text in keys]
    block, _ = validate(Heading, Entries(tuple(heading), tree.source, tree.span)) if isinstance(tree, Entries) else (None, [])  # fmt: skip
    if block is None:
        return None
    return Edition(block.ruleset, block.edition, block.title, block.status, block.in_force, path)


def _shown(path: Path) -> str:
    return path.as_posix().encode("utf-8", "replace").decode()
