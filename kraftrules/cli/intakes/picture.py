"""Pictures of an intake as SVG: the seats and the line, and how the reservations were filled.

Each picture says in its title and description what it shows; shapes and words carry what colours do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kraftrules.cli.intakes.line import Line
from kraftrules.cli.words import number
from kraftrules.html import text
from kraftrules.intake.parts import ReservationResult
from kraftrules.text import Lang, Text

MOST_SEATS_DRAWN = 500
MOST_WAITING_DRAWN = 10
STYLE = """
:root { --seat: #1d5b9b; --held: #8a3d00; --on-seat: #fff; }
@media screen and (prefers-color-scheme: dark) { :root { --seat: #8cbcf0; --held: #eda964; --on-seat: #101010; } }
svg { display: block; width: 100%; height: auto; color: var(--ink); }
svg text { font-family: system-ui, sans-serif; fill: currentColor; }
svg .seat { fill: var(--seat); } svg .held { fill: var(--held); }
svg .seat + text, svg .held + text { fill: var(--on-seat); }
.open { fill: none; stroke: currentColor; stroke-width: 1.5; } .empty { stroke-dasharray: 4 3; }
.cut { stroke: currentColor; stroke-width: 4; } .track { fill: none; stroke: var(--line); }
.want { stroke: currentColor; stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; list-style: none; padding: 0; }
.legend svg { display: inline-block; width: 1.6rem; height: 1.6rem; vertical-align: middle; margin-right: .4rem; }
"""
LEGEND = {
    "seat": Text("plats i turordning", "a seat in rank order"),
    "held": Text(
        "plats som hölls: någon längre upp i turordningen väntar",
        "a reserved seat: somebody further up the order is waiting",
    ),
    "open": Text("väntar", "waiting"),
    "empty": Text("tom plats", "an empty seat"),
    "cut": Text("gränsen", "the line"),
}
_PITCH, _SIDE, _PER_ROW, _TOP = 40, 34, 20, 4
_WIDTH = _PITCH * _PER_ROW
_BAR_HEIGHT, _BAR_TOP, _BAR_ROW = 16, 26, 62


def seats_picture(line: Line, key: str, lang: Lang) -> Iterator[str]:
    """The seats of a stream in rank order with the ranks of those who have them, the line, and those
    next in turn. *key* is the picture's own on its page."""
    marks = list(_marks(line))
    rows = -(-len(marks) // _PER_ROW)
    title = Text("Platserna och gränsen", "The seats and the line")[lang]
    head = f"{line.label[lang]}: {title}" if line.label else title
    yield from _open(key, _WIDTH, max(1, rows) * _PITCH + _TOP, head, _described(line, lang))
    for at, (kind, rank) in enumerate(marks):
        x, y = at % _PER_ROW * _PITCH + 3, at // _PER_ROW * _PITCH + _TOP
        yield mark(kind, x, y, "" if rank is None else str(rank))
    yield "</svg>"


def legend(kinds: Sequence[str], lang: Lang) -> Iterator[str]:
    """What the marks of a picture mean."""
    yield '<ul class="legend">'
    for kind in kinds:
        shape = mark(kind, 3, 3, "")
        yield f'<li><svg viewBox="0 0 40 40" aria-hidden="true">{shape}</svg>{text(LEGEND[kind][lang])}</li>'
    yield "</ul>"


def kinds_drawn(lines: Sequence[Line]) -> list[str]:
    """The marks that the pictures of these lines have, in the legend's order."""
    found = {kind for line in lines for kind, _ in _marks(line)}
    return [kind for kind in LEGEND if kind in found]


def mark(kind: str, x: int, y: int, words: str) -> str:
    """A mark: a square for a seat in order, a circle for a reserved one, hollow for one who waits."""
    middle = f'<text x="{x + _SIDE / 2:g}" y="{y + 22}" text-anchor="middle" font-size="{_size(words)}">{words}</text>'
    match kind:
        case "cut":
            return f'<line class="cut" x1="{x + _SIDE / 2:g}" y1="{y - 2}" x2="{x + _SIDE / 2:g}" y2="{y + _SIDE + 2}"/>'
        case "held":
            shape = f'<circle class="held" cx="{x + _SIDE / 2:g}" cy="{y + _SIDE / 2:g}" r="{_SIDE / 2:g}"/>'
        case _:
            names = {"empty": "open empty"}.get(kind, kind)
            shape = (
                f'<rect class="{names}" x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" rx="3"/>'
            )
    return f"<g>{shape}{middle}</g>"


def reservations_picture(found: Sequence[ReservationResult], lang: Lang) -> Iterator[str]:
    """A bar for each reservation: what is filled, what is lacking, and a mark at what is wanted."""
    most = max(max(each.wanted, each.filled) for each in found) or 1
    words = "; ".join(f"{each.label[lang]}: {_counts(each, lang)}" for each in found)
    title = Text("Platser som hålls", "Reserved seats")[lang]
    yield from _open("reservations", _WIDTH, len(found) * _BAR_ROW + 4, title, words)
    yield ('<defs><pattern id="lacking" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
           '<line x1="0" y1="0" x2="0" y2="8" stroke="currentColor" stroke-width="3"/></pattern></defs>')  # fmt: skip
    for at, each in enumerate(found):
        yield from _bar(each, at * _BAR_ROW, _WIDTH / most, lang)
    yield "</svg>"


def _bar(each: ReservationResult, top: int, unit: float, lang: Lang) -> Iterator[str]:
    y, filled, wanted = top + _BAR_TOP, each.filled * unit, each.wanted * unit
    yield f'<text x="0" y="{top + 16}" font-size="15">{text(f"{each.label[lang]}: {_counts(each, lang)}")}</text>'
    yield f'<rect class="track" x="0" y="{y}" width="{_WIDTH}" height="{_BAR_HEIGHT}"/>'
    yield f'<rect class="seat" x="0" y="{y}" width="{filled:.1f}" height="{_BAR_HEIGHT}"/>'
    if each.lacking:
        yield f'<rect fill="url(#lacking)" x="{filled:.1f}" y="{y}" width="{wanted - filled:.1f}" height="{_BAR_HEIGHT}"/>'
    x = min(max(wanted, 1), _WIDTH - 1)
    yield f'<line class="want" x1="{x:.1f}" y1="{y - 4}" x2="{x:.1f}" y2="{y + _BAR_HEIGHT + 4}"/>'


def _counts(each: ReservationResult, lang: Lang) -> str:
    filled, wanted = number(each.filled, lang), number(each.wanted, lang)
    words = Text(f"{filled} fyllda, {wanted} ska hållas", f"{filled} filled, {wanted} wanted")
    if not each.lacking:
        return words[lang]
    lacking = number(each.lacking, lang)
    return Text(f"{words}, {lacking} saknas", f"{words.en}, {lacking} lacking")[lang]


def _marks(line: Line) -> Iterator[tuple[str, int | None]]:
    """The marks in turn, with the ranks that stand in them."""
    held = line.by_reservation
    for each in line.selected:
        yield "held" if each.rank in held else "seat", each.rank
    yield from [("empty", None)] * line.empty
    if line.waiting:
        yield "cut", None
        yield from (("open", each.rank) for each in line.waiting[:MOST_WAITING_DRAWN])


def _described(line: Line, lang: Lang) -> str:
    held = len(line.by_reservation)
    in_order, empty = len(line.selected) - held, line.empty
    parts = {"seat": in_order, "held": held, "empty": empty, "open": len(line.waiting)}
    counts = [f"{LEGEND[kind][lang]}: {number(count, lang)}" for kind, count in parts.items()]
    return f"{'. '.join(counts)}. {' '.join(line.sentences(lang))}"


def _open(key: str, width: int, height: int, title: str, words: str) -> Iterator[str]:
    yield (f'<svg role="img" viewBox="0 0 {width} {height}" aria-labelledby="{key}-title" '
           f'aria-describedby="{key}-desc">')  # fmt: skip
    yield f'<title id="{key}-title">{text(title)}</title><desc id="{key}-desc">{text(words)}</desc>'


def _size(words: str) -> int:
    return 14 if len(words) < 4 else 11 if len(words) < 5 else 9 if len(words) < 6 else 7
