"""The verdicts of any reading, as columns."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from registers import as_read, register
from strategies import DAYS, people, rulesets

from kraftrules import FactError, Ruleset
from kraftrules.engines.polars import judge, source
from kraftrules.engines.polars.sheet import ROW
from kraftrules.engines.polars.verdicts import CONDITIONS_A_KEY, key_names
from kraftrules.engines.python import compile_reading
from kraftrules.reading import make_reading
from kraftrules.values import Unknown

WANTED = ("age", "due", "maybe_role", "amount")


@settings(max_examples=30)
@given(rulesets(), st.data())
def test_verdicts_are_those_of_one_person_at_a_time(ruleset: Ruleset, data: st.DataObject) -> None:
    declared, facts = ruleset.declaration, ruleset.plan.facts
    reading = make_reading(
        facts, declared.rules, declared.definitions, declared.derivations, WANTED
    )
    judge_one = compile_reading(reading, "drawn")
    persons = data.draw(st.lists(people(list(facts.values())), max_size=4))
    on = data.draw(DAYS)
    try:
        expected = [judge_one(as_read(facts, each), on) for each in persons]
    except FactError:
        return
    opened = source(facts, register(facts, persons).lazy())
    table = judge(reading, judge_one, opened, on).collect()
    assert table[ROW].to_list() == list(range(len(persons)))
    assert [key for key, _ in expected] == [
        sum(key << 2 * CONDITIONS_A_KEY * at for at, key in enumerate(row))
        for row in table.select(key_names(reading)).iter_rows()
    ]
    for at, name in enumerate(WANTED):
        flags = table[f"{name}__unknown"] if facts[name].none_allowed else table[name].is_null()
        for (_, values), flag, value in zip(expected, flags, table[name], strict=True):
            assert flag == isinstance(values[at], Unknown)
            assert flag or value == (float(values[at]) if name == "amount" else values[at])  # type: ignore[arg-type]
