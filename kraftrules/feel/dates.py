"""A date as text, and what to say of a text that is none."""

from __future__ import annotations

import re
from datetime import date

from kraftrules.text import Text
from kraftrules.values import FIRST_DATE, LAST_DATE, days_in_month

_MONTHS = {
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
           "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
}  # fmt: skip
_YEAR_FIRST = re.compile(r"([12]\d{3})\D{0,3}(\d\d?)\D{0,3}(\d\d?)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d?)\W{1,3}(\d\d?|[^\W\d]{3,9})\W{1,3}([12]\d{3})", re.ASCII)


def read_day(text: str) -> date | None:
    """The day that a text like ``2024-01-31`` says; None where it says none that can be used."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DATE <= day <= LAST_DATE else None


def likely_day(text: str) -> str | None:
    """The day that was most likely meant, as ``2024-01-31``."""
    year_first, day_first = _YEAR_FIRST.fullmatch(text.strip()), _DAY_FIRST.fullmatch(text.strip())
    if year_first:
        year, month, day = (int(part) for part in year_first.groups())
    elif day_first:
        year, month, day = int(day_first[3]), _month(day_first[2]), int(day_first[1])
    else:
        return None
    if not (FIRST_DATE.year <= year <= LAST_DATE.year and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(year, month, min(day, days_in_month(year, month))).isoformat()


def why_no_day(text: str) -> Text:
    """Why a text is no date."""
    shown = text[:40]
    parts = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII)
    if parts is None:
        return Text(f"”{shown}” är inget datum.", f"“{shown}” is no date.")
    year, month, day = (int(part) for part in parts.groups())
    if not FIRST_DATE.year <= year <= LAST_DATE.year:
        first, last = FIRST_DATE.year, LAST_DATE.year
        return Text(f"Året {year} ligger utanför {first}–{last}.", f"The year {year} is outside {first}–{last}.")  # fmt: skip
    if not 1 <= month <= 12:
        return Text(f"{shown} finns inte: månaden ska vara 01 till 12.",
                    f"{shown} does not exist: the month should be 01 to 12.")  # fmt: skip
    if day == 0:
        return Text(f"{shown} finns inte: dagen ska vara minst 01.",
                    f"{shown} does not exist: the day should be at least 01.")  # fmt: skip
    days = days_in_month(year, month)
    return Text(f"{shown} finns inte: {_MONTHS['sv'][month - 1]} {year} har {days} dagar.",
                f"{shown} does not exist: {_MONTHS['en'][month - 1]} {year} has {days} days.")  # fmt: skip


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    names = [*_MONTHS["sv"], *(name.lower() for name in _MONTHS["en"])]
    found = next((at for at, name in enumerate(names) if name.startswith(text.lower())), -1)
    return found % 12 + 1 if found >= 0 else 0
