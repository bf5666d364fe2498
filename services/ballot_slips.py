"""Ballot slips of a survey to print, cut apart and hand out: no name, no number."""

from __future__ import annotations

from models.domain.errors import N_, UserError
from models.queries import schemes as queries
from models.tables.schemes import SchemeSurveyRow
from services import documents, papers, schemes
from services.documents.facts import SheetColumn, WideSheetFacts
from services.workspace import Workspace

ANSWERS = (N_("very dissatisfied"), N_("dissatisfied"), N_("neither"), N_("satisfied"), N_("very satisfied"))
"""What the answers 1 to 5 say."""
_BOX = "□ {score} {words}"


def ballot_slips(workspace: Workspace, *, survey_id: int) -> bytes:
    """A PDF with a slip for everyone asked; UserError when there is no such survey."""
    return documents.render(slip_facts(workspace, survey_id=survey_id))


def slip_facts(workspace: Workspace, *, survey_id: int) -> WideSheetFacts:
    """What the slips say."""
    texts = workspace.texts
    with workspace.store.read() as tx:
        row = tx.get(SchemeSurveyRow, survey_id)
        if row is None:
            raise UserError(N_("This survey does not exist."))
        held = {version.scheme.id: version.scheme for version in schemes.versions_in(tx)} or {}
        left = row.asked - len(queries.ballots(tx, [survey_id]))
        scheme = held.get(row.scheme_id) or schemes.library().get(row.scheme_id)
        centre = papers.issuer(workspace, tx)
    boxes = tuple(_BOX.format(score=score, words=texts(words)) for score, words in enumerate(ANSWERS, 1))
    name = scheme.name.text(texts.language) if scheme else row.scheme_id
    columns = [SheetColumn(title=texts(N_("Your answer: tick one box")) if n == 2 else "", share=2.2) for n in range(len(boxes))]
    return WideSheetFacts(
        language="zh" if texts.language == "zh" else "en", number="", issued_on=row.asked_on, centre=centre, check_code="",
        title=texts(N_("How satisfied are you with “{scheme}”?"), scheme=name), period="",
        columns=(*columns, SheetColumn(title=texts(N_("What should be better")), share=6)),
        rows=((*boxes, ""), ("",) * (len(boxes) + 1)) * max(left, 1),  # an empty line below each, to write on and to cut along
        legend=texts(N_("Anonymous: write no name. Cut the slips apart along the lines and drop them into the box folded.")),
    )  # fmt: skip
