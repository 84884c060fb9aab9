from datetime import date, timedelta

import pytest

import kraftrules
from kraftrules.ruleset.catalogue import bundled_folder

EDITIONS = {edition.name for edition in kraftrules.catalogue()}


def test_the_bundled_rulesets_have_no_diagnostics() -> None:
    assert kraftrules.check(bundled_folder()) == []


def test_every_programme_is_bundled() -> None:
    malmokraften = {f"malmokraften@{edition}" for edition in ("1.0", "2.0", "2023", "esf", "2025")}
    agreement = {
        f"{name}@2020"
        for name in (
            "dua-unga", "lok-forsorjningsstod", "dua-nyanlanda", "lok-etablering", "krami", "avanti",
            "aktivitetscenter", "make-it-work", "samstart", "yrkes-sfi",
        )
    }  # fmt: skip
    assert {*malmokraften, *agreement, "stockholmskraften@esf"} == EDITIONS


@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_an_edition_is_found_on_its_first_and_last_day_and_by_name(name: str) -> None:
    ruleset = kraftrules.load(name)
    days = [ruleset.in_force.from_, ruleset.in_force.to]
    drafts = ruleset.status == "draft"
    for day in days:
        assert day is not None
        assert kraftrules.load(ruleset.id, on=day, drafts=drafts).fingerprint == ruleset.fingerprint


def test_the_day_between_two_editions_has_none_and_both_neighbours_are_named() -> None:
    with pytest.raises(kraftrules.RulesetError, match=r"1\.0, 2018-02-01–2019-12-31") as error:
        kraftrules.load("malmokraften", on=date(2020, 1, 1))
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "no-edition-in-force"
    assert diagnostic.hint is not None
    assert "malmokraften@2.0" in diagnostic.hint["en"]


def test_a_draft_is_never_picked_by_date_unless_asked_for() -> None:
    day = date(2025, 6, 1)
    with pytest.raises(kraftrules.RulesetError, match="utkast"):
        kraftrules.load("malmokraften", on=day)
    assert kraftrules.load("malmokraften", on=day, drafts=True).edition == "2025"
    assert kraftrules.load("malmokraften@2025").status == "draft"


def test_a_name_of_several_editions_needs_a_day() -> None:
    with pytest.raises(kraftrules.RulesetError, match=r"malmokraften@2\.0"):
        kraftrules.load("malmokraften")
    assert kraftrules.load("krami").edition == "2020"


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("malmokrafen", "malmokraften"),
        ("malmokraften@2,0", "2.0"),
        ("stockholmskraft", "stockholm"),
    ],
)
def test_a_slip_in_a_name_is_met_with_the_nearest(name: str, suggested: str) -> None:
    with pytest.raises(kraftrules.RulesetError, match=f"Menade du {suggested}"):
        kraftrules.load(name, on=date(2021, 3, 1))


def test_no_two_adopted_editions_hold_on_one_day() -> None:
    for edition in kraftrules.catalogue():
        day = edition.in_force.from_ - timedelta(days=1)
        holding = [
            other
            for other in kraftrules.catalogue()
            if other.id == edition.id and other.in_force.includes(day)
        ]
        assert len(holding) <= 1
