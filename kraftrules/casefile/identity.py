"""Ids that look like Swedish personal identity numbers: known by their day and their check digit."""

from __future__ import annotations

import re

_LIKELY = re.compile(
    r"(?<!\d)(?:1[89]|20)?(\d\d)[-./ ]?(\d\d)[-./ ]?(\d\d) ?[-+–−./]? ?(\d{3})(\d)(?!\d)"
)


def looks_like_identity_number(given: object) -> bool:
    """Whether an id is, or holds, ten or twelve digits that can be a personal identity number.

    A coordination number, whose day is raised by sixty, is one too. Separators do not matter.
    """
    return any(_is_one(*found) for found in _LIKELY.findall(str(given)))


def _is_one(year: str, month: str, day: str, serial: str, check: str) -> bool:
    plausible = 1 <= int(month) <= 12 and 1 <= int(day) % 60 <= 31 and int(day) <= 91
    return plausible and _check_digit(year + month + day + serial) == int(check)


def _check_digit(digits: str) -> int:
    """The check digit by Luhn's formula: every other digit is doubled, beginning with the first."""
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    return -sum(each // 10 + each % 10 for each in doubled) % 10
