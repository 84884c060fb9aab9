"""What to say of numbers, shares and years that do not fit: one function for each kind of error."""

from __future__ import annotations

import re
from decimal import Decimal

from kraftrules.diagnostics import Code
from kraftrules.ruleset import swedish
from kraftrules.ruleset.examples import Misfit
from kraftrules.ruleset.model import MOST_SEATS
from kraftrules.ruleset.written import Given
from kraftrules.text import Text
from kraftrules.values import LARGEST_INTEGER, MOST_DIGITS, SMALLEST_INTEGER

_RANGES = {"number": (0, MOST_SEATS), "seats": (0, MOST_SEATS), "closed_months": (1, 12)}


def whole(given: Given) -> Misfit:
    """Of what is no integer."""
    near = swedish.meant_number(given.text)
    if given.key == "closed_months":
        near = near or swedish.meant_month(given.text)
    hint = Text("Skriv ett heltal med siffror.", "Write an integer in digits.")
    if near and "." not in near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return Misfit(
        Code.WRONG_VALUE,
        Text(f"{given.begun} är inget heltal.", f"{given.begun['en']} is no integer."),
        hint,
    )


def number(given: Given) -> Misfit:
    """Of what is no number."""
    near = swedish.meant_number(given.text)
    hint = Text(
        "Skriv ett tal med siffror, och decimaler med punkt.",
        "Write a number in digits, and decimals with a point.",
    )
    if near:
        hint = Text(f"Menade du {near}? {hint}", f"Did you mean {near}? {hint['en']}")
    return Misfit(
        Code.WRONG_VALUE,
        Text(f"{given.begun} är inget tal.", f"{given.begun['en']} is no number."),
        hint,
    )


def percent(given: Given) -> Misfit:
    """Of what is no share."""
    near = swedish.meant_number(given.text.rstrip("% "))
    hint = Text("Skriv en andel mellan 0% och 100%.", "Write a share between 0% and 100%.")
    if near and 0 < float(near) < 1 and "%" not in given.text:
        near = f"{Decimal(near) * 100:f}".rstrip("0").rstrip(".")
    if near and 0 <= float(near) <= 100:
        hint = Text(f"Menade du {near}%?", f"Did you mean {near}%?")
    return Misfit(
        Code.WRONG_VALUE,
        Text(f"{given.begun} är ingen andel i procent.", f"{given.begun['en']} is no share in percent."),
        hint,
    )  # fmt: skip


def out_of_range(given: Given) -> Misfit:
    """Of an integer beyond what its key takes."""
    small = "ge" in given.context
    message = Text(
        f"{given.text} är för {'litet' if small else 'stort'}.",
        f"{given.text} is too {'small' if small else 'large'}.",
    )
    low, high = _RANGES.get(given.key, (1, 1000))
    return Misfit(
        Code.WRONG_VALUE,
        message,
        Text(
            f"Skriv ett heltal från {low} till {high}.", f"Write an integer from {low} to {high}."
        ),
    )


def bounds(given: Given) -> Misfit:
    """Of a minimum above the maximum."""
    return Misfit(Code.BAD_BOUNDS, Text("minimum är större än maximum.", "The minimum is above the maximum."),
                  Text("Byt plats på minimum och maximum.", "Swap minimum and maximum."))  # fmt: skip


def amount(given: Given) -> Misfit:
    """Of what is neither a number nor a share."""
    near = swedish.meant_number(given.text.lower().replace("procent", "").removesuffix("%"))
    hint = Text("Skriv ett antal, som 1300, eller en andel, som 45%.", "Write a number, as 1300, or a share, as 45%.")  # fmt: skip
    if near:
        meant = near if not re.search("%|procent", given.text.lower()) else f"{near}%"
        hint = Text(f"Menade du {meant}? {hint}", f"Did you mean {meant}? {hint['en']}")
    return Misfit(Code.WRONG_VALUE, Text(f"{given.begun} är varken ett antal eller en andel.", f"{given.begun['en']} is neither a number nor a share."), hint)  # fmt: skip


def year(given: Given) -> Misfit:
    """Of what is no year."""
    return Misfit(Code.WRONG_VALUE, Text(f"{given.begun} är inget år.", f"{given.begun['en']} is no year."),
                  Text("Skriv målet år för år: {2025: 40%, 2026: 43%}", "Write the target year by year: {2025: 40%, 2026: 43%}"))  # fmt: skip


def two_ends(given: Given) -> Misfit:
    """Of what are not two bounds."""
    return Misfit(Code.WRONG_SHAPE, Text(f"{given.key} har två gränser.", f"{given.key} has two bounds."),
                  Text("Skriv den lägre och den högre: within: [40%, 60%]", "Write the lower and the higher: within: [40%, 60%]"))  # fmt: skip


def beyond_64_bits(given: Given) -> Misfit:
    """Of a bound that no integer can reach."""
    size = Text("litet", "small") if given.text.startswith("-") else Text("stort", "large")
    return Misfit(Code.WRONG_VALUE, Text(f"Talet {given.shown} är för {size}.", f"The number {given.shown['en']} is too {size['en']}."),
                  Text(f"Skriv ett tal från {SMALLEST_INTEGER} till {LARGEST_INTEGER}.", f"Write a number from {SMALLEST_INTEGER} to {LARGEST_INTEGER}."))  # fmt: skip


def decimals(given: Given) -> Misfit:
    """Of a bound with more decimals than a number has."""
    return Misfit(Code.WRONG_VALUE, Text(f"Talet {given.shown} har för många decimaler.", f"The number {given.shown['en']} has too many decimals."),
                  Text(f"Skriv det med högst {MOST_DIGITS} decimaler.", f"Write it with at most {MOST_DIGITS} decimals."))  # fmt: skip
