"""Ids that look like Swedish personal identity numbers: known by their day and their check digit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LIKELY = re.compile(r"(?:1[89]|20)?(\d\d)(\d\d)(\d\d)(\d{3})(\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_SHORTEST, _LONGEST = 10, 12
LONGEST_NAME = 80


def looks_like_identity_number(given: object) -> bool:
    """Whether an id is, or holds, ten or twelve digits that can be a personal identity number.

    A coordination number, whose day is raised by sixty, is one too. What stands between the digits
    and is no letter does not matter, nor do the zeros with which an integer cannot begin.
    """
    if isinstance(given, int):
        return _is_one(str(abs(given)).zfill(_SHORTEST))
    parts = _LETTERS.split(unicodedata.normalize("NFKC", str(given)))
    return any(_is_one(each) for part in parts for each in _joined(_DIGITS.findall(part)))


def _joined(groups: list[str]) -> Iterator[str]:
    """What groups of digits that follow one another make, where it is not too long."""
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if len(digits) > _LONGEST:
                break
            yield digits


def _is_one(digits: str) -> bool:
    found = _LIKELY.fullmatch(digits)
    if found is None:
        return False
    year, month, day, serial, check = found.groups()
    plausible = 1 <= int(month) <= 12 and 1 <= int(day) % 60 <= 31 and int(day) <= 91
    return plausible and _check_digit(year + month + day + serial) == int(check)


def _check_digit(digits: str) -> int:
    """The check digit by Luhn's formula: every other digit is doubled, beginning with the first."""
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    return -sum(each // 10 + each % 10 for each in doubled) % 10


def can_be_a_name(name: object) -> bool:
    """Whether something can be the name of a fact or a key, known or not."""
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        return False
    return name.isidentifier() and not looks_like_identity_number(name)
