"""Charts for a report's page, drawn by Vega-Lite as SVG; what each shows is said in words beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kraftrules.cli.extras import import_vl_convert
from kraftrules.cli.words import decimal, percent
from kraftrules.results.report import Figure
from kraftrules.text import Lang

Spec = dict[str, Any]
_VERSION = "5.20"
_BLUE, _PALE, _INK = "#1f5a96", "#c3d4e6", "#222222"
_CONFIG: Spec = {
    "background": None,
    "font": "Arial, Helvetica, sans-serif",
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
    return svg


def goal_bar(figure: Figure, lang: Lang) -> str | None:
    """A bar to the value, paler between the least and the greatest it can be, with a line at each target."""
    if figure.suppressed or figure.value is None or figure.target is None:
        return None
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    marks = _target_marks(figure)
    most = 1 if figure.target.percent else max([high, figure.value, *marks]) * 1.05 or 1
    axis = {
        "format": "%" if figure.target.percent else ",~f",
        "title": None,
        "tickCount": 5,
        "grid": False,
    }
    scale = {"domain": [0, most], "nice": False}
    x = {"field": "to", "type": "quantitative", "axis": axis, "scale": scale}
    layers: list[Spec] = [
        _bar([{"from": 0, "to": figure.value}], x, _BLUE),
        _bar([{"from": low, "to": high}] if high > low else [], x, _PALE),
        {"data": {"values": [{"at": each} for each in marks]},
         "mark": {"type": "rule", "color": _INK, "strokeWidth": 2, "strokeDash": [5, 3]},
         "encoding": {"x": {"field": "at", "type": "quantitative", "scale": scale}}},
    ]  # fmt: skip
    return draw({"width": 560, "height": 22, "layer": layers}, lang)


def _bar(values: Sequence[Mapping[str, float]], x: Spec, colour: str) -> Spec:
    return {
        "data": {"values": list(values)},
        "mark": {"type": "bar", "color": colour, "height": 16},
        "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}},
    }


def _target_marks(figure: Figure) -> list[float]:
    target = figure.target
    if target is None:
        return []
    ends = target.within or (target.at_least, target.at_most)
    return [each for each in ends if each is not None]


def columns(values: Mapping[str, int], lang: Lang) -> str:
    """A column for each month or the like, in the order given."""
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
