"""The page of ``kraftrules intake --html``: whole, readable without seeing it, and safe."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from commands import EXAMPLES, Run
from test_cli_intake import DRAWN, ON, OWN, library

VOID = ("meta", "br", "rect", "line", "circle")
HOSTILE = [
    "<script>document.title = 'broken'</script>",
    "</title></td></table><img src=x onerror=document.title='broken'>",
    '"><svg onload=alert(1)>',
    "&lt;b&gt;",
    "\u202eelbisivni",
]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


class Page(HTMLParser):
    """What a page is made of; every element must be closed where it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.open = "", list[str]()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture
def page(folder: Path, run: Run) -> Page:
    """The page of the example candidates."""
    shutil.copy(EXAMPLES / "people.csv", "c.csv")
    assert run("intake", "malmokraften", "c.csv", *DRAWN, "--html", "p.html").code == 0
    return Page(Path("p.html").read_text("utf-8"))


def hostile_page(folder: Path, run: Run, *options: str) -> str:
    """The page of people with ids that mean harm, by a ruleset with a label that does too."""
    people = [{"person_id": each, "age": 40, "sex": "man"} for each in HOSTILE]
    Path("p.json").write_text(json.dumps(people), encoding="utf-8")
    text = OWN.replace("label: Kvinnor", "label: '<b>Kvinnor</b> & <i>'")
    Path("own.yaml").write_text(text, encoding="utf-8")
    found = run("intake", "own.yaml", "p.json", "--seats", "3", *ON, "--html", "p.html", *options)
    assert found.code == 0
    return Path("p.html").read_text("utf-8")


def test_the_page_needs_nothing_from_elsewhere(page: Page) -> None:
    names = {name for name, _ in page.elements}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not [attrs for _, attrs in page.elements if {"src", "href", "style"} & set(attrs)]


def test_the_page_names_the_table_and_not_where_it_lies(folder: Path, run: Run) -> None:
    table = shutil.copy(EXAMPLES / "people.csv", folder / "c.csv")
    run("intake", "malmokraften", table, *DRAWN, "--html", "p.html")
    html = Path("p.html").read_text("utf-8")
    assert "prövade ur c.csv" in html
    assert str(folder) not in html


def test_the_page_tells_of_its_language_and_headings(page: Page) -> None:
    (html,) = page.all("html")
    assert html["lang"] == "sv"
    names = [name for name, _ in page.elements]
    assert (names.count("main"), names.count("h1"), names.count("title") > 1) == (1, 1, True)
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert all(then - now < 2 for now, then in pairwise(levels))


def test_every_table_has_a_caption_and_headed_cells(page: Page) -> None:
    names = [name for name, _ in page.elements]
    assert names.count("table") == names.count("caption") >= 5
    assert all(attrs.get("scope") in ("col", "row", "rowgroup") for attrs in page.all("th"))
    rows = sum(attrs.get("scope") in ("row", "rowgroup") for attrs in page.all("th"))
    assert rows == names.count("tr") - names.count("thead")


def test_every_picture_is_told_in_words(page: Page) -> None:
    ids = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    pictures = [each for each in page.all("svg") if each.get("aria-hidden") != "true"]
    assert len(pictures) == 2
    for each in pictures:
        assert each["role"] == "img"
        assert {each["aria-labelledby"], each["aria-describedby"]} <= ids
    assert "plats i turordning: 26. plats som hölls: någon längre upp i turordningen väntar: 9." in page.text  # fmt: skip
    assert "Kvinnor: 18 fyllda, 17 ska hållas; Män: 17 fyllda, 17 ska hållas" in page.text


def test_the_seats_are_drawn_one_by_one_in_shapes_that_differ(page: Page) -> None:
    intake = library(Path("c.csv"))
    drawn = [attrs.get("class") for attrs in (*page.all("rect"), *page.all("circle"))]
    legend = 1
    assert drawn.count("seat") - legend - len(intake.reservations) == 26
    assert [each["class"] for each in page.all("circle")] == ["held"] * (9 + legend)
    assert len([each for each in page.all("line") if each.get("class") == "cut"]) == 1 + legend
    assert "url(#lacking)" not in [each.get("fill") for each in page.all("rect")]


def test_the_list_has_everyone_with_the_line_between(page: Page) -> None:
    intake = library(Path("c.csv"))
    text = " ".join(page.text.split())
    assert text.index("Har fått plats: 35") < text.index("Här går gränsen. Väntar: 128")
    bodies = [each.get("class") for each in page.all("tbody")]
    assert (bodies.count("selected"), bodies.count("waiting")) == (1, 1)
    people = len(page.all("bdi"))
    assert people == len(intake.candidates) + len(intake.unsettled)
    assert (
        "Om personen har dokumenterad ohälsa: Arbetsförmedlingen, Försäkringskassan eller Region Skåne"
        in page.text
    )
    assert intake.commitment in page.text
    assert intake.fingerprint in page.text


def test_the_page_in_english(folder: Path, run: Run) -> None:
    shutil.copy(EXAMPLES / "people.csv", "c.csv")
    options = ("--seats", "by_teams=200,by_forsakringskassan=12", "--seed", "x", *ON)
    run("intake", "malmokraften", "c.csv", *options, "--html", "p.html", "--lang", "en")
    page = Page(Path("p.html").read_text("utf-8"))
    assert page.all("html")[0]["lang"] == "en"
    assert "Here is the line. Waiting" in page.text
    assert "By the Social Insurance Agency: The seats and the line" in page.text
    assert "lacking" in page.text
    assert not re.search("[åäö]", re.sub("Malmö|Skåne|Malmökraften", "", page.text))
    assert "url(#lacking)" in [each.get("fill") for each in page.all("rect")]
    assert "open empty" in [each.get("class") for each in page.all("rect")]


def test_no_id_or_label_becomes_markup(folder: Path, run: Run) -> None:
    text = hostile_page(folder, run)
    page = Page(text)
    names = {name for name, _ in page.elements}
    assert names.isdisjoint({"script", "img", "b", "i"})
    assert not [attrs for _, attrs in page.elements if any(each.startswith("on") for each in attrs)]
    assert all(each in page.text for each in HOSTILE[:4])
    assert "\u202e" not in text
    assert "<b>Kvinnor</b> & <i>" in page.text


def test_many_people_and_seats_make_a_page_that_can_be_read(folder: Path, run: Run) -> None:
    people = "".join(f"{at};40\n" for at in range(5000))
    Path("p.csv").write_text(f"person_id;age\n{people}", encoding="utf-8")
    Path("own.yaml").write_text(OWN, encoding="utf-8")
    assert run("intake", "own.yaml", "p.csv", "--seats", "2500", *ON, "--html", "p.html").code == 0
    page = Page(Path("p.html").read_text("utf-8"))
    assert "… och 500 till, som står i listans fil." in " ".join(page.text.split()).replace("\xa0", " ")  # fmt: skip
    assert len(page.all("rect")) < 20
    assert Path("p.html").stat().st_size < 3_000_000


def test_an_earlier_page_stays_when_the_new_one_cannot_be_written(folder: Path, run: Run) -> None:
    Path("own.yaml").write_text(OWN, encoding="utf-8")
    Path("p.csv").write_text("person_id;age\na;40\n", encoding="utf-8")
    options = ("--seats", "1", *ON, "--html", "missing/p.html")
    result = run("intake", "own.yaml", "p.csv", *options)
    assert (result.code, "går inte att skriva" in result.err) == (2, True)


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
def test_a_browser_shows_the_page_as_it_was_meant(folder: Path, run: Run) -> None:
    hostile_page(folder, run)
    shown = browse(folder, "--dump-dom")
    assert "<title>Antagning till Eget, 2024-10-01</title>" in shown
    assert shown.count("<svg") == 2 + 3  # the pictures and the legend
    assert "<script" not in shown
    browse(folder, f"--print-to-pdf={folder / 'p.pdf'}")
    assert (folder / "p.pdf").read_bytes().startswith(b"%PDF")


def browse(folder: Path, what: str) -> str:
    """What Chromium makes of the page, with a profile of its own and no calls to anywhere."""
    assert BROWSER is not None
    quiet = ("--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-gpu")  # fmt: skip
    command = [BROWSER, "--headless", "--no-sandbox", *quiet, f"--user-data-dir={folder / 'profile'}", what,
               (folder / "p.html").as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout
