"""How the cost of a register grows with people and with rules: Malmökraften 2.0, and ten times its rules."""

import argparse
import platform
import re
from math import ceil, floor, log10
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from register.contender import ON
from register.people import register

import kraftrules
from kraftrules.feel.write import write
from kraftrules.ruleset.catalogue import bundled_folder

VEGA_LITE = "5.20"
BLUE, ORANGE = "#1f5a96", "#b4560f"
Row = dict[str, Any]


def ten_times(folder: Path) -> kraftrules.Ruleset:
    """Malmökraften 2.0 with each criterion and exclusion ten times, under ids of its own.

    Each copy has limits and days of its own, or the engine would work a condition out once for all ten.
    """
    declared = kraftrules.load("malmokraften@2.0").declaration

    def leaves(rules: Any) -> list[str]:
        found = [leaf for rule in rules for leaf in rule.walk() if leaf.when is not None]
        return [
            f"    - {{id: {leaf.id}_{copy}, label: {leaf.id}, when: {quoted(other(write(leaf.when), copy))}}}"
            for copy in range(10)
            for leaf in found
        ]

    text = "\n".join([
        "ruleset: ten-times", 'edition: "1"', "title: ten times", "in_force: {from: 2020-01-01}",
        "target_group:", "  all:", *leaves([declared.target_group]),
        "exclusions:", *(line[2:] for line in leaves(declared.exclusions)),
    ])  # fmt: skip
    path = folder / "ten_times.yaml"
    path.write_text(text, encoding="utf-8")
    for name in ("vocabulary.yaml", "sources.yaml"):
        (folder / name).write_bytes((bundled_folder() / name).read_bytes())
    return kraftrules.load(path)


def other(condition: str, by: int) -> str:
    """The condition with each limit, year and number of months greater *by* so much."""
    return re.sub(
        r'(\[|>=? |P|date\(")(\d+)', lambda found: found[1] + str(int(found[2]) + by), condition
    )


def quoted(condition: str) -> str:
    """A condition as a YAML string in single quotes."""
    return "'" + condition.replace("'", "''") + "'"


def measure(ruleset: kraftrules.Ruleset, path: Path, people: int, rounds: int) -> Row:
    """Decide about a file, streamed; the least seconds of some rounds, and of all processors."""
    laps = []
    for _ in range(rounds):
        start, cpu = perf_counter(), process_time()
        decided = path.with_name("decided.parquet")
        ruleset.decide_table(path, ON).sink_parquet(decided)
        laps.append((perf_counter() - start, process_time() - cpu))
    return {
        "people": people,
        "rules": len(ruleset.plan.conditions),
        "wall": min(wall for wall, _ in laps),
        "cpu": min(cpu for _, cpu in laps),
    }


def sizes(most: int) -> list[int]:
    """The numbers of people: a thousand, and ten times as many each time."""
    return [10**power for power in range(3, 12) if 10**power <= most] or [most]


def draw(rows: list[Row]) -> str:
    """The rows as lines on two logarithmic axes, as SVG."""
    import vl_convert

    values = [
        {"people": row["people"], "seconds": row[kind], "line": f"{row['rules']} rules, {name}"}
        for kind, name in (("cpu", "processor time"), ("wall", "wall time"))
        for row in rows
    ]
    lines = sorted({each["line"] for each in values}, key=lambda line: (int(line.split()[0]), line))
    many = f"{max(row['rules'] for row in rows)} rules"
    axis = {"labelFontSize": 13, "titleFontSize": 13, "gridColor": "#dddddd"}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": "Seconds to decide about a register", "fontSize": 15, "anchor": "start"},
        "width": 520,
        "height": 340,
        "background": "white",
        "config": {"font": "Arial, Helvetica, sans-serif", "legend": {"labelFontSize": 13}},
        "data": {"values": values},
        "mark": {"type": "line", "point": {"size": 50}, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "people", "type": "quantitative", "title": "people",
                  "scale": {"type": "log"},
                  "axis": {**axis, "format": ",d", "values": sorted({row["people"] for row in rows})}},
            "y": {"field": "seconds", "type": "quantitative", "title": "seconds",
                  "scale": {"type": "log", "domain": decades([each["seconds"] for each in values])},
                  "axis": {**axis, "format": "~r", "values": [10.0**power for power in range(-4, 5)]}},
            "color": {"field": "line", "type": "nominal", "title": None,
                      "scale": {"domain": lines, "range": [ORANGE if line.startswith(many) else BLUE for line in lines]},
                      "legend": {"orient": "bottom", "columns": 2, "symbolSize": 300, "labelLimit": 300,
                                 "symbolType": "stroke"}},
            "strokeDash": {"field": "line", "type": "nominal",
                           "scale": {"domain": lines, "range": [[4, 3] if "wall" in line else [1, 0] for line in lines]}},
        },
    }  # fmt: skip
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    return svg


def decades(seconds: list[float]) -> list[float]:
    """The powers of ten around all of the seconds."""
    return [10.0 ** floor(log10(min(seconds))), 10.0 ** ceil(log10(max(seconds)))]


def main() -> None:
    """Time each size, print the table, and draw it."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--people", type=int, default=10_000_000, help="at most (%(default)s)")
    add("--rounds", type=int, default=3, help="how many (%(default)s)")
    add("--svg", type=Path, help="where to draw the plot")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(f"{'people':>10}{'rules':>7}{'wall s':>9}{'CPU s':>9}{'CPU µs a person':>17}")
    rows = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        rulesets = (kraftrules.load("malmokraften@2.0"), ten_times(folder))
        for people in sizes(arguments.people):
            path = register(folder, people, 100_000)
            for ruleset in rulesets:
                row = measure(ruleset, path, people, arguments.rounds)
                rows.append(row)
                each = row["cpu"] / people * 1e6
                print(
                    f"{people:>10}{row['rules']:>7}{row['wall']:>9.3f}{row['cpu']:>9.3f}{each:>17.2f}",
                    flush=True,
                )
    if arguments.svg:
        arguments.svg.write_text(draw(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
