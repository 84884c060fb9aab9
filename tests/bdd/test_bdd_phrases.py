"""What the steps of scenarios say, in Swedish and English, read without pytest."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kraftrules.bdd.errors import DoesNotHold, Misfit, NoSuchPhrase, StepError
from kraftrules.bdd.facts import FactPhrases
from kraftrules.bdd.negation import negated
from kraftrules.bdd.phrases import PHRASES, read_phrase
from kraftrules.bdd.programmes import NotInForce, Programmes
from kraftrules.bdd.world import World
from kraftrules.values import UNKNOWN, Unknown

PROGRAMMES = Programmes()
MALMO = "en person som uppfyller alla kriterier i Malmökraften"
ON = "beslutet fattas 2021-03-01"
FACTS = PROGRAMMES.phrases("Malmökraften")


def world(*steps: str) -> World:
    made = World(PROGRAMMES)
    for each in steps:
        made.step(each)
    return made


def said_in(step: str) -> tuple[str, object]:
    found = FACTS.read(step)
    assert found is not None, step
    return found


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda each: each.name)
def test_the_shown_form_of_every_phrase_is_read_as_it_in_both_languages(phrase):
    for lang in ("sv", "en"):
        found = read_phrase(phrase.shown[lang])
        assert found is not None
        assert (found.name, found.lang) == (phrase.name, lang)


def test_every_fact_can_be_said_in_both_languages_alike():
    for shown in FACTS.shown():
        if "tabell" not in shown:
            assert FACTS.read(shown.sv) == FACTS.read(shown.en) != None, shown  # noqa: E711


def test_no_two_facts_are_said_alike():
    for fact in FACTS.facts.values():
        named = FACTS.named(fact.label.sv)
        assert named is not None and named.id == fact.id
        if fact.type == "boolean":
            for words in (*negated(fact.label.sv, "sv"),):
                assert said_in(f"personen {words}") == (fact.id, False)
            for words in negated(fact.label.en, "en"):
                assert said_in(f"the person {words}") == (fact.id, False)


@pytest.mark.parametrize(
    ("step", "twin", "fact", "value"),
    [
        ("personen är 30 år", "the person is 30 years old", "age", 30),
        ("personens ålder är 30 år", "the person's age is 30 years", "age", 30),
        ("ålder är okänd", "age is unknown", "age", UNKNOWN),
        ("personen deltar i Krami", "the person takes part in Krami", "in_krami", True),
        ("personen deltar inte i Krami", "the person does not take part in Krami", "in_krami", False),
        ("personen inte deltar i Krami", "it is not so that the person takes part in Krami", "in_krami", False),
        ("det är okänt om personen deltar i Krami", "it is unknown whether the person takes part in Krami", "in_krami", UNKNOWN),
        ("svaret på om personen deltar i Krami är nej", "the answer to whether the person takes part in Krami is no", "in_krami", False),
        ("personen har ingen funktionsnedsättning", "the person has no disability", "disability", False),
        ("personen saknar slutförd gymnasieutbildning", "the person does not have completed upper-secondary education", "upper_secondary_completed", False),
        ("tid utan arbete är 11 månader", "time without work is 11 months", "months_without_work", 11),
        ("tid utan arbete är 11", "time without work is 11", "months_without_work", 11),
        ("kön är kvinna", "sex is woman", "sex", "woman"),
        ("personen är kvinna", "the person is a woman", "sex", "woman"),
        ("kommun är Lund", "municipality is Lund", "municipality", "Lund"),
        ("kommun är ”Lund”", 'municipality is "Lund"', "municipality", "Lund"),
        ("planerat startdatum för arbete är 2021-04-01", "planned start date of work is 2021-04-01", "starts_work_on", date(2021, 4, 1)),
        ("planerat startdatum för arbete finns inte", "planned start date of work does not exist", "starts_work_on", None),
        ("personen har inga registrerade deltaganden", "the person has no recorded participations", "participations", ()),
        ("registrerade deltaganden är okända", "recorded participations is unknown", "participations", UNKNOWN),
        ("PERSONEN DELTAR I KRAMI", "The person takes part in Krami", "in_krami", True),
    ],
)  # fmt: skip
def test_a_fact_and_its_twin(step, twin, fact, value):
    assert said_in(step) == said_in(twin) == (fact, value)


def test_a_table_gives_a_list_its_records():
    rows = [["program", "startdatum", "slutdatum", "utgåva"], ["krami", "2022-03-01", "", "okänt"]]
    name, value = FACTS.read("registrerade deltaganden är:", rows) or ("", ())
    assert name == "participations"
    assert isinstance(value, tuple)
    (record,) = value
    assert record["programme"] == "krami"
    assert record["started_on"] == date(2022, 3, 1)
    assert record["ended_on"] is None
    assert isinstance(record["edition"], Unknown)
    english = [["programme", "start date", "end date", "edition"], *rows[1:]]
    assert FACTS.read("the person has these recorded participations:", english) == (name, value)


@pytest.mark.parametrize(
    ("steps", "error", "text"),
    [
        ([MALMO, "personen deltar i Kramis"], NoSuchPhrase, "personen deltar i Krami"),
        ([MALMO, "the person takes part in Kramis"], NoSuchPhrase, "the person takes part in Krami"),
        (["en person som uppfyler alla kriterier i Krami"], NoSuchPhrase, "en person som uppfyller"),
        ([MALMO, "tid utan arbete är 11 år"], Misfit, "räknas i månader"),
        ([MALMO, "kön är annat"], Misfit, "tillåtet är kvinna eller man"),
        ([MALMO, "sex is other"], Misfit, "allowed is woman or man"),
        ([MALMO, "personen är 300 år"], Misfit, "0–130"),
        ([MALMO, "planerat startdatum för arbete är 2021-02-30"], Misfit, "Dagen finns inte"),
        ([MALMO, "kommun finns inte"], Misfit, "kan inte vara ”inget”"),
        ([MALMO, "svaret på om personen deltar i Krami är kanske"], Misfit, "ja, nej eller okänt"),
        (["en person som uppfyller alla kriterier i Malmökraftan"], Misfit, "Menade du"),
        ([ON], Misfit, "Givet en person som"),
        ([MALMO, "är utfallet behörig"], Misfit, "Inget beslut är fattat"),
        ([MALMO, "beslutet fattas 2021-02-30"], Misfit, "Dagen 2021-02-30 finns inte"),
        ([MALMO, ON, "är utfallet godkänd"], Misfit, "behörig, inte behörig, undantagen eller oavgjord"),
        ([MALMO, ON, "skälet är kramy"], Misfit, "Menade du krami"),
        ([MALMO, ON, "det saknas uppgift om skostorlek"], Misfit, "ingen sådan uppgift"),
        ([MALMO, "beslutet fattas 2020-01-01", "är utfallet behörig"], NotInForce, "Ingen utgåva"),
        ([MALMO, ON, "gäller ingen utgåva"], Misfit, "malmokraften@2.0"),
        ([MALMO, ON, "är utfallet undantagen"], DoesNotHold, "Utfallet är behörig"),
        ([MALMO, "kommun är okänd", ON, "är utfallet behörig"], DoesNotHold, "Det saknas uppgift om: kommun"),
        ([MALMO, "personen deltar i Krami", ON, "skälet är avanti"], DoesNotHold, "krami"),
        ([MALMO, ON, "kriteriet over_30 är okänt"], DoesNotHold, "uppfyllt"),
        ([MALMO, ON, "undantaget krami gäller"], DoesNotHold, "gäller inte"),
        ([MALMO, ON, "poängen är 1"], DoesNotHold, "Poängen är 0"),
        ([MALMO, ON, "utgåvan är 1.0"], DoesNotHold, "Utgåvan är 2.0"),
        ([MALMO, "kommun är okänd", ON, "det saknas ingen uppgift"], DoesNotHold, "kommun"),
    ],
)  # fmt: skip
def test_what_a_step_says_when_it_cannot_be_carried_out(steps, error, text):
    *first, last = steps
    made = world(*first)
    with pytest.raises(error) as raised:
        made.step(last)
    assert text in str(raised.value)


def test_an_error_is_in_the_language_of_the_step():
    english = "a person who meets all criteria of Malmökraften"
    made = world(english, "the decision is made on 2021-03-01")
    with pytest.raises(StepError, match=r"The outcome is eligible\. What decides it"):
        made.step("the outcome is excluded")


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("Malmökraften", "2.0"), ("malmökraften", "2.0"), ("malmokraften", "2.0"),
        ("malmokraften@1.0", "1.0"), ("Malmökraften ESF", "esf"), ("Malmökraften 2025–2027", "2025"),
    ],
)  # fmt: skip
def test_a_programme_is_named_by_id_title_or_edition(name, edition):
    world(f"en person som ingenting är känt om i {name}", ON, f"utgåvan är {edition}")


def test_a_draft_decides_only_when_it_is_named():
    world(MALMO, "beslutet fattas 2025-03-01", "gäller ingen utgåva")
    world(f"{MALMO} 2025–2027", "beslutet fattas 2025-03-01", "är utfallet behörig")


def test_what_is_said_of_a_person_goes_before_what_follows_from_the_criteria():
    made = world(MALMO, "födelsedatum är 1990-03-02", ON, "kriteriet over_30 är inte uppfyllt")
    assert "age" not in made.cases[0].people[""]


def test_the_person_stays_the_same_from_one_decision_to_the_next():
    made = world(
        MALMO, ON, "är utfallet behörig", "personen deltar i Krami", ON, "är utfallet undantagen"
    )
    first, second = (case.people[""] for case in made.cases)
    assert {**first, "in_krami": True} == second


def test_a_reason_may_be_said_by_label_with_an_och_of_its_own():
    label = "I jobb- och utvecklingsgarantin och inskriven utan avbrott i minst 12 månader"
    world(f"{MALMO}", "personen är inte inskriven i jobb- och utvecklingsgarantin", ON,
          f"kriteriet ”{label}” är inte uppfyllt")  # fmt: skip
    world(MALMO, "personen deltar i Krami", "personen deltar i Avanti", ON,
          "skälen är ”Deltar i Avanti” och krami")  # fmt: skip


def test_a_deferred_refusal_is_not_forgotten():
    made = world(MALMO, "beslutet fattas 2020-01-01")
    with pytest.raises(NotInForce):
        made.finish()


def test_several_people_are_ordered_as_far_as_the_lottery():
    rows = [["person", "tid utan arbete"], ["Anna", "14 månader"], ["Bo", "24"], ["Carin", "14"]]
    made = World(PROGRAMMES)
    made.step("dessa personer som uppfyller alla kriterier i Malmökraften 1.0:", rows)
    made.step("beslutet fattas 2018-03-01")
    made.step("lotten avgör mellan Anna och Carin")
    with pytest.raises(DoesNotHold, match="Lotten avgör mellan Anna och Carin"):
        made.step("ordningen är Bo, Anna, Carin")
    with pytest.raises(Misfit, match="en person, men scenariot har flera"):
        made.step("poängen är 0")
    with pytest.raises(Misfit, match="flera personer"):
        made.step("kommun är Lund")


@pytest.mark.parametrize("rows", [None, [], [["person"]]])
def test_several_people_need_a_table(rows):
    with pytest.raises(Misfit, match="tabell"):
        World(PROGRAMMES).step("personer som uppfyller alla kriterier i Malmökraften:", rows)


def test_a_fact_of_a_rulesets_own_needs_no_new_phrase():
    team = Path(__file__).parents[2] / "examples" / "policy_team"
    facts = Programmes.near(team / "features").phrases("Arbetslotsen")
    assert isinstance(facts, FactPhrases)
    assert facts.read("personen har inget körkort") == ("has_driving_licence", False)
    assert facts.read("the person has a driving licence") == ("has_driving_licence", True)


WORDS = sorted(
    {
        word
        for shown in (*(each.shown for each in PHRASES), *FACTS.shown())
        for lang in ("sv", "en")
        for word in shown[lang].split()
    }
)
STEPS = st.one_of(
    st.sampled_from(
        [
            shown[lang]
            for shown in (*(each.shown for each in PHRASES), *FACTS.shown())
            for lang in ("sv", "en")
        ]
    ),
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    st.text(max_size=40),
)


@settings(max_examples=50)
@given(st.lists(STEPS, max_size=5))
def test_whatever_is_written_only_step_errors_are_raised(steps):
    made = world(MALMO)
    for each in [*steps, ON, *steps]:
        with suppress(StepError):
            made.step(each)
