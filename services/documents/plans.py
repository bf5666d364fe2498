"""Coaching plan and rectification order."""

from __future__ import annotations

from services.documents.dates import paper_date
from services.documents.facts import CoachingPlanFacts, RectificationFacts
from services.documents.flow import Column
from services.documents.notices import evidence_table, person_fields
from services.documents.page import Copy, Draft, Spacing, fewest_pages, issue
from services.documents.sheet import Sheet
from services.texts import Texts

_MEASURES = 3
"""Empty lines for measures: what a plan of this size usually needs."""


def draw_coaching_plan(sheet: Sheet, facts: CoachingPlanFacts) -> None:
    """Why the agent is coached, by whom, the figures to reach, and tables to fill in from week to week."""
    name = Texts(facts.language)("Coaching plan")

    def make(spacing: Spacing) -> Copy:
        draft = Draft(facts, name, spacing)
        _coaching_head(draft, facts, name)
        _coaching_tables(draft, facts)
        draft.signoff(facts.department, [draft.texts("Handled by: {name}", name=facts.handler)])
        draft.signatures(draft.texts("Employee's signature:"), draft.texts("Coach's signature:"), draft.texts("Date:"))
        return draft.copy()

    issue(sheet, facts, name, [fewest_pages(make)])


def _coaching_head(draft: Draft, facts: CoachingPlanFacts, name: str) -> None:
    texts = draft.texts
    draft.title(name)
    draft.words("opening")
    draft.fields(person_fields(texts, facts.agent))
    draft.fields([
        (texts("Coach"), facts.coach),
        (texts("Plan to be handed in by"), paper_date(facts.due_on, facts.language)),
    ])  # fmt: skip
    draft.heading(texts("Reasons for coaching"))
    draft.found(facts.findings)
    if facts.evidence:
        evidence_table(draft, facts.evidence)
    draft.heading(texts("Clause applied"))
    draft.basis(facts.basis)


def _coaching_tables(draft: Draft, facts: CoachingPlanFacts) -> None:
    texts = draft.texts
    draft.heading(texts("Aims and measures"))
    columns = [Column(texts("Weak point"), 2.0), Column(texts("Measure"), 2.6), Column(texts("Figure to reach"), 1.4, 0.5)]
    draft.table(columns, [["\n", "", ""]] * _MEASURES)
    draft.heading(texts("Course of the coaching"))
    columns = [
        Column(texts("Week"), 0.7, 0.5), Column(texts("What was done"), 3.0), Column(texts("Figure reached"), 1.2, 0.5),
        Column(texts("Agent"), 0.9, 0.5), Column(texts("Coach"), 0.9, 0.5),
    ]  # fmt: skip
    draft.table(columns, [[str(week), "", "", "", ""] for week in range(1, facts.weeks + 1)])
    draft.body(texts("Result of the coaching:  □ aim reached   □ aim reached in part   □ aim not reached"))
    draft.words("closing")


def draw_rectification_order(sheet: Sheet, facts: RectificationFacts) -> None:
    """To the head of a team: what happened, what is asked for, by when, and a receipt to sign."""
    texts = Texts(facts.language)
    name = texts("Rectification order")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    draft.fields([
        (texts("Addressed to"), facts.responsible),
        (texts("Report due by"), paper_date(facts.due_on, facts.language)),
    ])  # fmt: skip
    draft.fields(person_fields(texts, facts.agent))
    draft.heading(texts("Facts established"))
    draft.found(facts.findings)
    if facts.evidence:
        evidence_table(draft, facts.evidence)
    draft.heading(texts("Clause applied"))
    draft.basis(facts.basis)
    draft.heading(texts("What is to be put right"))
    draft.numbered(facts.demands)
    draft.words("legal")
    draft.words("closing")
    draft.signoff(facts.department, [texts("Handled by: {name}", name=facts.handler)])
    draft.signatures(texts("Received by:"), texts("Received on:"))
    issue(sheet, facts, name, [draft.copy()])
