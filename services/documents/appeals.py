"""Appeal receipt and appeal decision."""

from __future__ import annotations

from models.domain.errors import N_
from services.documents.dates import paper_date
from services.documents.facts import AppealDecisionFacts, AppealReceiptFacts
from services.documents.notices import evidence_table, person_fields
from services.documents.page import Draft, issue
from services.documents.sheet import Sheet
from services.documents.wordings import said
from services.texts import Texts

_DECISIONS = {
    "upheld": N_("The appeal is not founded: the original decision stands."),
    "reduced": N_("The appeal is founded in part: the original decision is reduced."),
    "revoked": N_("The appeal is founded: the original decision is revoked."),
}


def draw_appeal_receipt(sheet: Sheet, facts: AppealReceiptFacts) -> None:
    """What was filed and when, whether it is accepted, who deals with it, and the day by which it is decided."""
    texts = Texts(facts.language)
    name = texts("Appeal receipt")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    draft.fields(person_fields(texts, facts.appellant))
    received = paper_date(facts.notice_received_on, facts.language) if facts.notice_received_on else texts("not recorded")
    draft.fields([
        (texts("Appeal case"), facts.case),
        (texts("Decision appealed against"), facts.notice_number),
        (texts("Notice received on"), received),
        (texts("Appeal filed at"), facts.filed_at),
    ])  # fmt: skip
    draft.heading(texts("What is appealed, and why"))
    draft.sentence(facts.subject)
    draft.heading(texts("Evidence handed in"))
    for n, item in enumerate(facts.evidence, start=1):
        draft.body(texts("({n}) {sentence}", n=n, sentence=item))
    if not facts.evidence:
        draft.body(texts("None."))
    draft.heading(texts("Acceptance of the appeal"))
    for sentence in _acceptance(facts, texts):
        draft.sentence(sentence)
    draft.words("closing")
    draft.signoff(facts.department, [texts("Handled by: {name}", name=facts.handler)])
    draft.signatures(texts("Appellant's signature:"), texts("Date:"))
    issue(sheet, facts, name, [draft.copy()])


def _acceptance(facts: AppealReceiptFacts, texts: Texts) -> list[str]:
    last = facts.last_day_to_file
    late = [texts("The last day to file was {day}.", day=paper_date(last, facts.language))] if last else []
    if facts.accepted is None:
        return _waiting(facts, texts, late)
    if not facts.accepted:
        return [texts("The appeal is not accepted, for this reason: {reason}", reason=facts.reason), *late]
    sentences = [
        texts(
            "Your appeal was received and is accepted. It is dealt with by {handler} of {department}, "
            "who did not take the original decision.",
            handler=facts.handler, department=facts.department,
        )
    ]  # fmt: skip
    if facts.reason:
        sentences.append(texts("It was filed late and is admitted for this reason: {reason}", reason=facts.reason))
    return [*sentences, *_answer_by(facts)]


def _waiting(facts: AppealReceiptFacts, texts: Texts, late: list[str]) -> list[str]:
    """The words while nobody has examined the appeal yet."""
    sentences = [
        texts(
            "Your appeal was received. {department} examines it; it is decided by someone who did not take the original decision.",
            department=facts.department,
        )
    ]
    if facts.reason:
        undecided = N_("It was filed late; whether it is admitted is decided first, for this reason given: {reason}")
        sentences += [*late, texts(undecided, reason=facts.reason)]
    return [*sentences, *_answer_by(facts)]


def _answer_by(facts: AppealReceiptFacts) -> list[str]:
    return [said(facts, "legal")] if facts.decide_by else []


def draw_appeal_decision(sheet: Sheet, facts: AppealDecisionFacts) -> None:
    """What was reviewed, what was found, the decision with its reasons, and what follows from it at once."""
    texts = Texts(facts.language)
    name = texts("Appeal decision")
    draft = Draft(facts, name)
    draft.title(name)
    draft.words("opening")
    draft.fields(person_fields(texts, facts.appellant))
    draft.fields([
        (texts("Appeal case"), facts.case),
        (texts("Decision appealed against"), facts.notice_number),
        (texts("Appeal filed on"), paper_date(facts.filed_on, facts.language)),
        (texts("Original decision"), facts.original),
    ])  # fmt: skip
    draft.heading(texts("Grounds of the appeal"))
    draft.sentence(facts.grounds)
    draft.heading(texts("Findings of the review"))
    for finding in facts.findings:
        draft.sentence(finding)
    if facts.evidence:
        evidence_table(draft, facts.evidence)
    draft.heading(texts("Decision on the appeal"))
    draft.body(texts(_DECISIONS[facts.decision]))
    if facts.result:
        draft.sentence(texts("The decision now reads: {result}", result=facts.result))
    draft.sentence(texts("Reasons: {reason}", reason=facts.reason))
    if facts.consequences:
        draft.heading(texts("What follows at once"))
        draft.numbered(facts.consequences)
    draft.words("legal")
    draft.words("closing")
    draft.signoff(facts.department, [texts("Reviewed by: {name}", name=facts.reviewer), texts("(did not take the original decision)")])
    draft.signatures(texts("Appellant's signature:"), texts("Received on:"))
    issue(sheet, facts, name, [draft.copy()])
