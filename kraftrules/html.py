"""Pages of HTML that stand alone: nothing to fetch, light or dark, on paper and read aloud.

Colour never says anything alone: whatever a colour says is also in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kraftrules.text import STEERING, Lang

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #767676; --link: #0b57a4; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--ink); background: var(--paper); }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 3rem; }
caption { text-align: left; padding: .5rem 0; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
tbody th { font-weight: normal; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { overflow-wrap: anywhere; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #eee; --paper: #181818; --line: #8a8a8a; --link: #9cc7ff; } }
@media print { :root { color-scheme: light; } body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  table { margin-bottom: 1rem; } th, td { padding: .15rem .5rem; } thead { display: table-header-group; } tr, figure { break-inside: avoid; } h2, caption { break-after: avoid; } }
"""


def document(title: str, lang: Lang, body: Iterable[str], style: str = "") -> str:
    """A whole page; *title* and *body* are HTML already, *style* is CSS after the common one."""
    lines = "\n".join(body)
    return f"""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}{style}</style>
</head>
<body>
<main>
{lines}
</main>
</body>
</html>
"""


def text(words: object) -> str:
    """Words as HTML, whatever they are: no markup, and nothing that steers how others are read."""
    return escape(str(words).translate(STEERING))


def row(head: str, cells: Iterable[str], numbers: bool = True) -> str:
    """A row of a table's body, whose first cell heads it; cells are HTML already."""
    kind = ' class="number"' if numbers else ""
    return (
        f'<tr><th scope="row">{head}</th>{"".join(f"<td{kind}>{each}</td>" for each in cells)}</tr>'
    )


def headings(names: Sequence[str], numbers: bool = True) -> str:
    """The row that heads a table's columns; *numbers* are all but the first."""
    kind = ' class="number"' if numbers else ""
    cells = (f'<th scope="col"{kind if at else ""}>{each}</th>' for at, each in enumerate(names))
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def table(
    caption: str, names: Sequence[str], rows: Iterable[str], numbers: bool = True
) -> Iterable[str]:
    """A table's lines; *rows* are lines made with `row`."""
    yield f"<table><caption>{caption}</caption>"
    yield headings(names, numbers)
    yield "<tbody>"
    yield from rows
    yield "</tbody></table>"
