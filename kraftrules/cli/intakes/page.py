"""An intake as one web page: the seats as a picture, the reservations, the line, and the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kraftrules.cli.intakes.line import lines, without_stream
from kraftrules.cli.intakes.picture import (
    MOST_SEATS_DRAWN,
    MOST_WAITING_DRAWN,
    STYLE,
    kinds_drawn,
    legend,
    reservations_picture,
    seats_picture,
)
from kraftrules.cli.intakes.report import (
    READ,
    Heading,
    facts_missing,
    in_words,
    outcome_counts,
    part_label,
    status_words,
)
from kraftrules.cli.intakes.rows import reason
from kraftrules.cli.terminal import Terminal
from kraftrules.cli.words import number, share, upper_first
from kraftrules.html import document, row, table, text
from kraftrules.intake.intake import Intake
from kraftrules.intake.parts import Selected, Waiting
from kraftrules.intake.unsettled import Unsettled
from kraftrules.text import Text

MOST_LISTED = 2_000
_STYLE = """
figure { margin: 1rem 0 2rem; max-width: 56rem; }
tbody.waiting { border-top: 4px solid var(--ink); }
tbody.waiting th[scope=rowgroup], tbody.selected th[scope=rowgroup] { font-weight: bold; }
td ul { margin: 0; padding-left: 1.2rem; }
@media print { figure { max-width: 16cm; } }
"""


def intake_page(heading: Heading, intake: Intake, terminal: Terminal) -> str:
    """The whole page, with nothing to fetch from elsewhere."""
    page = _Page(heading, intake, terminal)
    return document(page.title(), terminal.lang, page.body(), STYLE + _STYLE)


class _Page:
    """The sections of an intake's page, in one language."""

    def __init__(self, heading: Heading, intake: Intake, terminal: Terminal) -> None:
        self.heading, self.intake, self.terminal = heading, intake, terminal
        self.lang, self.say = terminal.lang, terminal.say
        self.lines = lines(intake)

    def title(self) -> str:
        title = self.heading.ruleset.title[self.lang]
        return text(self.say(f"Antagning till {title}, {self.intake.on}", f"Intake to {title}, {self.intake.on}"))  # fmt: skip

    def body(self) -> Iterator[str]:
        yield f"<h1>{self.title()}</h1>"
        for each in self.heading.lines(self.terminal, self.intake, below=False):
            yield f"<p>{text(each)}</p>"
        yield from self._outcomes()
        yield from self._seats()
        yield from self._reservations()
        yield from self._streams()
        yield from self._composition()
        yield from self._list()
        yield from self._unsettled()
        yield from self._others()
        yield from self._record()

    def _outcomes(self) -> Iterator[str]:
        whole = len(self.intake.candidates)
        counts = [*outcome_counts(self.intake, self.lang), (READ[self.lang], whole)]
        caption = self.say(f"Utfall för {self._number(whole)} prövade", f"Outcomes of {self._number(whole)} assessed")  # fmt: skip
        names = (self.say("Utfall", "Outcome"), self.say("Antal", "Number"), self.say("Andel", "Share"))  # fmt: skip
        yield from table(caption, names, (row(label, self._share(count, whole)) for label, count in counts))  # fmt: skip

    def _seats(self) -> Iterator[str]:
        yield f"<h2>{self.say('Platserna och gränsen', 'The seats and the line')}</h2>"
        drawn = [each for each in self.lines if len(each.selected) + each.empty <= MOST_SEATS_DRAWN]
        for at, line in enumerate(self.lines):
            if line.label:
                yield f"<h3>{text(line.label[self.lang])}</h3>"
            if line in drawn and (line.seats or line.selected):
                yield "<figure>"
                yield from seats_picture(line, f"seats-{at}", self.lang)
                yield "</figure>"
            yield from (f"<p>{text(each)}</p>" for each in line.sentences(self.lang))
        yield from (f"<p>{text(each)}</p>" for each in without_stream(self.intake, self.lang))
        if drawn:
            how = self.say("I varje märke står numret i turordningen.", "Each mark holds the number in the order.")  # fmt: skip
            if any(len(line.waiting) > MOST_WAITING_DRAWN for line in drawn):
                how += self.say(f" Av dem som väntar visas de {MOST_WAITING_DRAWN} första.", f" Of those waiting, the first {MOST_WAITING_DRAWN} are shown.")  # fmt: skip
            yield f"<p>{how}</p>"
            yield from legend(kinds_drawn(drawn), self.lang)

    def _reservations(self) -> Iterator[str]:
        found = self.intake.reservations
        if not found:
            return
        yield f"<h2>{self.say('Platser som hålls', 'Reserved seats')}</h2>"
        yield "<figure>"
        yield from reservations_picture(found, self.lang)
        how = self.say("Fylld stapel är platser som är fyllda, strecket det antal som ska hållas, och det randiga det som saknas.",
                       "A filled bar is seats filled, the stroke the number wanted, and what is striped is lacking.")  # fmt: skip
        yield f"<figcaption>{how}</figcaption></figure>"
        names = [each[self.lang] for each in (
            Text("Grupp", "Group"), Text("Ska hållas", "Wanted"), Text("Fyllda", "Filled"), Text("Saknas", "Lacking"),
            Text("I turordningen", "In the order"))]  # fmt: skip
        caption = self.say("Den som hör till flera grupper räknas i var och en.", "Whoever is in several groups counts in each.")  # fmt: skip
        yield from table(caption, names, (
            row(text(each.label[self.lang]), map(self._number, (each.wanted, each.filled, each.lacking, each.available)))
            for each in found))  # fmt: skip

    def _streams(self) -> Iterator[str]:
        found = self.intake.streams
        if not found:
            return
        yield f"<h2>{self.say('Ingångar', 'Streams')}</h2>"
        names = [each[self.lang] for each in (Text("Ingång", "Stream"), Text("Platser", "Seats"), Text("Fyllda", "Filled"),
                                              Text("I turordningen", "In the order"))]  # fmt: skip
        caption = self.say("Platser för varje ingång", "Seats of each stream")
        yield from table(caption, names, (
            row(text(each.label[self.lang]), map(self._number, (each.seats, each.filled, each.available)))
            for each in found))  # fmt: skip

    def _composition(self) -> Iterator[str]:
        whole, chosen = len(self.intake.drawn.order), len(self.intake.selected)
        if not whole:
            return
        yield f"<h2>{self.say('Sammansättning', 'Composition')}</h2>"
        caption = self.say(
            f"Andel av {self._number(whole)} i turordningen och av {self._number(chosen)} som har fått plats; okända räknas med.",
            f"Share of {self._number(whole)} in the order and of {self._number(chosen)} who have a seat; unknown ones count.",
        )  # fmt: skip
        names = [each[self.lang] for each in (Text("Grupp", "Group"), Text("I turordningen", "In the order"), Text("Andel", "Share"),
                                              Text("Har fått plats", "Has a seat"), Text("Andel", "Share"))]  # fmt: skip
        yield from table(caption, names, (
            row(text(part_label(each, self.lang)), [*self._share(each.eligible, whole), *self._share(each.selected, chosen)])
            for each in self.intake.composition))  # fmt: skip

    def _list(self) -> Iterator[str]:
        yield f"<h2>{self.say('Listan', 'The list')}</h2>"
        names = [each[self.lang] for each in (
            Text("Nummer", "Number"), Text("Person", "Person"), Text("Poäng", "Points"),
            Text("Räknas till, eller varför personen väntar", "Counts toward, or why the person is waiting"))]  # fmt: skip
        selected, waiting = self.intake.selected, self.intake.waiting
        yield f"<table><caption>{self.say('De som har fått plats, gränsen, och de som väntar', 'Those who have a seat, the line, and those who wait')}</caption>"
        yield "<thead><tr>" + "".join(f'<th scope="col">{each}</th>' for each in names) + "</tr></thead>"  # fmt: skip
        label = self.say("Har fått plats", "Has a seat")
        reasons = (self._counts_toward(each) for each in selected)
        yield from self._group("selected", label, selected, reasons)
        label = self.say("Här går gränsen. Väntar", "Here is the line. Waiting")
        yield from self._group("waiting", label, waiting, (each.why[self.lang] for each in waiting))
        yield "</table>"

    def _group(
        self, kind: str, label: str, people: Sequence[Selected | Waiting], reasons: Iterable[str]
    ) -> Iterator[str]:
        if not people:
            return
        yield f'<tbody class="{kind}"><tr><th scope="rowgroup" colspan="4">{label}: {self._number(len(people))}</th></tr>'
        for each, reason_ in zip(people[:MOST_LISTED], reasons, strict=False):
            yield (f'<tr><td class="number">{self._number(each.rank)}</td><th scope="row">{_person(each.person_id)}</th>'
                   f'<td class="number">{self._number(each.points)}</td><td>{text(reason_)}</td></tr>')  # fmt: skip
        yield from self._more(len(people))
        yield "</tbody>"

    def _counts_toward(self, each: Selected) -> str:
        """The reservations that somebody counts toward, and the stream, in words."""
        stream = [line.label[self.lang] for line in self.intake.streams if line.id == each.stream]
        labels = [
            found.label[self.lang] for found in self.intake.reservations if found.id in each.seats
        ]
        return "; ".join((*stream, *labels))

    def _unsettled(self) -> Iterator[str]:
        found = self.intake.unsettled
        if not found:
            return
        yield f"<h2>{self.say('Uppgifter som saknas kan ge en plats', 'Facts that are missing can give a seat')}</h2>"
        how = self.say(
            "De här har ingen plats, men skulle ha fått en om det som är okänt om dem faller ut så väl som möjligt.",
            "They have no seat, but would have one if what is unknown about them turns out as well as can be.",
        )  # fmt: skip
        names = [each[self.lang] for each in (Text("Person", "Person"), Text("Läge", "Status"),
                                              Text("Uppgifter, och vem som har dem", "Facts, and who holds them"))]  # fmt: skip
        yield f"<p>{how}</p>"
        caption = self.say(f"Utan plats så länge: {self._number(len(found))}", f"Without a seat so far: {self._number(len(found))}")  # fmt: skip
        rows_ = (row(_person(each.person_id), (upper_first(status_words(each)[self.lang]), self._facts(each)), numbers=False)
                 for each in found[:MOST_LISTED])  # fmt: skip
        yield from table(caption, names, (*rows_, *self._more(len(found), 3)), numbers=False)

    def _facts(self, each: Unsettled) -> str:
        facts = (
            in_words(self.intake, fact, self.lang) for fact in facts_missing(self.intake, each)
        )
        items = "".join(f"<li>{text(fact)}: {text(held_by)}</li>" for fact, held_by in facts)
        return f"<ul>{items}</ul>"

    def _others(self) -> Iterator[str]:
        found = self.intake.not_considered
        if not found:
            return
        yield f"<h2>{self.say('Inte i turordningen', 'Not in the order')}</h2>"
        caption = self.say(f"De som inte är med, och varför: {self._number(len(found))}", f"Those not in it, and why: {self._number(len(found))}")  # fmt: skip
        names = (self.say("Person", "Person"), self.say("Varför", "Why"))
        declared = self.intake.drawn.plan.plan.declared
        rows_ = (row(_person(each.person_id), [text(reason(declared, each.candidate.standing, self.lang))], numbers=False)
                 for each in found[:MOST_LISTED])  # fmt: skip
        yield from table(caption, names, (*rows_, *self._more(len(found), 2)), numbers=False)

    def _record(self) -> Iterator[str]:
        """What anyone needs to draw the lots again."""
        yield f"<h2>{self.say('Så kan antagningen göras om', 'How the intake can be made again')}</h2>"
        if self.intake.seed is not None:
            yield "<p>" + self.say(
                f"Lotten för en person är SHA-256 av ”{text(self.intake.seed)}:” följt av personens beteckning, i UTF-8. Minst går först.",
                f"The lot of a person is SHA-256 of “{text(self.intake.seed)}:” followed by the person's id, in UTF-8. The smallest goes first.",
            ) + "</p>"  # fmt: skip
        for label, digest in (
            (self.say("Reglernas fingeravtryck", "Fingerprint of the rules"), self.intake.fingerprint),
            (self.say("Kontrollsumma för regler, dag, platser, frö och sökande", "Digest of rules, day, seats, seed and candidates"), self.intake.commitment),
        ):  # fmt: skip
            yield f"<p>{label} (SHA-256): <code>{digest}</code></p>"

    def _more(self, count: int, columns: int = 4) -> Iterator[str]:
        if count > MOST_LISTED:
            rest = self._number(count - MOST_LISTED)
            words = self.say(f"… och {rest} till, som står i listans fil.", f"… and {rest} more, who are in the list's file.")  # fmt: skip
            yield f'<tr><td colspan="{columns}">{words}</td></tr>'

    def _number(self, count: int) -> str:
        return number(count, self.lang)

    def _share(self, part: int, whole: int) -> tuple[str, str]:
        return self._number(part), share(part, whole, self.lang)


def _person(person_id: str | int) -> str:
    """An id as HTML, which can be read in its own direction."""
    return f"<bdi>{text(person_id)}</bdi>"
