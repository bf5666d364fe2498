"""Reward notice and penalty notice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from services.documents.dates import LIST_MARK, paper_date, paper_money
from services.documents.facts import Evidence, PenaltyNoticeFacts, Person, RewardLine, RewardNoticeFacts
from services.documents.flow import Column, Strip, gap, paragraph, signatures, together
from services.documents.page import BODY, CELL, FRAME, HEADING, Copy, Draft, Spacing, fewest_pages, issue
from services.documents.sheet import GREY, MM, Sheet
from services.texts import Texts


def draw_reward_notice(sheet: Sheet, facts: RewardNoticeFacts) -> None:
    """The winners of a period, what each gets, on what basis, and when it is paid."""
    texts = Texts(facts.language)
    name = texts("Reward notice")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening", facts.opening)
    draft.heading(texts("Basis of the awards"))
    for n, basis in enumerate(facts.basis, start=1):
        draft.basis(basis, n if len(facts.basis) > 1 else None)
    periods = dict.fromkeys(basis.period for basis in facts.basis if basis.period)
    if periods:
        draft.body(texts("Period: {period}.", period=LIST_MARK[facts.language].join(periods)))
    draft.heading(texts("List of awards"))
    award_table(draft, facts.lines)
    if facts.pay_on:
        draft.body(texts("Prizes are paid out on {day}.", day=paper_date(facts.pay_on, facts.language)))
    draft.words("closing", facts.closing)
    handler = [texts("Handled by: {name}", name=facts.handler)] if facts.handler else []
    draft.signoff(facts.department or facts.centre.name, handler)
    issue(sheet, facts, name, [draft.copy()])


def award_table(draft: Draft, lines: Sequence[RewardLine]) -> None:
    """A list of awards; the columns of ranks and prizes only where there are any."""
    texts = draft.texts
    columns = [
        (Column(texts("Rank"), 0.6, 0.5), [str(line.rank or "–") for line in lines], any(line.rank for line in lines)),
        (Column(texts("Employee number"), 1.0, 0.5), [line.employee_no or "–" for line in lines], True),
        (Column(texts("Name"), 1.5, 0.5, whole=True), [line.name or "–" for line in lines], True),
        (Column(texts("Team"), 1.3, 0.5), [line.team or "–" for line in lines], True),
        (Column(texts("Award"), 1.8), [line.award for line in lines], True),
        (Column(texts("Prize"), 2.7), [line.reward for line in lines], any(line.reward for line in lines)),
    ]
    shown = [(column, cells) for column, cells, is_shown in columns if is_shown]
    draft.table([column for column, _ in shown], list(zip(*(cells for _, cells in shown), strict=True)))


def person_fields(texts: Texts, person: Person) -> list[tuple[str, str]]:
    """Who the paper is about."""
    return [
        (texts("Name"), person.name),
        (texts("Employee number"), person.employee_no),
        (texts("Team"), person.team),
        (texts("Position"), person.position),
    ]


def evidence_table(draft: Draft, evidence: Sequence[Evidence]) -> None:
    """Every criterion with the figure found, the figure required and its source."""
    texts = draft.texts
    columns = [
        Column(texts("Criterion"), 1.6),
        Column(texts("Figure found"), 1.3, 0.5),
        Column(texts("Figure required"), 1.3, 0.5),
        Column(texts("Source of the figure"), 2.0),
    ]
    draft.table(columns, [[row.criterion, row.found, row.required or "–", draft.tidy(row.source)] for row in evidence])


def draw_penalty_notice(sheet: Sheet, facts: PenaltyNoticeFacts) -> None:
    """Facts, evidence, clause, statement, decision and right of appeal, with the receipt to sign; two copies."""
    texts = Texts(facts.language)
    name = texts("Penalty notice")
    copies = [
        texts("In two copies · copy 1 for the employee"),
        texts("In two copies · copy 2 for the employer's file"),
    ]
    issue(sheet, facts, name, [fewest_pages(partial(_penalty_copy, facts, name, mark)) for mark in copies])


def _penalty_copy(facts: PenaltyNoticeFacts, name: str, mark: str, spacing: Spacing) -> Copy:
    draft = Draft(facts, name, spacing)
    texts = draft.texts
    draft.title(name)
    if facts.corrects:
        draft.body(texts("This notice replaces notice {number}.", number=facts.corrects))
    draft.fields(person_fields(texts, facts.recipient))
    draft.words("opening", facts.opening)
    draft.heading(texts("Facts established"))
    draft.found(facts.findings)
    if facts.evidence:
        draft.heading(texts("Evidence"))
        evidence_table(draft, facts.evidence)
    draft.heading(texts("Clause applied"))
    draft.basis(facts.basis)
    draft.heading(texts("The employee's statement"))
    draft.sentence(facts.statement or texts("The employee was asked for a statement and declined to make one."))
    draft.heading(texts("Decision taken"))
    draft.fields([(label, draft.tidy(words)) for label, words in _decision_fields(facts, texts)])
    draft.heading(texts("Right of appeal"))
    if facts.after_appeal:
        final = texts("This notice carries out the decision on appeal {case}, which is final within the company.", case=facts.after_appeal)
        draft.body(f"{final}{'' if draft.is_chinese else ' '}{texts('Your right to labour arbitration is not affected.')}")
    else:
        draft.words("legal")
    draft.words("closing", facts.closing)
    draft.signoff(facts.department, [texts("Handled by: {name}", name=facts.handler)])
    draft.strips += _receipt_stub(facts, texts)
    return draft.copy(mark)


def _decision_fields(facts: PenaltyNoticeFacts, texts: Texts) -> list[tuple[str, str]]:
    amount = [(texts("Amount concerned"), paper_money(facts.amount, facts.language))] if facts.amount is not None else []
    points = [(texts("Points deducted"), str(-facts.points))] if facts.points < 0 else []
    spread = [(texts("Deducted in instalments"), _instalments(facts, texts))] if facts.instalments else []
    return [
        (texts("Penalty level"), facts.level),
        (texts("Takes effect on"), paper_date(facts.effective_on, facts.language)),
        *amount,
        *points,
        *spread,
        (texts("Duration and what clears it"), facts.duration),
    ]


def _instalments(facts: PenaltyNoticeFacts, texts: Texts) -> str:
    """Month by month, so that no month takes more than the law allows."""
    parts = [texts("{month}: {amount}", month=part.month, amount=paper_money(part.amount, facts.language)) for part in facts.instalments]
    return texts("; ").join(parts)


def _receipt_stub(facts: PenaltyNoticeFacts, texts: Texts) -> list[Strip]:
    def tear(sheet: Sheet, top: float) -> None:
        sheet.rule(10 * MM, top - 6, 200 * MM, 0.7, GREY, dash="5 4")

    receipt = texts(
        "I have received penalty notice {number}. Signing confirms receipt only; it does not mean consent to the decision.",
        number=facts.number,
    )
    refusal = texts("□ Signature refused   Delivered: □ left with the employee  □ by post  □ electronically")
    strips = [
        Strip(10, tear),
        *paragraph(texts("Receipt (tear off here)"), HEADING, FRAME, leading=1.5),
        *paragraph(receipt, BODY, FRAME, leading=1.4, spread=False),
        *signatures([texts("Employee's signature:"), texts("Received on:"), texts("Last day of appeal:")], FRAME, CELL),
        *gap(3),
        *paragraph(refusal, CELL, FRAME, leading=1.4, spread=False),
        *signatures([texts("Witness:"), texts("Delivered by:"), texts("Date:")], FRAME, CELL),
    ]
    kept = together(strips)
    return [Strip(kept[0].height, kept[0].draw, keep=True, sinks=True), *kept[1:]]
