"""What steps say of duties, and that they notice when it is not so."""

import pytest

from kraftrules.bdd.errors import DoesNotHold, Misfit, StepError
from kraftrules.bdd.world import World

JUDGED = (
    "en person som ingenting är känt om i Malmökraften 1.0",
    "inskrivningsdatum är 2018-03-01",
    "datum för första gemensam plan är 2018-03-16",
    "skyldigheterna prövas 2018-03-20",
)


def world(*steps: str) -> World:
    made = World()
    for each in steps:
        made.step(each)
    return made


@pytest.mark.parametrize(
    "claim",
    [
        "är skyldigheten ”En första gemensam plan” gjord för sent",
        "skyldigheten first_joint_plan är gjord",
        "the duty “A first joint plan” is done too late",
        "sista dagen för first_joint_plan är 2018-03-15",
        "the last day of first_joint_plan is 2018-03-15",
        "slutläget är detsamma i vilken ordning uppgifterna än kommer",
        "the end state is the same in whatever order the facts arrive",
    ],
)
def test_what_is_so_holds(claim: str) -> None:
    made = world(*JUDGED, claim)
    assert (made.claims, made.cases) == (1, [])


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("skyldigheten first_joint_plan är försenad", "Skyldigheten ”En första gemensam plan” är gjord för sent."),
        ("the duty first_joint_plan is done in time", "The duty “A first joint plan” is done too late."),
        ("skyldigheten first_joint_plan är okänd", "gjord för sent"),
        ("sista dagen för first_joint_plan är 2018-03-16", "är 2018-03-15"),
    ],
)  # fmt: skip
def test_what_is_not_so_does_not_hold(claim: str, said: str) -> None:
    with pytest.raises(DoesNotHold) as error:
        world(*JUDGED, claim)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((*JUDGED, "skyldigheten En första gemensam pln är gjord"), "Menade du En första gemensam plan?"),
        ((*JUDGED, "skyldigheten first_joint_plan är klar"), "går inte att förstå"),
        ((*JUDGED[:3], "skyldigheten first_joint_plan är gjord"), "Inget beslut är fattat"),
        ((*JUDGED[:3], "skyldigheterna prövas 2018-02-30"), "Dagen 2018-02-30 finns inte"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_says_what_to_write(steps: tuple[str, ...], said: str) -> None:
    with pytest.raises(StepError) as error:
        world(*steps)
    assert said in str(error.value)


def test_a_step_about_one_person_is_not_for_several() -> None:
    made = World()
    table = [["namn", "kommun"], ["Anna", "Malmö"], ["Bo", "Lund"]]
    made.step("dessa personer som uppfyller alla kriterier i Malmökraften 2.0:", table)
    made.step("skyldigheterna prövas 2021-03-01")
    with pytest.raises(Misfit, match="flera"):
        made.step("skyldigheten six_months är okänd")


def test_an_order_that_matters_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    import kraftrules.bdd.duties as duties

    judged = iter(range(100))
    monkeypatch.setattr(duties, "_end_state", lambda case, on: next(judged))
    with pytest.raises(DoesNotHold, match="annorlunda"):
        world(*JUDGED, "slutläget är detsamma i vilken ordning uppgifterna än kommer")
