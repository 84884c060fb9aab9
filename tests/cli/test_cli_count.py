"""``kraftrules count``: the table read, the figures written, and the page in a browser."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from commands import Run, write

from kraftrules.cli.counts import table as count_table
from kraftrules.cli.tables import columns as table_columns
from kraftrules.engines.polars import plain

ROOT = Path(__file__).parents[2]
ESF = "malmokraften@esf"
HALF_YEAR = ("--since", "2024-01-01", "--until", "2024-06-30")
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.fixture
def table(folder: Path) -> Path:
    """The example table, in the folder."""
    return Path(
        shutil.copy(ROOT / "examples" / "participations.csv", folder / "participations.csv")
    )


def one(rows: str) -> list[dict[str, str]]:
    return list(csv.DictReader(rows.splitlines(), delimiter=";"))


def test_figures_go_to_csv_xlsx_and_json_alike(table: Path, run: Run) -> None:
    for name in ("f.csv", "f.xlsx", "f.json"):
        assert run("count", ESF, table, *HALF_YEAR, "--out", name).code == 1  # some rows are wrong
    rows = one(Path("f.csv").read_text("utf-8-sig"))
    share = next(each for each in rows if each["measure"] == "work_share" and not each["by"])
    assert (share["numerator"], share["denominator"], share["unknown"]) == ("41", "231", "1")
    assert share["value"].startswith("0,177")
    women = next(
        each for each in rows if each["measure"] == "work_share" and each["group"] == "woman"
    )
    assert (women["group_label"], women["numerator"]) == ("kvinnor", "19")
    found = json.loads(Path("f.json").read_text("utf-8"))
    assert found["measures"]["work_share"]["by"]["woman"]["numerator"] == 19
    sheet = openpyxl.load_workbook("f.xlsx").active
    assert sheet is not None
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(values) == len(rows) + 1
    assert ["work_share", 41, 231] in [[row[0], row[6], row[7]] for row in values]


def test_wrong_rows_are_listed_by_their_row_and_the_rest_is_counted(folder: Path, run: Run) -> None:
    head = "person_id;sex;team;enrolled_on;exited_on;employment_started_on;exited_on__unknown"
    rows = [
        "1;kvinna;A;2024-01-10;2024-02-01;;", "1a;woman;A;2024-01-10;2024-02-01;;",
        "2;woman;A;2024-01-10;2023-12-31;;", "3;woman;A;2024-01-10;;2023-12-01;",
        "4;man;B;2024-01-10;;;", "4;man;A;2024-02-10;;;", "5;man;C;2024-01-10;;;",
        ";man;A;2024-01-10;;;", "6;man;A;2024-09-10;;;", "7;man;A;2022-01-10;2022-02-10;;",
        "8;man;A;2022-01-10;;;ja", "9;man;A;i fjol;;;",
    ]  # fmt: skip
    write(folder / "t.csv", head, *rows)
    result = run("count", ESF, "t.csv", *HALF_YEAR, "--team", "A", "--team", "B", "--out", "f.json")
    assert result.code == 1
    found = json.loads(Path("f.json").read_text("utf-8"))
    assert found["left_out"] == {
        "bad_value": 2, "no_person": 1, "exit_before_enrolment": 1, "work_before_enrolment": 1,
        "two_open_enrolments": 2, "unknown_team": 1, "outside_period": 2,
    }  # fmt: skip
    people = found["measures"]["participants"]
    assert (people["numerator"], people["low"], people["high"]) == (1, 1, 2)
    for number in (2, 4, 5, 6, 7, 8, 9, 13):
        assert f"rad {number}: " in result.out
    assert "rad 3: " not in result.out


def test_rows_outside_the_period_are_no_fault(folder: Path, run: Run) -> None:
    write(folder / "t.csv", "person_id;enrolled_on;exited_on", "1;2024-01-10;", "2;2024-09-10;")
    result = run("count", ESF, "t.csv", *HALF_YEAR)
    assert result.code == 0
    assert "1 utanför perioden" in result.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--since", "2024-01-01"), 2, "--until"),
        (("--since", "2024-02-30", "--until", "2024-06-30"), 2, "--since 2024-02-30: ingen dag"),
        (("--since", "2024-06-30", "--until", "2024-01-01"), 2, "--until 2024-01-01"),
        (("--since", "1900-01-01", "--until", "2024-01-01"), 2, "600 månader"),
        ((*HALF_YEAR, "--by", "teem"), 2, "Menade du team"),
        ((*HALF_YEAR, "--by", "person_id"), 2, "by: gavs"),
        ((*HALF_YEAR, "--suppress-below", "2"), 2, "suppress_below"),
        ((*HALF_YEAR, "--out", "f.txt"), 2, ".csv, .xlsx eller .json"),
        ((*HALF_YEAR, "--html", "f.csv"), 2, ".html eller .htm"),
        ((*HALF_YEAR, "--out", "participations.csv"), 2, "skulle skriva över"),
        ((*HALF_YEAR, "--person", "nobody"), 2, "Ingen i tabellen heter nobody"),
        ((*HALF_YEAR, "--out", "nowhere/f.csv"), 2, "mappen nowhere finns inte"),
        ((*HALF_YEAR, "--person", "17", "--suppress-below", "5"), 2, "säger inget om enskilda"),
        ((*HALF_YEAR, "--against-since", "2025-01-01"), 2, "--until 2024-06-30"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(
    table: Path, run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = run("count", ESF, table, *arguments)
    assert result.code == code
    assert said in result.err
    assert result.out == ""


def test_a_ruleset_without_measures_says_so(table: Path, run: Run) -> None:
    Path("r.yaml").write_text(
        'ruleset: prov\nedition: "1"\ntitle: Prov\nin_force: {from: 2024-01-01}\n'
        "target_group:\n  all:\n    - {id: adult, label: Vuxen, when: age >= 18}\n", "utf-8",
    )  # fmt: skip
    result = run("count", "r.yaml", table, *HALF_YEAR)
    assert result.code == 2
    assert "prov@1 har inga mått under results:" in result.err


def test_one_persons_way_through_every_measure(table: Path, run: Run) -> None:
    result = run("count", ESF, table, *HALF_YEAR, "--person", "404")
    assert "rad 405: Personen har flera pågående" not in result.out
    assert result.code == 2
    result = run("count", ESF, table, *HALF_YEAR, "--person", "403")
    assert "rad 405: Personen har flera pågående" in result.out
    assert result.code == 0


def test_a_period_against_another_and_a_programme_against_another(table: Path, run: Run) -> None:
    result = run(
        "count",
        ESF,
        table,
        *HALF_YEAR,
        "--against-since",
        "2023-09-01",
        "--against-until",
        "2023-12-31",
    )
    assert "En skillnad är ingen effekt." in result.out
    assert "malmokraften@esf), 2023-09-01–2023-12-31" in result.out
    result = run("count", ESF, table, *HALF_YEAR, "--against", "malmokraften@2023", "--against-table", table, "--lang", "en")  # fmt: skip
    assert "A difference is no effect." in result.out
    assert "may be" in result.out
    assert "malmokraften@2023" in result.out


# ---- the page


class Reader(HTMLParser):
    """Reads a page: its text, and what a screen reader needs."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.headings: list[int] = []
        self.labels: list[str] = []
        self.unlabelled = 0
        self.text = ""
        self._image = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "svg" and not self._image:
            self.unlabelled += 1
        if given.get("role") == "img":
            self._image = 1
            self.labels.append(given.get("aria-label") or "")
        elif self._image and tag == "div":
            self._image += 1
        if "id" in given and not self._image:
            self.ids[str(given["id"])] += 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "th":
            assert given.get("scope") in ("row", "col")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._image:
            self._image -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(run: Run, table: Path, *arguments: str) -> str:
    run("count", ESF, table, *HALF_YEAR, "--html", "report.html", *arguments)
    return Path("report.html").read_text("utf-8")


def test_the_page_holds_every_figure_and_fetches_nothing(table: Path, run: Run) -> None:
    html = page_of(run, table)
    reader = Reader()
    reader.feed(html)
    assert html.startswith('<!doctype html>\n<html lang="sv">')
    assert not re.findall(r"(?:src|href)=|url\(|@import|<script", html)
    for said in ("17,7 %", "41 av 231; 1 av 232 är okänd, så värdet är 17,7–18,1 %; mål: minst 45 %.", "Målet är inte nått",
                 "48,4 / 51,6 %", "Inskrivna i varje månad", "nystartsjobb", "Anställningens omfattning", "Arbetsförmedlingen",
                 "232 i nämnaren (villkor: anvisande part är inte Försäkringskassan); 18 uppfyller inte villkoret"):  # fmt: skip
        assert said in reader.text
    assert reader.unlabelled == 0
    assert len(reader.labels) > 10 and all(len(each) > 20 for each in reader.labels)
    assert max(reader.ids.values()) == 1
    assert all(later - former <= 1 for former, later in zip(reader.headings, reader.headings[1:], strict=False))  # fmt: skip


def test_the_page_is_the_same_every_time_and_can_be_in_english(table: Path, run: Run) -> None:
    assert page_of(run, table) == page_of(run, table)
    english = page_of(run, table, "--lang", "en")
    assert '<html lang="en">' in english
    assert (
        "41 of 231; 1 of 232 unknown, so the value is 17.7–18.1%; target: at least 45%." in english
    )


def test_what_is_published_lists_no_rows_and_not_how_many_they_are(table: Path, run: Run) -> None:
    result = run("count", ESF, table, *HALF_YEAR, "--suppress-below", "5", "--out", "f.json")
    assert result.code == 1
    assert "rad 4" not in result.out + result.err
    found = json.loads(Path("f.json").read_text("utf-8"))
    assert found["rows"] is None and None in found["left_out"].values()
    assert "·· inskrivningar lästa" in result.out


def test_a_published_page_has_no_small_figure(table: Path, run: Run) -> None:
    html = page_of(run, table, "--suppress-below", "5")
    assert "Siffror för färre än 5 personer visas inte" in html
    assert "(1 av 3)" not in html
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', html))
    assert not re.search(r": [1-4](;|$|\")", labels)


def test_nothing_from_the_table_becomes_markup(folder: Path, run: Run) -> None:
    team = "<script>alert(1)</script>"
    write(folder / "t.csv", "person_id;team;enrolled_on;exited_on", f"1;{team};2024-01-10;")
    html = page_of(run, folder / "t.csv", "--by", "team")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_what_hangs_on_the_unknown_is_said_and_why(folder: Path, run: Run) -> None:
    sexes = ["woman"] * 2 + ["man"] * 2 + [""] * 4
    rows = [f"{at};{sex};2024-01-10;" for at, sex in enumerate(sexes)]
    table = write(folder / "t.csv", "person_id;sex;enrolled_on;exited_on", *rows)
    out = run("count", ESF, table, *HALF_YEAR).out
    assert "Jämn könsfördelning bland deltagarna: kvinnor 25,0–75,0 %, män 25,0–75,0 %; kön okänt för 4 av 8." in out  # fmt: skip
    assert re.search(r"Jämn könsfördelning bland\s+Kön\s+Arbetsförmedlingen\s+4", out)
    page = Reader()
    page.feed(page_of(run, table))
    assert "Män 50,0 % (2 av 4); kvinnor 25,0–75,0 %, män 25,0–75,0 %; kön okänt för 4 av 8; mål: 40–60 %." in page.text  # fmt: skip


def test_a_target_of_nobody_is_not_called_unsettled(folder: Path, run: Run) -> None:
    table = write(folder / "t.csv", "person_id;enrolled_on;exited_on", "1;2024-09-10;")
    result = run("count", ESF, table, *HALF_YEAR)
    assert "ingen att räkna på" in result.out
    assert "går inte att avgöra" not in result.out
    assert "Ingen att räkna på" in page_of(run, table)


def test_the_days_that_a_target_is_for_are_said_where_not_all_are_counted(
    table: Path, run: Run
) -> None:
    said = "målet gäller hela perioden 2023-09-01–2024-12-31."
    assert f"* Deltagare: {said}" in run("count", ESF, table, *HALF_YEAR).out
    whole = ("--since", "2023-09-01", "--until", "2024-12-31")
    assert said not in run("count", ESF, table, *whole).out
    assert f"M{said[1:]}" in page_of(run, table)


def test_the_page_says_what_each_measure_means_and_which_rows_are_at_fault(
    table: Path, run: Run
) -> None:
    html = page_of(run, table)
    assert "<dt>Till arbete</dt>\n<dd>Det vill säga att startdatum för arbete finns" in html
    assert "<em>Tolkning:</em> Heltid räknas alltid." in html
    assert "<dd>Andelen där ”Till studier” gäller, bland dem där ”Har lämnat” gäller." in html
    assert "<li>rad 402: Avslutet 2023-01-15 ligger före inskrivningen 2024-01-15.</li>" in html
    published = page_of(run, table, "--suppress-below", "5")
    assert "rad 402" not in published
    assert "Så definieras måtten" in published


def test_charts_say_nothing_in_another_language(table: Path, run: Run) -> None:
    for chart in re.findall("<svg.*?</svg>", page_of(run, table), re.DOTALL):
        assert "aria-label" not in chart and "aria-roledescription" not in chart
        assert not re.search(r"\d%", chart)


def test_what_is_unknown_and_cannot_change_the_value_is_said_to_be_so(
    folder: Path, run: Run
) -> None:
    head = "person_id;enrolled_on;exited_on;employment_started_on;employment_extent;job_acquired;employment_extent__unknown"  # fmt: skip
    rows = ["1;2024-01-10;;2024-02-01;full_time;nej;", "2;2024-01-10;;2024-02-01;;nej;ja"]
    table = write(folder / "t.csv", head, *rows)
    assert "0 av 1; 1 okänd, vilket inte kan ändra värdet; mål: minst 15 %." in page_of(run, table)


def test_the_figures_are_printed_before_a_page_that_cannot_be_drawn(
    table: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = run("count", ESF, table, *HALF_YEAR, "--html", "report.html")
    assert result.code == 2
    assert "Andel till arbete" in result.out
    assert "pip install 'kraftrules[pages]', eller i en kopia av förrådet '.[pages]'" in result.err
    assert not Path("report.html").exists()


@pytest.mark.skipif(BROWSER is None, reason="no browser on this machine: apt-get install chromium")
def test_the_page_in_a_real_browser(table: Path, run: Run, folder: Path) -> None:
    page_of(run, table)
    common = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]  # fmt: skip
    page = (folder / "report.html").as_uri()
    done = subprocess.run(
        [*common, "--dump-dom", page], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.count("<svg") == len(
        re.findall("<svg", Path("report.html").read_text("utf-8"))
    )
    assert "Resultat för Malmökraften ESF" in done.stdout
    shot, printed = folder / "page.png", folder / "page.pdf"
    subprocess.run([*common, f"--screenshot={shot}", "--window-size=800,1200", page], capture_output=True, timeout=120, check=True)  # fmt: skip
    assert shot.stat().st_size > 20_000  # a blank page is a few thousand bytes
    subprocess.run([*common, f"--print-to-pdf={printed}", page], capture_output=True, timeout=120, check=True)  # fmt: skip
    assert printed.read_bytes().startswith(b"%PDF") and printed.stat().st_size > 20_000


ASKED = ("--by", "team", "--by", "month", "--out", "f.json"), ("--person", "b", "--team", "A", "--lang", "en")  # fmt: skip
JANUARY = date(2024, 1, 10)
HURT: dict[str, dict[str, list[object]]] = {
    "nothing": {}, "a value": {"sex": ["woman", "man", "kvinna", "man", None]},
    "an unread value": {"first_joint_plan_on": [date(1700, 1, 1), None, None, None, None]},
    "ids": {"person_id": [1, 2, 2, None, 4]}, "a type": {"joint_plan": [1, 0, 1, None, 0]},
    "a name": {"team ": [*"AABAA"]},
}  # fmt: skip


@pytest.mark.parametrize("table", ["p.parquet", "p.csv"])
@pytest.mark.parametrize("hurt", HURT)
def test_a_file_gives_the_same_in_columns_and_row_by_row(
    hurt: str, table: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = {
        "person_id": [*"abbcd"], "sex": ["woman", "man", "man", None, "woman"],
        "enrolled_on": [JANUARY, JANUARY, date(2024, 3, 1), date(2023, 1, 1), JANUARY],
        "exited_on": [None, date(2024, 2, 1), None, date(2023, 9, 1), date(2024, 1, 1)],
        "referred_by": ["arbetsformedlingen", None, "forsakringskassan", None, None],
        "employment_started_on": [None, date(2024, 1, 20), date(2024, 2, 1), None, None],
        "employment_extent": ["full_time", "part_time", None, None, None],
    } | HURT[hurt]  # fmt: skip
    team = {} if "team " in columns else {"team": ["A", "A", "B", "A", None]}
    frame = pl.DataFrame(columns | team, strict=False)
    frame.write_csv(table) if table == "p.csv" else frame.write_parquet(table)
    monkeypatch.setattr(table_columns, "SMALL", 0)
    monkeypatch.setattr(plain, "AT_ONCE", 100)

    def said() -> list[object]:
        found: list[object] = []
        for options in ASKED:
            result = run("count", ESF, table, *HALF_YEAR, *options)
            found += [result.code, result.out, result.err]
            found += [path.read_bytes() for path in sorted(folder.glob("f.*"))]
        return found

    in_columns = said()
    monkeypatch.setattr(count_table, "in_columns", lambda *_: None)
    assert said() == in_columns
