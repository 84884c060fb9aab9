"""How the cost of a register grows with people and with rules: Malmökraften 2.0, and ten times its rules."""

import argparse
import platform
import re
import runpy
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import kraftrules
from kraftrules.ruleset.catalogue import bundled_folder

HERE = Path(__file__).parent
TABLES = runpy.run_path(str(HERE / "tables.py"), run_name="tables")


def ten_times(folder: Path) -> kraftrules.Ruleset:
    """Malmökraften 2.0 with each criterion and exclusion ten times, under ids of its own."""
    declared = kraftrules.load("malmokraften@2.0").declaration
    from kraftrules.feel.write import write

    def leaves(rules: object, copies: int) -> list[str]:
        found = [leaf for rule in rules for leaf in rule.walk() if leaf.when is not None]  # type: ignore[attr-defined]
        return [
            f"    - {{id: {leaf.id}_{copy}, label: {leaf.id}, when: {quoted(write(leaf.when))}}}"
            for copy in range(copies)
            for leaf in found
        ]

    text = "\n".join([
        "ruleset: ten-times", 'edition: "1"', "title: ten times", "in_force: {from: 2020-01-01}",
        "target_group:", "  all:", *leaves([declared.target_group], 10),
        "exclusions:", *(line[2:] for line in leaves(declared.exclusions, 10)),
    ])  # fmt: skip
    path = folder / "ten_times.yaml"
    path.write_text(text, encoding="utf-8")
    for name in ("vocabulary.yaml", "sources.yaml"):
        (folder / name).write_bytes((bundled_folder() / name).read_bytes())
    return kraftrules.load(path)


def quoted(condition: str) -> str:
    """A condition as a YAML string in single quotes."""
    return "'" + re.sub("'", "''", condition) + "'"


def main() -> None:
    """Time each size, the best of some rounds, and print microseconds a person."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="people (%(default)s)")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(f"{'people':>10}{'rules':>7}{'seconds':>9}{'CPU s':>8}{'µs a person':>13}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for ruleset in (kraftrules.load("malmokraften@2.0"), ten_times(folder)):
            number = 1000
            while number <= arguments.most:
                path = TABLES["register"](folder, number, 100_000)
                laps = []
                for _ in range(5 if number < 10**6 else 3):
                    start, cpu = perf_counter(), process_time()
                    ruleset.decide_table(path, TABLES["ON"]).collect()
                    laps.append((perf_counter() - start, process_time() - cpu))
                seconds, cpu = min(laps)
                rules = len(ruleset.plan.conditions)
                print(
                    f"{number:>10}{rules:>7}{seconds:>9.3f}{cpu:>8.3f}{seconds / number * 1e6:>13.2f}"
                )
                number *= 10


if __name__ == "__main__":
    main()
