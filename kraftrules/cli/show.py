"""``kraftrules show``: a ruleset in plain language."""

from __future__ import annotations

from rich.markdown import Markdown

from kraftrules.cli.options import (
    DraftsOption,
    LangOption,
    Language,
    NameArgument,
    OnOption,
    chosen_day,
    is_file_name,
    load_ruleset,
    note_day,
)
from kraftrules.cli.pages.ruleset import page
from kraftrules.cli.terminal import DONE, Terminal, clean


def show(
    name: NameArgument,
    on: OnOption = None,
    drafts: DraftsOption = False,
    lang: LangOption = Language.SV,
) -> int:
    """Visa ett regelverk på ren svenska. / Show a ruleset in plain language."""
    terminal, chosen = Terminal(lang.code), chosen_day(on)
    ruleset = load_ruleset(name, chosen, drafts=drafts)
    if on is not None or not ("@" in name or is_file_name(name)):
        note_day(terminal, ruleset, chosen)
    text = page(ruleset, lang.code)
    if terminal.interactive:
        terminal.show(Markdown(clean(text)))
    else:
        terminal.line(text)
    return DONE
