"""What to say of a key that may be left out, but is there with nothing under it."""

from __future__ import annotations

from collections.abc import Sequence

from kraftrules.diagnostics import Code
from kraftrules.ruleset.examples import BLOCKS, Misfit, missing_key
from kraftrules.text import Text

# keys that cannot be left out where they stand
_NEEDED = ("id", "label", "at_least", "values", "items")
_GROUPS = ("all", "any", "of")


def blank(keys: Sequence[str]) -> Misfit:
    """What to say of the key that the *keys* lead to."""
    key, block = keys[-1], keys[0]
    if key in _NEEDED and "target" not in keys:
        return Misfit(Code.MISSING_KEY, _is_empty(key), missing_key(key, block).hint)
    if key in _GROUPS:
        return Misfit(Code.EMPTY_GROUP, Text(f"Gruppen {key} är tom.", f"The group {key} is empty."),
                      Text("Lägg till minst ett kriterium, eller ta bort gruppen.", "Add at least one criterion, or remove the group."))  # fmt: skip
    if "target" in keys[:-1]:
        return Misfit(Code.MISSING_KEY, Text(f"Under {key} står inget mål.", f"There is no target under {key}."),
                      Text("Skriv ett mål, som 40%, eller ett för varje år: {2025: 40%, 2026: 43%}.",
                           "Write a target, such as 40%, or one for each year: {2025: 40%, 2026: 43%}."))  # fmt: skip
    if block == "results" and key in _COUNTED:
        return Misfit(Code.MISSING_KEY, _no_condition(key),
                      Text(f'Skriv ett villkor, eller {key}: "true" för alla.', f'Write a condition, or {key}: "true" for everyone.'))  # fmt: skip
    if key == "when":
        return Misfit(Code.MISSING_KEY, _no_condition(key),
                      Text("Skriv till exempel when: age > 30", "Write for example when: age > 30"))  # fmt: skip
    if key == "due":
        return Misfit(Code.MISSING_KEY, Text("Under due saknas en dag.", "A day is missing under due."), DUE)  # fmt: skip
    return Misfit(Code.MISSING_KEY, _is_empty(key), _fill_or_remove(key))


DUE = Text(
    'Skriv till exempel due: enrolled_on + duration("P14D"), eller utelämna due: när ingen dag är bestämd.',
    'Write for example due: enrolled_on + duration("P14D"), or leave due: out where no day is set.',
)
_COUNTED = ("number", "share", "fewer", "balance", "monthly_average", "than", "among")
_EXAMPLES = {
    "use": "use: over_30",
    "share": "share: 50%",
    "number": "number: 10",
    "by": "by: sex",
    "to": "to: 2026-12-31",
    "shared": "shared: ../shared.yaml",
    "part_of": "part_of: arbetsformedlingen",
    "unit": "unit: months",
    "minimum": "minimum: 0",
    "maximum": "maximum: 100",
    "from": "from: years and months duration(birth_date, today()).years",
}


def _is_empty(key: str) -> Text:
    return Text(f"Nyckeln {key} är tom.", f"The key {key} is empty.")


def _no_condition(key: str) -> Text:
    return Text(f"Under {key} saknas ett villkor.", f"A condition is missing under {key}.")


def _fill_or_remove(key: str) -> Text:
    text = Text("texten", "the text")
    example = BLOCKS.get(key) or Text(_EXAMPLES[key]) if key in {**BLOCKS, **_EXAMPLES} else text
    return Text(f"Skriv {example}, eller utelämna {key}:.", f"Write {example['en']}, or leave {key}: out.")  # fmt: skip
