"""The digest to publish before the lots are drawn, and what it covers."""

from __future__ import annotations

from kraftrules.cli.intakes.report import Heading
from kraftrules.cli.terminal import Terminal
from kraftrules.cli.words import number
from kraftrules.intake.intake import Intake


def show_commitment(terminal: Terminal, heading: Heading, intake: Intake) -> None:
    """Print the digest; neither who has a seat nor the seed, so that all of it can be published."""
    say, line = terminal.say, terminal.line
    declared = heading.ruleset.declaration
    count, seats = (number(each, terminal.lang) for each in (len(intake.candidates), intake.seats))
    line(intake.commitment)
    line()
    line(say("Kontrollsumman (SHA-256) täcker:", "The digest (SHA-256) covers:"))
    line(say(f"- reglerna i {declared.name}, med fingeravtrycket {intake.fingerprint}",
             f"- the rules of {declared.name}, with the fingerprint {intake.fingerprint}"))  # fmt: skip
    line(say(f"- dagen {intake.on} och platserna: {seats}", f"- the day {intake.on} and the seats: {seats}"))  # fmt: skip
    if intake.seed is not None:
        line(say("- lottens frö, som inte skrivs ut här", "- the seed of the lottery, which is not printed here"))  # fmt: skip
    line(say(f"- alla prövade, {count} till antalet: vad reglerna säger om var och en, och det som turordningen går efter",
             f"- all those assessed, {count} in number: what the rules say of each, and the facts that the order goes by"))  # fmt: skip
    line(say("Antagningen skriver ut samma kontrollsumma om inget av detta har ändrats.",
             "The intake prints the same digest if none of this has been changed."))  # fmt: skip
