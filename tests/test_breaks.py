"""What somebody once broke, and must not be able to break again."""

import copy
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import kraftrules
from kraftrules.refusal import Refused
from kraftrules.vocabulary import Fact
from kraftrules.written import read_text

HEAD = {
    "ruleset": "prov", "edition": "1", "title": "Prov", "in_force": {"from": date(2024, 1, 1)},
}  # fmt: skip


def ruleset(folder: Path, *criteria: Any, **blocks: Any) -> kraftrules.Ruleset:
    named = [
        {
            "id": f"rule_{at}",
            "label": f"Regel {at}",
            **({"when": each} if isinstance(each, str) else each),
        }
        for at, each in enumerate(criteria)
    ]
    path = folder / "prov.yaml"
    text = yaml.safe_dump({**HEAD, "target_group": {"all": named}, **blocks}, allow_unicode=True)
    path.write_text(text, "utf-8")
    return kraftrules.load(path)


def test_an_outcome_that_turns_as_a_rule_turns_back_is_explained(tmp_path: Path) -> None:
    rules = ruleset(
        tmp_path,
        'today() >= date("2024-02-01")',
        "starts_work_on != null and (today() < starts_work_on"
        ' or today() >= starts_work_on + duration("P1M"))',
    )
    decision = rules.decide({"starts_work_on": date(2024, 2, 1)}, date(2024, 1, 15))
    assert "Tidigast 2024-03-01: då ”Regel 1” uppfyllt" in decision.explain()


def test_a_day_on_which_a_rule_turns_unknown_is_not_when_it_is_met(tmp_path: Path) -> None:
    rules = ruleset(tmp_path, "months_without_work >= 12 and has_sius")
    text = rules.decide({"months_without_work": 10}, date(2024, 1, 15)).explain()
    assert (
        "kräver att tid utan arbete är minst 12 månader och personen har stöd genom SIUS." in text
    )


def test_of_a_group_no_more_is_required_than_is_needed(tmp_path: Path) -> None:
    facts = ("in_aub", "in_krami", "in_fram", "in_avanti")
    members = [{"id": each, "label": each, "when": each} for each in facts]
    rules = ruleset(tmp_path, {"at_least": 2, "of": members})
    decision = rules.decide(dict.fromkeys(facts, False) | {"in_aub": True}, date(2024, 1, 15))
    assert "deltar i projektet Fram eller att personen deltar i Avanti" in decision.explain()


def test_an_explanation_grows_no_faster_than_its_condition(tmp_path: Path) -> None:
    rules = ruleset(tmp_path, "not(" * 35 + "has_sius" + ")" * 35)
    assert len(rules.decide({"has_sius": True}, date(2024, 1, 15)).explain()) < 5000
    laughs = [{"id": f"d{n}", "value": f"d{n + 1} and d{n + 1}"} for n in range(30)]
    rules = ruleset(tmp_path, "d0", definitions=[*laughs, {"id": "d30", "value": "has_sius"}])
    assert len(rules.decide({"has_sius": False}, date(2024, 1, 15)).explain()) < 5000


def test_lists_inside_lists_are_bounded_so_that_every_decision_ends(tmp_path: Path) -> None:
    within = "some {} in participations satisfies "
    three = "".join(within.format(name) for name in "abc") + 'a.edition = "1"'
    with pytest.raises(kraftrules.RulesetError, match="fler än 2 listor") as error:
        ruleset(tmp_path, three)
    assert [each.code for each in error.value.diagnostics] == ["too-nested"]
    ruleset(tmp_path, "".join(within.format(name) for name in "ab") + "a.edition = b.edition")


@pytest.mark.parametrize("text", ["4 5", "1 2", "12 34", "1 0000", " - 3 0"])
def test_two_numbers_in_a_cell_are_not_one(text: str) -> None:
    with pytest.raises(Refused):
        read_text(Fact(id="age", label="ålder", type="integer"), text)  # type: ignore[arg-type]


def test_thousands_may_stand_apart() -> None:
    assert read_text(Fact(id="n", label="n", type="integer"), "12 345") == 12345  # type: ignore[arg-type]


def test_a_number_too_small_to_store_is_refused(tmp_path: Path) -> None:
    income = {"id": "income", "type": "number", "label": "inkomst"}
    rules = ruleset(tmp_path, "income > 0", facts=[income])
    with pytest.raises(kraftrules.FactError, match="income"):
        rules.decide({"income": Decimal("1E-400")}, date(2024, 1, 15))


def test_a_record_does_not_choose_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = kraftrules.load("krami").decide({}, date(2020, 5, 1)).to_dict()
    (tmp_path / "evil@1.yaml").write_text("ruleset: evil", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(kraftrules.RulesetError, match="Det finns inget regelverk"):
        kraftrules.replay({**record, "ruleset": "evil", "edition": "1.yaml"})


def test_a_key_too_many_is_a_difference() -> None:
    record = kraftrules.load("krami").decide({}, date(2020, 5, 1)).to_dict()
    assert kraftrules.replay({**record, "extra": None}).differences == ("extra",)


def test_decisions_rulesets_and_unknown_are_their_own_copies() -> None:
    rules = kraftrules.load("krami")
    decision = rules.decide({}, date(2020, 5, 1))
    assert copy.deepcopy([decision, rules]) == [decision, rules]
    assert pickle.loads(pickle.dumps(kraftrules.UNKNOWN)) is kraftrules.UNKNOWN


@pytest.mark.parametrize("odd", [None, 3, b"krami", [], ""])
def test_a_name_that_is_none_is_an_error_of_ours(odd: Any) -> None:
    for function in (kraftrules.load, kraftrules.check):
        with pytest.raises((kraftrules.FactError, kraftrules.RulesetError)):
            function(odd)
    with pytest.raises(kraftrules.FactError):
        kraftrules.load("krami").decide({}, date(2020, 5, 1), engine=odd)


def test_a_formula_that_nobody_has_worked_out_is_no_empty_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kraftrules.cli import main

    book = pytest.importorskip("openpyxl").Workbook()
    book.active.append(["person_id", "starts_work_on"])
    book.active.append([1, "=DATE(2021,3,5)"])
    book.save(tmp_path / "people.xlsx")
    monkeypatch.chdir(tmp_path)
    assert main(["decide", "malmokraften@2.0", "people.xlsx", "--on", "2021-03-01"]) == 1
    assert "DATE(2021,3,5)" in capsys.readouterr().err
