"""What steps about intakes say, in Swedish and English, and what they answer when they do not hold."""

from dataclasses import replace
from pathlib import Path

import pytest

import kraftrules
from kraftrules.bdd.errors import DoesNotHold, Misfit
from kraftrules.bdd.intakes import NotHeld
from kraftrules.bdd.mutate_intakes import intake_changes, noticed_of_intakes
from kraftrules.bdd.programmes import NotInForce, Programmes
from kraftrules.bdd.runner import run
from kraftrules.bdd.world import ENGINES, World

PROGRAMMES = Programmes()
FEATURES = Path(__file__).parents[2] / "features"
PEOPLE = "dessa personer som uppfyller alla kriterier i Malmökraften:"
ROWS = [
    ["person", "tid utan arbete", "kön", "anvisande part", "kommun"],
    ["Anna", "60 månader", "kvinna", "Arbetsförmedlingen", "Malmö"],
    ["Britt", "48 månader", "kvinna", "Arbetsförmedlingen", "Malmö"],
    ["Carl", "36 månader", "man", "Försäkringskassan", "Malmö"],
    ["Dan", "24 månader", "okänt", "okänd", "Malmö"],
    ["Eva", "24 månader", "kvinna", "okänd", "Lund"],
]
TWO = "antagning hålls 2024-03-11 med 2 platser och fröet ”2024-03”"
BY_STREAM = "antagning hålls 2024-03-11 med 1 plats i ingången ”Till teamen” och 1 i ingången ”Genom Försäkringskassan”, och fröet ”2024-03”"


def world(*steps: str, rows: list[list[str]] = ROWS, engine: str = "python") -> World:
    made = World(PROGRAMMES, engine)
    made.step(PEOPLE, rows)
    for each in steps:
        made.step(each)
    return made


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("held", "step", "twin"),
    [
        (TWO, "får Anna och Carl plats", "Anna and Carl get seats"),
        (TWO, "Anna och Carl får plats", "Anna and Carl get a seat"),
        (TWO, "väntar Britt och Dan", "Britt and Dan wait"),
        (TWO, "Britt väntar för att platser hålls för Män", "Britt waits because seats are reserved for “Men”"),
        (TWO, "räknas Anna till women", "Anna counts toward Women"),
        (TWO, "är turordningen Anna, Britt, Carl och Dan", "the rank order is Anna, Britt, Carl, Dan"),
        (TWO, "det hålls 1 plats för ”Kvinnor” och 1 antagen räknas dit", "1 seat is reserved for Women and 1 selected counts toward it"),
        (TWO, "är Eva inte med i turordningen, eftersom utfallet är inte behörig", "Eva is not in the order because the outcome is not eligible"),
        (TWO, "kan Eva inte få plats, vad som än blir känt", "Eva could not get a seat, whatever becomes known"),
        (TWO, "Britt får veta: ”Personen väntar.”", "Britt is told: “The person is waiting.”"),
        (TWO, "lotten för Anna börjar med 0c64e219", "the lot of Anna begins with 0C64E219"),
        (TWO, "lotten avgör mellan Dan", "lots decide between Dan"),
        (TWO, "utgåvan är esf", "the edition is esf"),
        (BY_STREAM, "Anna hör till ingången ”Till teamen”", "Anna comes in by the stream by_teams"),
        (BY_STREAM, "är det okänt vilken ingång Dan hör till", "it is unknown which stream Dan comes in by"),
        (BY_STREAM, "har ingången ”Till teamen” 1 plats och 1 är fylld", "the stream “To the teams” has 1 seat and 1 is filled"),
    ],
)  # fmt: skip
def test_a_claim_of_an_intake_and_its_twin(engine, held, step, twin):
    made = world(held, step, twin, engine=engine)
    made.finish()
    assert made.claims == 2


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        (TWO, "an intake is held on 2024-03-11 with 2 seats and the seed “2024-03”"),
        (BY_STREAM, "an intake is held on 2024-03-11 with 1 seat in the stream “To the teams” and 1 seat for “By the Social Insurance Agency”, and the seed “2024-03”"),
        ("antagning hålls den 2024-03-11 med regelverkets egna platser för 2 team och 3 månader och fröet ”2024-03”",
         "an intake is held on 2024-03-11 with the ruleset's own seats for 2 teams and 3 months and the seed “2024-03”"),
    ],
)  # fmt: skip
def test_an_intake_is_held_alike_in_both_languages(swedish, english):
    one, two = (world(step, "Anna får plats" if "Carl" in step else "är utgåvan esf").cases for step in (swedish, english))  # fmt: skip
    assert one[0].on == two[0].on
    first, second = World(PROGRAMMES), World(PROGRAMMES)
    for made, step in ((first, swedish), (second, english)):
        made.step(PEOPLE, ROWS)
        made.step(step)
        made.step("är turordningen Anna, Britt, Carl och Dan")
    assert first.intakes[0].request == second.intakes[0].request


@pytest.mark.parametrize(
    ("steps", "error", "text"),
    [
        ([TWO, "får Anna och Britt plats"], DoesNotHold, "De som får plats är: Anna och Carl"),
        ([TWO, "får alla plats"], DoesNotHold, "Anna och Carl"),
        ([TWO, "ingen väntar"], DoesNotHold, "De som väntar är: Britt och Dan"),
        ([TWO, "alla är med i turordningen"], DoesNotHold, "De som inte är med är: Eva"),
        ([TWO, "Britt väntar för att platser hålls för Kvinnor"], DoesNotHold, "Män"),
        ([TWO, "Anna väntar för att platser hålls för Kvinnor"], DoesNotHold, "Anna väntar inte"),
        ([TWO, "Anna räknas till ”Män”"], DoesNotHold, "Anna räknas till: women"),
        ([TWO, "Britt räknas till ”Män”"], DoesNotHold, "Britt har ingen plats"),
        ([TWO, "det hålls 2 platser för ”Män” och 1 antagen räknas dit"], DoesNotHold, "Det hålls 1 platser"),
        ([TWO, "ingen mer kan få plats, vad som än blir känt"], DoesNotHold, "De som kan få plats är"),
        ([TWO, "Eva kan få plats om uppgift om kön kommer"], DoesNotHold, "Eva kan inte få plats"),
        ([TWO, "Dan kan få plats om uppgift om kön kommer"], DoesNotHold, "Dan kan få plats om uppgift om"),
        ([TWO, "Anna är inte med i turordningen, eftersom utfallet är oavgjord"], DoesNotHold, "Utfallet är behörig"),
        ([TWO, "Anna får veta: ”Personen väntar.”"], DoesNotHold, "Personen har fått en plats"),
        ([TWO, "lotten för Anna börjar med ffff"], DoesNotHold, "Lotten för Anna är 0c64e219"),
        ([BY_STREAM, "Anna hör till ingången by_forsakringskassan"], DoesNotHold, "by_teams"),
        ([BY_STREAM, "Anna hör inte till någon ingång"], DoesNotHold, "Anna hör till en ingång"),
        ([BY_STREAM, "Eva hör inte till någon ingång"], DoesNotHold, "inte med i turordningen"),
        ([BY_STREAM, "ingången by_teams har 2 platser och 1 är fylld"], DoesNotHold, "har 1 platser och 1 är fyllda"),
        ([TWO, "hålls ingen antagning, för ”lotten”"], DoesNotHold, "Ingen antagning har hindrats"),
        ([TWO, "får Annika plats"], Misfit, "Ingen i tabellen heter Annika"),
        ([TWO, "Anna räknas till kvinnorna"], Misfit, "ingen sådan regel"),
        (["får Anna plats"], Misfit, "Ingen antagning är hållen"),
        ([TWO, "beslutet fattas 2024-03-11", "får Anna plats"], Misfit, "Ingen antagning är hållen"),
        (["antagning hålls 2024-03-11 med några platser och fröet ”a”"], Misfit, "Platserna går inte att läsa"),
        (["antagning hålls 2024-03-11 med 1 plats i ingången ”Till laget” och fröet ”a”"], Misfit, "ingen sådan regel"),
        (["antagning hålls 2024-02-30 med 1 plats"], Misfit, "Dagen 2024-02-30 finns inte"),
        (["antagning hålls 2024-03-11 med 1 plats", "får Anna plats"], NotHeld, "behöver ett frö"),
        (["antagning hålls 2024-03-11 med 1 plats", "hålls ingen antagning, för ”för få”"], DoesNotHold, "behöver ett frö"),
        (["antagning hålls 2020-01-01 med 1 plats", "får Anna plats"], NotInForce, "Ingen utgåva"),
    ],
)  # fmt: skip
def test_what_a_step_says_when_it_does_not_hold(steps, error, text):
    *first, last = steps
    made = world(*first)
    with pytest.raises(error, match=text):
        made.step(last)


def test_a_refusal_that_no_step_asks_about_is_not_forgotten():
    made = world("antagning hålls 2024-03-11 med −3 platser och fröet ”a”")
    with pytest.raises(NotHeld, match="heltal"):
        made.finish()


def test_an_intake_is_of_several_people():
    made = World(PROGRAMMES)
    made.step("en person som uppfyller alla kriterier i Malmökraften")
    with pytest.raises(Misfit, match="flera personer"):
        made.step(TWO)


def test_the_same_name_twice_is_refused_by_decisions_and_by_intakes():
    made = world(TWO, "hålls ingen antagning, för ”samma person”", rows=[*ROWS, ROWS[1]])
    with pytest.raises(Misfit, match="samma namn"):
        made.step("beslutet fattas 2024-03-11")


def test_an_unchanged_intake_is_no_change_to_notice_and_a_changed_one_is():
    file = FEATURES / "malmokraften" / "antagning-esf.feature"
    cases = run([file], ["python"]).intakes("python")
    esf = kraftrules.load("malmokraften@esf")
    assert not noticed_of_intakes(esf.declaration, esf._decide, cases)
    changes = list(intake_changes(esf.declaration.intake))
    assert len(changes) > 30
    _, _, intake = changes[0]
    assert noticed_of_intakes(replace(esf.declaration, intake=intake), esf._decide, cases)
