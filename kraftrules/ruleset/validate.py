"""A tree of YAML → a block of the model, or diagnostics with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kraftrules.diagnostics import MOST_SHOWN, Code, Diagnostic
from kraftrules.ruleset.examples import Misfit, missing_key
from kraftrules.ruleset.misfits import misfit
from kraftrules.ruleset.swedish import meant_key
from kraftrules.ruleset.tree import Entries, Tree, entry_place, follow, text
from kraftrules.source import Place
from kraftrules.text import Text, listed
from kraftrules.vocabulary import Block

AnyBlock = TypeVar("AnyBlock", bound=Block)
Path = Sequence[str | int]


def validate(model: type[AnyBlock], tree: Tree) -> tuple[AnyBlock | None, list[Diagnostic]]:
    """The block that a tree holds; None, and every diagnostic at once, where it holds none."""
    try:
        return model.model_validate(tree.data()), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    misspelt = _misspelt(
        model, [each["loc"] for each in found if each["type"] == "extra_forbidden"]
    )
    found = [each for each in found if each["type"] != "missing" or each["loc"] not in misspelt]
    unhoused = _unhoused(tree, found)
    found = [each for each in found if each["loc"] not in unhoused]
    placed = sorted(
        ((_place(tree, each), each) for each in found),
        key=lambda pair: (pair[0].line, pair[0].column),
    )
    told = [_diagnostic(model, tree, place, each) for place, each in placed[: MOST_SHOWN + 1]]
    return None, [*told, *_untold(told, placed[MOST_SHOWN + 1 :])]


def _untold(told: Sequence[Diagnostic], rest: Sequence[tuple[Place, Any]]) -> list[Diagnostic]:
    """Stand-ins for what comes after the first hundred: they are counted, not shown."""
    return [Diagnostic(told[-1].code, told[-1].message, place, told[-1].hint) for place, _ in rest]


def _misspelt(model: type[Block], unknown: Sequence[Any]) -> set[Any]:
    """The paths of the keys that are missing only because they are misspelt."""
    found = set()
    for path in unknown[:MOST_SHOWN]:
        near = meant_key(str(path[-1]), _keys_at(model, path[:-1]))
        found.add((*path[:-1], near))
    return found


def _unhoused(tree: Tree, errors: Sequence[Any]) -> set[Any]:
    """The paths of the blocks that are empty only because what they hold stands at the margin."""
    strange = [
        each["loc"][-1]
        for each in errors
        if each["type"] == "extra_forbidden" and len(each["loc"]) == 1
    ]
    homes = [_HOMES[key] for key in strange if key in _HOMES]
    return {(home,) for home in homes if text(tree, home) is None}


def _path(error: Any) -> list[str | int]:
    """The path to what an error is about; *at* in its context is the place in a list."""
    context: Mapping[str, Any] = error.get("ctx", {})
    path = [each for each in error["loc"] if each != "[key]"]
    return [*path, context["at"]] if "at" in context else path


def _place(tree: Tree, error: Any) -> Place:
    path = _path(error)
    at, place = follow(tree, path)
    key = error.get("ctx", {}).get("key")
    if error["type"] == "extra_forbidden" or "[key]" in error["loc"]:
        parent, _ = follow(tree, path[:-1])
        found = parent.key(str(path[-1])) if isinstance(parent, Entries) else None
        return found.place if found else place
    if isinstance(key, str) and isinstance(at, Entries) and at.get(key) is not None:
        return entry_place(at, key)
    return place


def _diagnostic(model: type[Block], tree: Tree, place: Place, error: Any) -> Diagnostic:
    path = _path(error)
    context: Mapping[str, Any] = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        found = _unknown_key(model, path)
    elif error["type"] == "missing":
        found = missing_key(str(path[-1]), str(path[0]))
    else:
        at, _ = follow(tree, path)
        steps = [
            each
            for each in path
            if isinstance(each, str)
            and each not in ("text", "twins", "tie", "lottery", "amount", "by_year")
        ]
        as_key = str(path[-1]) if "[key]" in error["loc"] else None
        found = misfit(error["type"], context, at, steps, as_key)
    return Diagnostic(found.code, found.message, place, found.hint)


def _unknown_key(model: type[Block], path: Path) -> Misfit:
    key = str(path[-1])
    known = _keys_at(model, path[:-1])
    near = meant_key(key, known)
    message = Text(f"Nyckeln {key[:60]} finns inte här.", f"There is no key {key[:60]} here.")
    hint = Text(
        f"Nycklarna här är {listed(known, most=30)}.",
        f"The keys here are {listed(known, 'and', most=30)}.",
    )
    own = _own_hint(key, [str(each) for each in path[:-1]])
    if own is not None:
        return Misfit(Code.UNKNOWN_KEY, message, own)
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return Misfit(Code.UNKNOWN_KEY, message, hint)


_HOMES = {
    "all": "target_group", "any": "target_group", "at_least": "target_group", "of": "target_group",
    "factors": "priority", "ties": "priority", "from": "in_force", "to": "in_force",
    "reservations": "intake", "streams": "intake",
    "outcomes": "results", "measures": "results", "not_measurable": "results",
}  # fmt: skip


def _own_hint(key: str, above: Sequence[str]) -> Text | None:
    """The hint for a key that is known, but stands in the wrong block."""
    if above[:1] in (["exclusions"], ["priority"], ["intake"]) and key in (
        "all",
        "any",
        "at_least",
        "of",
    ):
        return Text("Bara kriterier kan vara grupper. Skriv flera regler, eller förena villkoren med and eller or under when:.",
                    "Only criteria can be groups. Write several rules, or join the conditions by and or or under when:.")  # fmt: skip
    if above[:1] == ["duties"] and key in ("all", "any", "at_least", "of", "use", "points"):
        return Text("En skyldighet har ett villkor: when:, och due: och done:. Förena villkor med and eller or.",
                    "A duty has one condition: when:, and due: and done:. Join conditions by and or or.")  # fmt: skip
    if above == ["target_group"] and key in ("when", "id", "label", "use"):
        return Text("Målgruppen är en grupp: skriv all: eller any:, och kriterierna som en lista under det.",
                    "The target group is a group: write all: or any:, and the criteria as a list below it.")  # fmt: skip
    if not above and key in _HOMES:
        home = _HOMES[key]
        return Text(f"Den hör hemma under {home}: och ska då ha två mellanslag i indrag.",
                    f"It belongs under {home}: and is then indented by two spaces.")  # fmt: skip
    return None


def _keys_at(model: type[Block], path: Path) -> list[str]:
    """The keys that the model knows where a path leads."""
    current: type[BaseModel] | None = model
    for step in path:
        field = _field(current, step) if current else None
        if field is not None:
            current = _block_in(field)
    if current is None:
        return ["sv", "en"]
    return [info.alias or name for name, info in current.model_fields.items()]


def _field(model: type[BaseModel], step: str | int) -> Any:
    for name, info in model.model_fields.items():
        if step == (info.alias or name):
            return info.annotation
    return None


def _block_in(annotation: Any) -> type[BaseModel] | None:
    """The block class inside an annotation such as ``tuple[Criterion, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = [_block_in(part) for part in getattr(annotation, "__args__", ())]
    return next((block for block in found if block is not None), None)
