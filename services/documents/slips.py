"""Redemption slip, the reward notice for a customer, and the assessment sheet."""

from __future__ import annotations

from services.documents.dates import paper_date
from services.documents.facts import AssessmentSheetFacts, CustomerNoticeFacts, RedemptionSlipFacts
from services.documents.flow import Column
from services.documents.notices import person_fields
from services.documents.page import Draft, issue
from services.documents.sheet import Sheet
from services.texts import Texts


def draw_redemption_slip(sheet: Sheet, facts: RedemptionSlipFacts) -> None:
    """What was given for points, the balance before and after, and both signatures."""
    texts = Texts(facts.language)
    name = texts("Redemption slip")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    draft.fields(person_fields(texts, facts.holder))
    columns = [
        Column(texts("Gift"), 3.0), Column(texts("Points each"), 1.0, 0.5), Column(texts("Quantity"), 0.8, 0.5),
        Column(texts("Points in all"), 1.0, 0.5),
    ]  # fmt: skip
    rows = [[gift.name, str(gift.points), str(gift.quantity), str(gift.points * gift.quantity)] for gift in facts.gifts]
    draft.table(columns, [*rows, [texts("Total"), "", "", str(sum(gift.points * gift.quantity for gift in facts.gifts))]])
    draft.fields([(texts("Points before"), str(facts.before)), (texts("Points after"), str(facts.after))])
    draft.words("closing")
    draft.signoff(facts.department or facts.centre.name, [texts("Handled by: {name}", name=facts.handler)] if facts.handler else [])
    draft.signatures(texts("Received by:"), texts("Handed out by:"), texts("Date:"))
    issue(sheet, facts, name, [draft.copy()])


def draw_customer_notice(sheet: Sheet, facts: CustomerNoticeFacts) -> None:
    """A letter: thanks, the reward, until when it holds and how it is claimed."""
    texts = Texts(facts.language)
    name = texts("Customer reward notice")
    draft = Draft(facts, name)
    draft.title(name)
    draft.letter(texts("Dear {customer}:", customer=facts.customer))
    draft.words("opening")
    draft.sentence(facts.reason)
    draft.body(texts("To thank you we give you: {reward}.", reward=facts.reward.rstrip("。. ")))
    draft.body(texts("The reward is valid until {day}.", day=paper_date(facts.valid_until, facts.language)))
    if facts.how:
        draft.sentence(facts.how)
    if facts.phone:
        draft.body(texts("It is kept for the phone number {phone}.", phone=facts.phone))
    if facts.contact:
        draft.body(texts("Contact us: {contact}", contact=facts.contact))
    draft.words("closing")
    draft.signoff(facts.centre.name)
    issue(sheet, facts, name, [draft.copy()])


def draw_assessment_sheet(sheet: Sheet, facts: AssessmentSheetFacts) -> None:
    """One agent's assessment of a period line by line, the duties missed, room for both opinions, signatures."""
    texts = Texts(facts.language)
    name = texts("Assessment sheet")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    draft.fields([*person_fields(texts, facts.agent), (texts("Period assessed"), facts.period), (texts("Assessed by"), facts.assessor)])
    draft.heading(texts("Results of the assessment"))
    columns = [
        Column(texts("Item"), 1.6), Column(texts("Standard"), 2.0), Column(texts("Result"), 1.2, 0.5), Column(texts("Remark"), 1.8),
    ]  # fmt: skip
    draft.table(columns, [[line.item, line.standard, line.result, line.remark] for line in facts.lines])
    if facts.missed:
        draft.heading(texts("Duties missed"))
        draft.numbered(facts.missed)
    if facts.checks:
        draft.heading(texts("Spot checks"))
        titles = [
            Column(texts("Day"), 1.0), Column(texts("Looked at"), 1.2), Column(texts("Found"), 0.8, 0.5), Column(texts("Remark"), 3.6),
        ]  # fmt: skip
        draft.table(titles, [[check.standard, check.item, check.result, check.remark] for check in facts.checks])
    draft.heading(texts("Opinions"))
    draft.fields([(texts("The supervisor's opinion"), "\n\n"), (texts("The employee's opinion"), "\n\n")], across=1)
    draft.words("closing")
    draft.signoff(facts.department or facts.centre.name)
    draft.signatures(texts("Employee's signature:"), texts("Supervisor's signature:"), texts("Date:"))
    issue(sheet, facts, name, [draft.copy()])
