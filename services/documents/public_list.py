"""The month's awards for the notice board."""

from __future__ import annotations

from services.documents.dates import paper_date
from services.documents.facts import PublicListFacts
from services.documents.notices import award_table
from services.documents.page import Draft, issue
from services.documents.sheet import Sheet
from services.texts import Texts


def draw_public_list(sheet: Sheet, facts: PublicListFacts) -> None:
    """Who is to be honoured, on what basis, from which day to which the list hangs out, and how to object."""
    texts = Texts(facts.language)
    name = texts("Public list")
    draft = Draft(facts, name)
    draft.title(texts("Public list: {subject}", subject=facts.subject))
    draft.words("opening", facts.opening)
    draft.heading(texts("Basis of the awards"))
    for n, basis in enumerate(facts.basis, start=1):
        draft.basis(basis, n if len(facts.basis) > 1 else None, with_period=True)
    draft.heading(texts("Proposed awards"))
    award_table(draft, facts.lines)
    draft.heading(texts("Time of publication and objections"))
    first, last = (paper_date(day, facts.language) for day in (facts.first_day, facts.last_day))
    draft.body(texts.plural(
        "The list is public for {n} working day: {first} to {last}.", "The list is public for {n} working days: {first} to {last}.",
        facts.working_days, first=first, last=last,
    ))  # fmt: skip
    draft.body(texts("Objections are made in writing, under your own name and with evidence, during this time."))
    draft.body(texts("The names of those who object are kept confidential."))
    contact = texts("{contact}, phone {phone}", contact=facts.contact, phone=facts.phone) if facts.phone else facts.contact
    draft.body(texts("Contact: {contact}", contact=contact))
    draft.body(texts("Without an objection by the end of the last day, the result stands."))
    draft.words("closing", facts.closing)
    draft.signoff(facts.department or facts.centre.name)
    issue(sheet, facts, name, [draft.copy()])
