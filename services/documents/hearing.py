"""Statement form, referral, and the two papers of an objection."""

from __future__ import annotations

from functools import partial

from models.domain.errors import N_
from services.documents.dates import paper_date
from services.documents.hearing_facts import ObjectionDecisionFacts, ObjectionReceiptFacts, ReferralFacts, StatementFormFacts
from services.documents.notices import evidence_table, person_fields
from services.documents.page import Copy, Draft, Spacing, fewest_pages, issue
from services.documents.sheet import Sheet
from services.texts import Texts

_ANSWERS = {
    "uphold": N_("The objection is not founded: the public list stands."),
    "revoke": N_("The objection is founded: the award is revoked."),
}
_LINES = "\n" * 11
"""Room for what the agent writes by hand."""


def draw_statement_form(sheet: Sheet, facts: StatementFormFacts) -> None:
    """What is held against the agent, under which clause, and room for the answer."""
    name = Texts(facts.language)("Statement form")

    def make(spacing: Spacing) -> Copy:
        draft = Draft(facts, name, spacing)
        t = draft.texts
        draft.title(name)
        draft.fields(person_fields(t, facts.agent))
        draft.words("opening")
        _found(draft, facts)
        draft.heading(t("The employee's statement"))
        draft.words("legal")
        draft.fields([(t("In own words"), _LINES), (t("Or"), t("□ I do not wish to make a statement"))], across=1)
        draft.words("closing")
        draft.signoff(facts.department, [t("Handled by: {name}", name=facts.handler)])
        draft.signatures(t("Employee's signature:"), t("Received by:"), t("Date:"))
        return draft.copy()

    issue(sheet, facts, name, [fewest_pages(make)])


def draw_referral(sheet: Sheet, facts: ReferralFacts) -> None:
    """To the person who decides: what was found, what the rule proposes, what coaching came to, and the limits of the law."""
    name = Texts(facts.language)("Referral to a decision maker")
    issue(sheet, facts, name, [fewest_pages(partial(_referral, facts, name))])


def _referral(facts: ReferralFacts, name: str, spacing: Spacing) -> Copy:
    draft = Draft(facts, name, spacing)
    t = draft.texts
    draft.title(name)
    draft.words("opening")
    draft.fields([(t("For decision by"), facts.responsible), (t("To be decided by"), paper_date(facts.due_on, facts.language))])
    draft.fields(person_fields(t, facts.agent))
    _found(draft, facts)
    draft.heading(t("What the rule proposes"))
    draft.body(t("{proposal}. A rule carries nothing of this out; a person decides.", proposal=draft.tidy(facts.proposal)))
    if facts.coaching:
        draft.heading(t("Coaching so far"))
        for sentence in facts.coaching:
            draft.sentence(draft.tidy(sentence))
    draft.heading(t("Limits of the law"))
    draft.words("legal")
    draft.heading(t("Decision taken"))
    measures = t("□ none  □ further coaching  □ training  □ another task, by agreement  □ other")
    draft.fields([(t("Measure decided on"), measures), (t("Reasons"), "\n\n\n")], across=1)
    draft.words("closing")
    draft.signoff(facts.department, [t("Handled by: {name}", name=facts.handler)])
    draft.signatures(t("Decided by:"), t("Date:"))
    return draft.copy()


def _found(draft: Draft, facts: StatementFormFacts | ReferralFacts) -> None:
    t = draft.texts
    draft.heading(t("Facts established"))
    draft.found(facts.findings)
    if facts.evidence:
        evidence_table(draft, facts.evidence)
    draft.heading(t("Clause applied"))
    draft.basis(facts.basis)


def draw_objection_receipt(sheet: Sheet, facts: ObjectionReceiptFacts) -> None:
    """What was objected to and when, and the day by which it is answered."""
    t = Texts(facts.language)
    name = t("Objection receipt")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    _objection(draft, facts)
    draft.heading(t("How it goes on"))
    draft.body(
        t("The objection was made within the period of the list, which ends on {day}.", day=paper_date(facts.last_day, facts.language))
    )
    draft.words("legal")
    draft.words("closing")
    draft.signoff(facts.department, [t("Handled by: {name}", name=facts.handler)])
    draft.signatures(t("Received by:"), t("Date:"))
    issue(sheet, facts, name, [draft.copy()])


def draw_objection_decision(sheet: Sheet, facts: ObjectionDecisionFacts) -> None:
    """What was objected to, the answer with its reasons, and what follows at once."""
    t = Texts(facts.language)
    name = t("Answer to an objection")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    _objection(draft, facts)
    draft.heading(t("Answer"))
    draft.body(t(_ANSWERS[facts.decision]))
    if facts.award:
        draft.sentence(t("Award concerned: {award}", award=facts.award))
    draft.sentence(t("Reasons: {reason}", reason=facts.reason))
    if facts.consequences:
        draft.heading(t("What follows at once"))
        draft.numbered(facts.consequences)
    draft.words("closing")
    draft.signoff(facts.department, [t("Reviewed by: {name}", name=facts.reviewer)])
    issue(sheet, facts, name, [draft.copy()])


def _objection(draft: Draft, facts: ObjectionReceiptFacts | ObjectionDecisionFacts) -> None:
    t = draft.texts
    draft.fields([
        (t("Objection case"), facts.case), (t("Public list"), facts.list_number),
        (t("Raised by"), facts.raised_by), (t("Raised on"), paper_date(facts.raised_on, facts.language)),
    ])  # fmt: skip
    draft.heading(t("What is objected to, and why"))
    draft.sentence(facts.text)
