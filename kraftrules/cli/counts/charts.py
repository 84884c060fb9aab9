"""Charts for a report's page, drawn by Vega-Lite as SVG; what each shows is said in words beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kraftrules.cli.extras import import_vl_convert
from kraftrules.cli.words import decimal, percent
from kraftrules.results.report import Figure, Target
from kraftrules.text import Lang

Spec = dict[str, Any]
_VERSION = "5.20"
_BLUE, _PALE, _INK = "#1f5a96", "#c3d4e6", "#222222"
_CONFIG: Spec = {
    "background": None,
    "font": "Arial, Helvetica, sans-serif",
    "aria": False,  # the page says what a chart shows, in its own language
    "view": {"stroke": None},
    "axis": {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 12, "gridColor": "#dddddd"},
}


def draw(spec: Spec, lang: Lang) -> str:
    """A chart as SVG, its numbers written as the language writes them."""
    locale = "sv-SE" if lang == "sv" else "en-GB"
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": _CONFIG,
        **spec,
    }
    svg: str = import_vl_convert().vegalite_to_svg(whole, vl_version=_VERSION, format_locale=locale)
    return re.sub(r' aria-roledescription="[^"]*"', "", svg)  # in English, of what is hidden anyway


def goal_bar(figure: Figure, groups: Mapping[str, Figure], lang: Lang) -> str | None:
    """A bar to the value, paler between the least and the greatest it can be, with a line at each target.

    A balance has a bar for each of its *groups*, by what they are called.
    """
    if figure.target is None or figure.suppressed:
        return None
    shown = groups if figure.kind == "balance" else {"": figure}
    rows = [_row(name, each) for name, each in shown.items() if each.value is not None]
    if not rows:
        return None
    marks = _target_marks(figure.target)
    most = 1 if figure.target.percent else max([*marks, *(float(row["high"]) for row in rows)]) * 1.05 or 1  # fmt: skip
    axis = {"format": "%" if figure.target.percent else ",~f", "title": None, "tickCount": 5, "grid": False}  # fmt: skip
    if lang == "sv":
        axis["labelExpr"] = "replace(datum.label, '%', '\u00a0%')"
    x = {"type": "quantitative", "axis": axis, "scale": {"domain": [0, most], "nice": False}}
    y = {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None} if len(rows) > 1 else None}  # fmt: skip
    layers: list[Spec] = [
        _bar("zero", "value", x, y, _BLUE),
        _bar("low", "high", x, y, _PALE),
        {"data": {"values": [{"at": each} for each in marks]},
         "mark": {"type": "rule", "color": _INK, "strokeWidth": 2, "strokeDash": [5, 3]},
         "encoding": {"x": {**x, "field": "at"}}},
    ]  # fmt: skip
    spec: Spec = {"width": 560, "height": {"step": 24}, "data": {"values": rows}, "layer": layers}
    return draw(spec, lang)


def _row(name: str, figure: Figure) -> dict[str, float | str]:
    value = figure.value or 0
    low = value if figure.low is None else figure.low
    high = value if figure.high is None else figure.high
    return {"name": name, "zero": 0, "value": value, "low": low, "high": high}


def _bar(start: str, end: str, x: Spec, y: Spec, colour: str) -> Spec:
    encoding = {"x": {**x, "field": start}, "x2": {"field": end}, "y": y}
    return {"mark": {"type": "bar", "color": colour, "height": 16}, "encoding": encoding}


def _target_marks(target: Target) -> list[float]:
    ends = target.within or (target.at_least, target.at_most)
    return [each for each in ends if each is not None]


def columns(values: Mapping[str, int | None], lang: Lang) -> str:
    """A column for each month or the like, in the order given; none where the number is not shown."""
    rows = [{"name": name, "count": count} for name, count in values.items()]
    count = {"field": "count", "type": "quantitative", "axis": {"title": None, "format": ",~f", "tickMinStep": 1}}  # fmt: skip
    name = {
        "field": "name",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "labelAngle": 0},
    }
    return draw(
        {"data": {"values": rows}, "width": 560, "height": 150,
         "mark": {"type": "bar", "color": _BLUE}, "encoding": {"x": name, "y": count}},
        lang,
    )  # fmt: skip


def bars(values: Mapping[str, int], lang: Lang) -> str:
    """A bar for each kind, with its number at the end."""
    rows = [{"name": name, "count": count} for name, count in values.items()]
    count = {"field": "count", "type": "quantitative", "axis": None}
    name = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 260},
    }
    text = {"align": "left", "dx": 4, "color": _INK, "fontSize": 12}
    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": _BLUE}},
        {
            "mark": {"type": "text", **text},
            "encoding": {"text": {"field": "count", "format": ",~f"}},
        },
    ]
    return draw(
        {"data": {"values": rows}, "width": 420, "height": {"step": 24}, "layer": layers,
         "encoding": {"y": name, "x": count}},
        lang,
    )  # fmt: skip


def in_words(values: Mapping[str, float], lang: Lang, *, share: bool = False) -> str:
    """What a chart shows, as a text for those who do not see it."""
    say = percent if share else decimal
    return "; ".join(f"{name}: {say(value, lang)}" for name, value in values.items())
