"""The sheet of an agent's running month."""

from __future__ import annotations

from services.documents.flow import Column
from services.documents.notices import person_fields
from services.documents.page import Draft, issue
from services.documents.running_facts import RunningSheetFacts
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
        draft.sentence(step)
    if facts.left_out:
        draft.heading(texts("Does not take part"))
        draft.table([Column(texts("Rule"), 2.0), Column(texts("Why not"), 2.0)], [list(line) for line in facts.left_out])
    draft.body(texts("This sheet is for information. It decides nothing, and figures that come in later may change it."))
    issue(sheet, facts, name, [draft.copy()])
