"""The sheets of an agent's running month, and of a quarter or half-year looked back on."""

from __future__ import annotations

from services.documents.flow import Column
from services.documents.notices import person_fields
from services.documents.page import Draft, issue
from services.documents.running_facts import ReviewSheetFacts, RunningSheetFacts
from services.documents.sheet import Sheet
from services.texts import Texts


def draw_running_sheet(sheet: Sheet, facts: RunningSheetFacts) -> None:
    """How the month stands, what closing it now would give, and what is missing to the next step."""
    texts = Texts(facts.language)
    name = texts("My month so far")
    draft = Draft(facts, name)
    draft.title(name)
    draft.fields([*person_fields(texts, facts.agent), (texts("Month"), facts.month), (texts("Standing"), facts.state)])
    if facts.points is not None:
        draft.heading(texts("Points so far: {points}", points=facts.points))
        columns = [Column(texts("Part"), 2.0), Column(texts("Points"), 1.0, 0.5), Column(texts("Most possible"), 1.0, 0.5)]
        draft.table(columns, [[part, str(points), str(most)] for part, points, most in facts.parts])
    draft.heading(texts("Closing now would give"))
    if facts.given:
        draft.table([Column(texts("Kind"), 1.0), Column(texts("What and how much"), 3.0)], [list(line) for line in facts.given])
    else:
        draft.body(texts("Nothing yet."))
    draft.heading(texts("To the next step"))
    for step in facts.steps or (texts("Nothing more can be reached this month, or no figure says how."),):
        draft.sentence(draft.tidy(step))
    if facts.left_out:
        draft.heading(texts("Does not take part"))
        draft.table([Column(texts("Rule"), 2.0), Column(texts("Why not"), 2.0)], [list(line) for line in facts.left_out])
    draft.body(texts("This sheet is for information. It decides nothing, and figures that come in later may change it."))
    issue(sheet, facts, name, [draft.copy()])


def draw_review_sheet(sheet: Sheet, facts: ReviewSheetFacts) -> None:
    """How the agent did in the period by each weighted score, what would help most, what was given; to be talked over and signed."""
    texts = Texts(facts.language)
    name = texts("Review of the period")
    draft = Draft(facts, name)
    draft.title(name)
    draft.fields([*person_fields(texts, facts.agent), (texts("Period"), facts.period)])
    for rule in facts.rules:
        draft.heading(texts("{rule}: {score} points", rule=rule.name, score=rule.score))
        draft.table([Column(texts("Month"), 2.0), Column(texts("Score"), 1.0, 0.5)], [list(line) for line in rule.months])
        columns = [Column(texts("Indicator"), 2.0), Column(texts("Score of 100"), 1.0, 0.5), Column(texts("Weight"), 1.0, 0.5)]
        draft.table(columns, [list(line) for line in rule.indicators])
        draft.body(texts("What to improve"))
        draft.numbered(rule.advice or (texts("Every indicator has full marks: keep it up."),))
    if not facts.rules:
        draft.body(texts("No scheme in force scores this agent, or no figure is entered."))
    draft.heading(texts("Given in the period"))
    if facts.given:
        columns = [Column(texts("Period"), 1.2), Column(texts("Kind"), 1.0), Column(texts("What and how much"), 2.6)]
        draft.table(columns, [list(line) for line in facts.given])
    else:
        draft.body(texts("Nothing was decided."))
    draft.signatures(texts("Employee's signature:"), texts("Supervisor's signature:"), texts("Date:"))
    issue(sheet, facts, name, [draft.copy()])
