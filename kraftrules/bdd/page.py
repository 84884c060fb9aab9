"""Coverage as one web page: each ruleset's rules, coloured by what has been shown of them.

Colour never says anything alone: every cell says the same in words, for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from kraftrules.bdd.covered import VERDICTS, RuleCoverage, RulesetCoverage
from kraftrules.html import document, headings
from kraftrules.plan import Verdict
from kraftrules.text import Lang, Text

_STYLE = """
code { display: block; white-space: pre-wrap; padding: .2rem .4rem; }
.all { background: #d9f2d9; } .some { background: #fff0c2; } .none { background: #f9d6d5; }
.depth-1 { padding-left: 2rem; } .depth-2 { padding-left: 3.5rem; } .depth-3 { padding-left: 5rem; }
@media screen and (prefers-color-scheme: dark) {
  .all { background: #1d4a24; } .some { background: #574708; } .none { background: #63211f; } }
"""
_PARTS = {
    "criterion": Text("Kriterium", "Criterion"),
    "exclusion": Text("Undantag", "Exclusion"),
    "factor": Text("Prioritering", "Priority"),
    "reservation": Text("Platser som hålls", "Reserved seats"),
    "stream": Text("Ingång med platser", "Stream with seats"),
}
_HEADINGS = (
    Text("Del", "Part"), Text("Regel", "Rule"), Text("Uppfylld eller gäller", "Met or applies"),
    Text("Inte uppfylld eller gäller inte", "Not met or does not apply"), Text("Okänd", "Unknown"),
    Text("Gränsernas sidor", "Sides of boundaries"), Text("Avgör ensam", "Decides alone"),
)  # fmt: skip


def coverage_page(measured: Sequence[RulesetCoverage], lang: Lang) -> str:
    """The whole page, with nothing to fetch from elsewhere."""
    title = Text("Vad scenarierna visar av reglerna", "What the scenarios show of the rules")[lang]
    how = Text(
        "Grönt är visat i alla delar, gult i några och rött i ingen. Det som är visat står också i ord.",
        "Green is shown in every part, yellow in some and red in none. What is shown is also in words.",
    )[lang]
    links = (f'<li><a href="#{_anchor(each)}">{escape(each.title[lang])}</a>: {_sums(each, lang)}</li>'
             for each in measured)  # fmt: skip
    body = [f"<h1>{title}</h1>", f"<p>{how}</p>", "<ul>", *links, "</ul>"]
    body += [line for each in measured for line in _section(each, lang)]
    return document(title, lang, body, _STYLE)


def _anchor(each: RulesetCoverage) -> str:
    return escape(each.name.replace("@", "-"))


def _sums(each: RulesetCoverage, lang: Lang) -> str:
    of = {"sv": "av", "en": "of"}[lang]
    words = (Text("utfall", "verdicts"), Text("sidor av gränser", "sides of boundaries"),
             Text("regler som avgör ensamma", "rules that decide alone"))  # fmt: skip
    counts = (each.verdicts, each.sides, each.alone)
    return ", ".join(
        f"{shown} {of} {total} {word[lang]}"
        for (shown, total), word in zip(counts, words, strict=True)
    )


def _section(each: RulesetCoverage, lang: Lang) -> Iterator[str]:
    yield f'<h2 id="{_anchor(each)}">{escape(each.title[lang])}</h2>'
    yield f"<table><caption>{escape(each.name)}: {_sums(each, lang)}</caption>"
    yield f"{headings([heading[lang] for heading in _HEADINGS], numbers=False)}<tbody>"
    for rule in each.rules:
        yield _row(rule, lang)
    yield "</tbody></table>"


def _row(rule: RuleCoverage, lang: Lang) -> str:
    label = escape(rule.label[lang])
    text = f'<code class="{_shade(rule)}">{escape(rule.id)}: {escape(rule.text)}</code>'
    head = f'<th scope="row" class="depth-{min(rule.depth, 3)}">{label}{text}</th>'
    verdicts = "".join(
        _cell(each in rule.seen, _shown(each in rule.seen, lang)) for each in VERDICTS
    )
    return f"<tr><td>{_PARTS[rule.part][lang]}</td>{head}{verdicts}{_sides(rule, lang)}{_alone(rule, lang)}</tr>"


def _cell(good: bool, words: str) -> str:
    return f'<td class="{"all" if good else "none"}">{words}</td>'


def _shown(shown: bool, lang: Lang) -> str:
    return (Text("visad", "shown") if shown else Text("inte visad", "not shown"))[lang]


def _alone(rule: RuleCoverage, lang: Lang) -> str:
    return _cell(rule.alone, (Text("ja", "yes") if rule.alone else Text("nej", "no"))[lang])


def _sides(rule: RuleCoverage, lang: Lang) -> str:
    if not rule.sides_wanted:
        return f"<td>{Text('inga gränser', 'no boundaries')[lang]}</td>"
    values = dict.fromkeys(
        f"{escape(rule.boundaries[at].value(side))}: {_shown((at, side) in rule.sides, lang)}"
        for at, side in rule.sides_wanted
    )
    shade = "all" if not rule.sides_unseen else "some" if rule.sides else "none"
    return f'<td class="{shade}">{"<br>".join(values)}</td>'


def _shade(rule: RuleCoverage) -> str:
    """How much has been shown of a rule, as the colour of its text."""
    if not rule.seen - {Verdict.UNKNOWN}:
        return "none"
    return "all" if not (rule.unseen or rule.sides_unseen) and rule.alone else "some"
