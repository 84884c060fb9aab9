"""kraftrules, with the ruleset that comes with it."""

from person.engine import ON, Engine, Facts, Result


def with_kraftrules() -> Engine:
    """Take the ruleset that comes with kraftrules."""
    import kraftrules

    ruleset = kraftrules.load("malmokraften@2.0")

    def decide(facts: Facts) -> Result:
        decision = ruleset.decide(facts, on=ON)
        return decision.outcome, decision.not_met, decision.exclusions_met

    return Engine("kraftrules", lambda facts: facts, decide, "every reason is kept too")
