"""The phrases of scenarios that are the same whatever the facts are, in Swedish and English.

What can be said of a fact stands in `kraftrules.bdd.facts`, of an intake in
`kraftrules.bdd.intake_phrases`; what a phrase does, in `kraftrules.bdd.world`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kraftrules.bdd.intake_phrases import INTAKE_PHRASES
from kraftrules.bdd.phrase import DAY, Match, Phrase
from kraftrules.plan import Outcome, Verdict
from kraftrules.text import LANGUAGES, Lang, Text

OUTCOMES: Mapping[str, Outcome] = {
    "behörig": Outcome.ELIGIBLE, "eligible": Outcome.ELIGIBLE,
    "inte behörig": Outcome.NOT_ELIGIBLE, "not eligible": Outcome.NOT_ELIGIBLE,
    "undantagen": Outcome.EXCLUDED, "excluded": Outcome.EXCLUDED,
    "oavgjord": Outcome.UNDETERMINED, "undetermined": Outcome.UNDETERMINED,
}  # fmt: skip
OUTCOME_WORDS: Mapping[Outcome, Text] = {
    Outcome.ELIGIBLE: Text("behörig", "eligible"),
    Outcome.NOT_ELIGIBLE: Text("inte behörig", "not eligible"),
    Outcome.EXCLUDED: Text("undantagen", "excluded"),
    Outcome.UNDETERMINED: Text("oavgjord", "undetermined"),
}
VERDICTS: Mapping[str, Verdict] = {
    "uppfyllt": Verdict.MET, "uppfylld": Verdict.MET, "met": Verdict.MET,
    "gäller": Verdict.MET, "applies": Verdict.MET,
    "inte uppfyllt": Verdict.NOT_MET, "inte uppfylld": Verdict.NOT_MET, "not met": Verdict.NOT_MET,
    "gäller inte": Verdict.NOT_MET, "does not apply": Verdict.NOT_MET,
    "okänt": Verdict.UNKNOWN, "okänd": Verdict.UNKNOWN, "är okänt": Verdict.UNKNOWN,
    "unknown": Verdict.UNKNOWN, "is unknown": Verdict.UNKNOWN,
}  # fmt: skip

_POINTS = r"(?P<points>\d+)"
_OUTCOME = r"(?P<outcome>.+)"
_DUTY_SV = "inte aktuell|okänd|att göra|försenad|gjord|gjord i tid|gjord för sent"
_DUTY_EN = "not applicable|unknown|to be done|overdue|done|done in time|done too late"


_OF_DECISIONS: tuple[Phrase, ...] = (
    Phrase(
        "meets_all",
        Text("en person som uppfyller alla kriterier i Malmökraften",
             "a person who meets all criteria of Malmökraften"),
        (r"en person som uppfyller alla kriterier i (?P<programme>.+)",),
        (r"a person who meets all criteria (?:of|in) (?P<programme>.+)",),
    ),
    Phrase(
        "nothing_known",
        Text("en person som ingenting är känt om i Malmökraften",
             "a person of whom nothing is known in Malmökraften"),
        (r"en person som ingenting är känt om i (?P<programme>.+)",),
        (r"a person of whom nothing is known in (?P<programme>.+)",),
    ),
    Phrase(
        "people_meet_all",
        Text("dessa personer som uppfyller alla kriterier i Malmökraften:",
             "these people who meet all criteria of Malmökraften:"),
        (r"(?:dessa )?personer som uppfyller alla kriterier i (?P<programme>.+?):?",),
        (r"(?:these )?people who meet all criteria (?:of|in) (?P<programme>.+?):?",),
    ),
    Phrase(
        "enrolled",
        Text("en deltagare i Malmökraften 2.0", "a participant of Malmökraften 2.0"),
        (r"en deltagare i (?P<programme>.+)",),
        (r"a participant (?:of|in) (?P<programme>.+)",),
    ),
    Phrase(
        "count",
        Text("resultaten räknas för 2021-01-01 till 2021-06-30",
             "the results are counted for 2021-01-01 to 2021-06-30"),
        (r"resultaten räknas för (?P<since>\d{4}-\d{2}-\d{2}) till (?P<until>\d{4}-\d{2}-\d{2})",),
        (r"the results are counted for (?P<since>\d{4}-\d{2}-\d{2}) to (?P<until>\d{4}-\d{2}-\d{2})",),
    ),
    Phrase(
        "in_denominator",
        Text("personen ingår i nämnaren för ”Andel till arbete”",
             "the person is in the denominator of “Share to work”"),
        (r"(?:personen ingår|ingår personen)(?P<no> inte)? i nämnaren för (?P<rule>.+)",),
        (r"the person is(?P<no> not)? in the denominator of (?P<rule>.+)",),
    ),
    Phrase(
        "denominator_unknown",
        Text("det är okänt om personen ingår i nämnaren för ”Andel till arbete”",
             "it is unknown whether the person is in the denominator of “Share to work”"),
        (r"(?:det är|är det) okänt om personen ingår i nämnaren för (?P<rule>.+)",),
        (r"it is unknown whether the person is in the denominator of (?P<rule>.+)",),
    ),
    Phrase(
        "counts_unknown",
        Text("det är okänt om personen räknas som ”Till arbete”",
             "it is unknown whether the person counts as “To work”"),
        (r"(?:det är|är det) okänt om personen räknas som (?P<rule>.+)",),
        (r"it is unknown whether the person counts as (?P<rule>.+)",),
    ),
    Phrase(
        "counts",
        Text("personen räknas som ”Till arbete”", "the person counts as “To work”"),
        (r"(?:räknas personen|personen räknas)(?P<no> inte)? som (?P<rule>.+)",),
        (r"the person (?P<no>does not count|counts) as (?P<rule>.+)",),
    ),
    Phrase(
        "decide",
        Text("beslutet fattas 2021-03-01", "the decision is made on 2021-03-01"),
        (rf"beslutet fattas(?: den)? {DAY}",),
        (rf"the decision is made(?: on)? {DAY}",),
    ),
    Phrase(
        "judge_duties",
        Text("skyldigheterna prövas 2018-03-20", "the duties are judged on 2018-03-20"),
        (rf"skyldigheterna prövas(?: den)? {DAY}",),
        (rf"the duties are judged(?: on)? {DAY}",),
    ),
    Phrase(
        "duty",
        Text("skyldigheten first_joint_plan är försenad", "the duty first_joint_plan is overdue"),
        (rf"är skyldigheten (?P<duty>.+) (?P<status>{_DUTY_SV})",
         rf"skyldigheten (?P<duty>.+) är (?P<status>{_DUTY_SV})"),
        (rf"the duty (?P<duty>.+) is (?P<status>{_DUTY_EN})",),
    ),
    Phrase(
        "duty_due",
        Text("sista dagen för first_joint_plan är 2018-03-15", "the last day of first_joint_plan is 2018-03-15"),
        (rf"är sista dagen för (?P<duty>.+) {DAY}", rf"sista dagen för (?P<duty>.+) är {DAY}"),
        (rf"the last day of (?P<duty>.+) is {DAY}",),
    ),
    Phrase(
        "any_order",
        Text("slutläget är detsamma i vilken ordning uppgifterna än kommer",
             "the end state is the same in whatever order the facts arrive"),
        (r"(?:är|blir) slutläget detsamma i vilken ordning uppgifterna än kommer",
         r"slutläget (?:är|blir) detsamma i vilken ordning uppgifterna än kommer"),
        (r"the end state is the same in whatever order the facts arrive",),
    ),
    Phrase(
        "edition",
        Text("utgåvan är 2.0", "the edition is 2.0"),
        (r"utgåvan är (?P<edition>\S+)", r"är utgåvan (?P<edition>\S+)",
         r"gäller utgåvan (?P<edition>\S+)", r"utgåvan (?P<edition>\S+) gäller"),
        (r"the edition is (?P<edition>\S+)",),
    ),
    Phrase(
        "no_edition",
        Text("ingen utgåva gäller", "no edition is in force"),
        (r"ingen utgåva gäller", r"gäller ingen utgåva"),
        (r"no edition is in force",),
    ),
    Phrase(
        "outcome",
        Text("är utfallet undantagen", "the outcome is excluded"),
        (rf"(?:är|blir) utfallet {_OUTCOME}", rf"utfallet (?:är|blir) {_OUTCOME}"),
        (rf"the outcome is {_OUTCOME}",),
    ),
    Phrase(
        "reason",
        Text("skälet är krami", "the reason is krami"),
        (r"är skäle[tn] att (?P<rules>.+) (?:inte är uppfyll(?:t|da)|gäller)",
         r"skäle[tn] är att (?P<rules>.+) (?:inte är uppfyll(?:t|da)|gäller)",
         r"är skäle[tn] (?P<rules>.+)", r"skäle[tn] är (?P<rules>.+)"),
        (r"the reason is that (?P<rules>.+) (?:is not met|are not met|applies|apply)",
         r"the reason is (?P<rules>.+)", r"the reasons are (?P<rules>.+)"),
    ),
    Phrase(
        "no_reason",
        Text("det finns inget skäl till avslag", "there is no reason to refuse"),
        (r"det finns inget skäl till avslag", r"finns(?: det)? inget skäl till avslag"),
        (r"there is no reason to refuse",),
    ),
    Phrase(
        "nothing_missing",
        Text("det saknas ingen uppgift", "nothing is missing"),
        (r"(?:det )?saknas(?: det)? ingen uppgift",),
        (r"nothing is missing",),
    ),
    Phrase(
        "missing_among",
        Text("det saknas bland annat uppgift om kommun", "what is missing includes municipality"),
        (r"(?:det )?saknas(?: det)? bland annat uppgift om (?P<facts>.+)",),
        (r"what is missing includes (?P<facts>.+)",),
    ),
    Phrase(
        "missing",
        Text("det saknas uppgift om personen deltar i Krami",
             "what is missing is whether the person takes part in Krami"),
        (r"(?:det )?saknas(?: det)? uppgift om (?P<facts>.+)",),
        (r"what is missing is (?P<facts>.+)",),
    ),
    Phrase(
        "criterion",
        Text("kriteriet over_30 är uppfyllt", "the criterion over_30 is met"),
        (r"är kriteriet (?P<rule>.+) (?P<verdict>uppfyllt|inte uppfyllt|okänt)",
         r"kriteriet (?P<rule>.+) är (?P<verdict>uppfyllt|inte uppfyllt|okänt)"),
        (r"the criterion (?P<rule>.+) is (?P<verdict>met|not met|unknown)",),
    ),
    Phrase(
        "exclusion",
        Text("undantaget krami gäller inte", "the exclusion krami does not apply"),
        (r"är undantaget (?P<rule>.+) (?P<verdict>okänt)",
         r"undantaget (?P<rule>.+) (?P<verdict>gäller|gäller inte|är okänt)",
         r"(?P<verdict>gäller) undantaget (?P<rule>.+?)(?P<no> inte)?"),
        (r"the exclusion (?P<rule>.+) (?P<verdict>applies|does not apply|is unknown)",),
    ),
    Phrase(
        "no_points",
        Text("faktorn low_education ger ingen poäng", "the factor low_education gives no points"),
        (r"faktorn (?P<rule>.+) ger (?:ingen|inga|0) poäng", r"ger faktorn (?P<rule>.+) ingen poäng"),
        (r"the factor (?P<rule>.+) gives (?:no|0) points?",),
    ),
    Phrase(
        "may_give",
        Text("faktorn low_education kan ge 1 poäng", "the factor low_education may give 1 point"),
        (rf"faktorn (?P<rule>.+) kan ge {_POINTS} poäng", rf"kan faktorn (?P<rule>.+) ge {_POINTS} poäng"),
        (rf"the factor (?P<rule>.+) may give {_POINTS} points?",),
    ),
    Phrase(
        "gives",
        Text("faktorn low_education ger 1 poäng", "the factor low_education gives 1 point"),
        (rf"faktorn (?P<rule>.+) ger {_POINTS} poäng", rf"ger faktorn (?P<rule>.+) {_POINTS} poäng"),
        (rf"the factor (?P<rule>.+) gives {_POINTS} points?",),
    ),
    Phrase(
        "points_at_most",
        Text("poängen är högst 3", "the points are at most 3"),
        (rf"är poängen högst {_POINTS}", rf"poängen (?:är|kan bli) högst {_POINTS}"),
        (rf"the points are at most {_POINTS}",),
    ),
    Phrase(
        "points",
        Text("poängen är 2", "the points are 2"),
        (rf"är poängen {_POINTS}", rf"poängen är {_POINTS}"),
        (rf"the points are {_POINTS}",),
    ),
    Phrase(
        "order",
        Text("ordningen är Anna, Bo, Carl", "the order is Anna, Bo, Carl"),
        (r"är ordningen (?P<people>.+)", r"ordningen är (?P<people>.+)"),
        (r"the order is (?P<people>.+)",),
    ),
    Phrase(
        "lottery",
        Text("lotten avgör mellan Anna och Bo", "lots decide between Anna and Bo"),
        (r"(?:avgör lotten|lotten avgör) mellan (?P<people>.+)",),
        (r"lots decide between (?P<people>.+)",),
    ),
)  # fmt: skip
PHRASES = (*_OF_DECISIONS, *INTAKE_PHRASES)


def read_phrase(text: str) -> Match | None:
    """The step as one of the phrases, in whichever language it is said."""
    for name, lang, pattern in _COMPILED:
        found = pattern.fullmatch(text)
        if found:
            said = {key: value for key, value in found.groupdict().items() if value is not None}
            return Match(name, lang, said)
    return None


def _compiled() -> Iterator[tuple[str, Lang, re.Pattern[str]]]:
    for phrase in PHRASES:
        for lang in LANGUAGES:
            for pattern in phrase.sv if lang == "sv" else phrase.en:
                yield phrase.name, lang, re.compile(pattern, re.IGNORECASE)


_COMPILED = tuple(_compiled())
