"""CEL, by cel-python: one expression."""

import re

from person.engine import Engine, named
from person.verdicts import TOOK_NO_PART, TOOK_PART, plain, result, verdict_list


def with_cel() -> Engine:
    """Give cel-python one expression with all the verdicts, transpiled to Python."""
    import celpy

    text = verdict_list(
        f"participations.exists(p, {TOOK_PART})", f"participations.all(p, {TOOK_NO_PART})"
    )
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    evaluate = environment.program(environment.compile(in_cel(text))).evaluate
    return Engine(
        named("cel-python"),
        plain,
        lambda facts: result(tuple(evaluate(celpy.json_to_cel(facts)))),
        "facts become CEL's own types in each decision, as its API asks",
    )


def in_cel(text: str) -> str:
    """Write verdicts in CEL, asking for the type of null: cel-python compares no number with it."""
    text = re.sub(r"([\w.]+) ([!=]=) null", r"type(\1) \2 null_type", text)
    return text.replace(" and ", " && ").replace(" or ", " || ")
