"""The points statement of one agent."""

from __future__ import annotations

from services.documents.dates import paper_date
from services.documents.facts import PointsStatementFacts
from services.documents.flow import Column
from services.documents.notices import person_fields
from services.documents.page import Draft, issue
from services.documents.sheet import Sheet
from services.texts import Texts


def draw_points_statement(sheet: Sheet, facts: PointsStatementFacts) -> None:
    """Points of each month by part, what was redeemed, the balance, and lines to sign on."""
    texts = Texts(facts.language)
    name = texts("Points statement")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    draft.fields(person_fields(texts, facts.holder))
    draft.fields([
        (texts("Period of the statement"), facts.period),
        (texts("Points brought forward"), str(facts.opening)),
    ])  # fmt: skip
    draft.heading(texts("Points earned"))
    columns = [Column(texts("Month"), 1.2, 0.5), *(Column(part, 1.0, 0.5) for part in facts.parts)]
    columns += [Column(texts("Total"), 0.9, 0.5), Column(texts("Remark"), 2.0)]
    draft.table(columns, [[month.month, *map(str, month.points), str(month.total), month.remark] for month in facts.months])
    draft.heading(texts("Redemptions and corrections"))
    if facts.redemptions:
        columns = [
            Column(texts("Day of entry"), 1.4, 0.5),
            Column(texts("Subject of the entry"), 3.0),
            Column(texts("Points booked"), 0.9, 0.5),
            Column(texts("Balance after it"), 1.1, 0.5),
        ]
        rows = [[paper_date(row.day, facts.language), row.subject, f"{row.points:+d}", str(row.balance)] for row in facts.redemptions]
        draft.table(columns, rows)
    else:
        draft.body(texts("None in this period."))
    draft.heading(texts("Points balance"))
    draft.body(texts("Balance of points on {day}: {balance}.", day=paper_date(facts.issued_on, facts.language), balance=facts.balance))
    draft.body(texts("Points are carried forward and do not expire."))
    draft.words("closing")
    draft.signoff(facts.department or facts.centre.name, [texts("Handled by: {name}", name=facts.handler)] if facts.handler else [])
    draft.signatures(texts("Employee's signature:"), texts("Supervisor's signature:"), texts("Date:"))
    issue(sheet, facts, name, [draft.copy()])
