"""The explanation of one outcome in the side panel."""

from __future__ import annotations

from dataclasses import replace

from models.domain.outcomes import Criterion, OutcomeKind
from services import coaching
from services.outcome_views import DECLINED, OutcomeView
from services.outcome_words import criterion_words, found_word, money, period_word
from services.rules.sentences import source_sentence
from services.texts import Texts
from services.words import OUTCOME_KINDS
from ui.decisions.columns import what
from ui.kit.case_file import make_case_file
from ui.kit.page import Page
from ui.kit.trace_view import TraceLine, TraceView


def why_view(t: Texts, view: OutcomeView) -> TraceView:
    """A view with every line of the explanation, and what happened to the outcome since."""
    shown = TraceView(t)
    shown.show_lines(head(t, view), [*trace_lines(t, view), *_history(t, view)])
    return shown


def head(t: Texts, view: OutcomeView) -> str:
    """Who gets what, under which rule of which scheme and version, for which period."""
    return t(
        "{kind} for {name}: {what}. Rule “{rule}” of “{scheme}”, version {version}, clause {clause}; {period}.",
        kind=t(OUTCOME_KINDS[view.kind]), name=view.recipient, what=what(t, view), rule=view.rule_name, scheme=view.scheme_name,
        version=view.version, clause=view.clause, period=period_word(t, view.period),
    )  # fmt: skip


def trace_lines(t: Texts, view: OutcomeView) -> list[TraceLine]:
    """One line per criterion, in plain sentences."""
    lines = [_trace_line(t, line) for line in view.because]
    most = view.kind is OutcomeKind.POINTS  # the sentence itself says how many points of how many: nothing was required
    return [replace(line, found="", required="") if most and line.required.startswith("≤") else line for line in lines]


def _trace_line(t: Texts, line: Criterion) -> TraceLine:
    sentence = criterion_words(t, line)
    source = t.message(source_sentence(line.source)) if line.source else ""
    return TraceLine(sentence, found_word(t, line.found), found_word(t, line.required), line.met, "" if source in sentence else source)


def _history(t: Texts, view: OutcomeView) -> list[TraceLine]:
    found = []
    if view.statement:
        said = t("declined to make one") if view.statement == DECLINED else view.statement
        found.append(TraceLine(t("Statement of the agent"), said, "", True))
    for plan in view.coaching:
        found.append(TraceLine(coaching.words(t, plan), "", "", plan.improved is not False))
    if view.evidence:
        found.append(TraceLine(t("Evidence"), ", ".join(item.name for item in view.evidence), "", True))
    if view.original_amount != view.amount:
        found.append(TraceLine(t("Amount before the correction"), money(view.original_amount), "", True))
    if view.original_points != view.points:
        found.append(TraceLine(t("Points before the correction"), str(view.original_points), "", True))
    if view.documents:
        found.append(TraceLine(t("Papers"), ", ".join(view.documents), "", True))
    if view.decided_by:
        moment = f"{view.decided_at:%Y-%m-%d %H:%M}" if view.decided_at else ""
        found.append(TraceLine(t("Decided by"), f"{view.decided_by} {moment}", "", True))
    return found


def case_file_of_row(page: Page, view: OutcomeView | None) -> None:
    """The whole case of that penalty as one PDF."""
    if view is None or view.id is None or not view.needs_notice:
        page.banner.say(page.texts("A case file is made of a penalty or a referral."), "watch")
    else:
        make_case_file(page, view.id)
