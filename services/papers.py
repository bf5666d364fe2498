"""The register of numbered papers: numbers without gaps, the stored PDF of each, reprints, void ones, check codes."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.domain.errors import N_, DamageFound, Message, UserError
from models.domain.ops import Done, Op
from models.domain.papers import PaperStatus, Series
from models.domain.period import Period
from models.queries import papers as queries
from models.queries import people as people_queries
from models.store import Tx
from models.tables.base import to_json
from models.tables.documents import DocumentRow
from services import attachments, documents, own_wordings, settings
from services.documents.facts import Centre, CertificateFacts, Paper
from services.paper_codes import CODE, NUMBER, plain_code, plain_number, read_off
from services.paper_drawing import Drawn, Job, draw_all, write_paper
from services.paper_facts import from_plain, to_plain
from services.progress import NoProgress, Progress
from services.texts import Texts
from services.workspace import Workspace

_BATCH = 20
"""Papers drawn between two transactions: a crash loses at most the drawing of so many, which is then done again."""
PAPER_NAMES = {
    "CertificateFacts": N_("Certificate"),
    "RewardNoticeFacts": N_("Reward notice"),
    "PenaltyNoticeFacts": N_("Penalty notice"),
    "AppealReceiptFacts": N_("Appeal receipt"),
    "AppealDecisionFacts": N_("Appeal decision"),
    "PublicListFacts": N_("Public list"),
    "PointsStatementFacts": N_("Points statement"),
    "CoachingPlanFacts": N_("Coaching plan"),
    "RectificationFacts": N_("Rectification order"),
    "RedemptionSlipFacts": N_("Redemption slip"),
    "CustomerNoticeFacts": N_("Customer reward notice"),
    "AssessmentSheetFacts": N_("Assessment sheet"),
    "ReferralFacts": N_("Referral to a decision maker"),
    "StatementFormFacts": N_("Statement form"),
    "ObjectionReceiptFacts": N_("Objection receipt"),
    "ObjectionDecisionFacts": N_("Answer to an objection"),
}


@dataclass(frozen=True)
class Owner:
    """What a paper belongs to: the month it was issued for, the agent or team, outcomes, appeal, and the paper that it replaces."""

    month: str = ""
    employee_id: int | None = None
    team: str | None = None
    outcome_ids: tuple[int, ...] = ()
    appeal_id: int | None = None
    replaces_id: int | None = None


@dataclass(frozen=True)
class PaperView:
    """One line of the register; `paper` names the kind in English (translate it), `employees` by number and name."""

    id: int
    series: Series
    paper: str
    number: str
    issued_on: date
    month: str
    recipient: str
    employee_no: str
    status: PaperStatus
    void_reason: str
    is_drawn: bool
    prints: int
    last_printed_at: datetime | None
    check_code: str
    replaces: str
    replaced_by: str


@dataclass(frozen=True)
class CodeCheck:
    """Answer to a check code: `found` the number exists, `matches` number, code and stored facts agree; the paper when found."""

    found: bool
    matches: bool
    paper: PaperView | None


def issuer(workspace: Workspace, tx: Tx) -> Centre:
    """The centre as papers name it, with its logo, and its seal where the centre switched that on."""
    centre = settings.centre_in(tx)
    lines = (centre.address, workspace.texts("Phone {phone}", phone=centre.phone) if centre.phone else "")
    seal = picture(workspace, centre.seal) if centre.seal_on_papers else None
    return Centre(name=centre.name, letterhead=tuple(line for line in lines if line), logo=picture(workspace, centre.logo), seal=seal)


def picture(workspace: Workspace, sha256: str) -> bytes | None:
    """Content of a logo or seal, None when there is none or its file is lost."""
    if not sha256:
        return None
    try:
        return attachments.path_of(workspace, sha256).read_bytes()
    except (DamageFound, OSError):
        return None


def allocate(tx: Tx, workspace: Workspace, series: Series, facts: Paper, owner: Owner) -> DocumentRow:
    """Give the paper the next number of its series and year and enter it, inside the caller's transaction; the file is drawn later.

    `number` and `check_code` of the facts are filled in here.
    """
    year = facts.issued_on.year
    serial, number = next_number(tx, series, year)
    facts = own_wordings.applied(tx, replace(facts, number=number, check_code=""))
    code = check_code(facts)
    facts = replace(facts, check_code=code)
    if isinstance(facts, CertificateFacts):
        facts = replace(facts, qr_payload=_qr_payload(workspace.texts, facts))
    return tx.add(
        DocumentRow(
            kind=series.value, year=year, serial=serial, number=number, issued_on=facts.issued_on, language=facts.language,
            period=owner.month, employee_id=owner.employee_id, team=owner.team, appeal_id=owner.appeal_id, replaces_id=owner.replaces_id,
            outcome_id=owner.outcome_ids[0] if len(owner.outcome_ids) == 1 else None,
            facts=to_plain(facts) | {"outcomes": list(owner.outcome_ids)}, check_code=code,
        )
    )  # fmt: skip


def _qr_payload(texts: Texts, facts: CertificateFacts) -> str:
    """What any reader of QR codes shows as plain text: number, name, award, date, check code."""
    words = [
        texts(NUMBER, number=facts.number), facts.recipient, facts.award, facts.issued_on.isoformat(),
        texts(CODE, code=facts.check_code),
    ]  # fmt: skip
    return "\n".join(word for word in words if word)


def next_number(tx: Tx, series: Series, year: int) -> tuple[int, str]:
    """Serial and number that the next paper of the series and year gets; UserError when the pattern gives a number that is taken."""
    serial = queries.last_serial(tx, series.value, year) + 1
    number: str = getattr(settings.centre_in(tx), f"number_{series.value}").format(year=year, serial=serial)
    if queries.document_by_number(tx, number) is not None:
        raise UserError(N_("The number {number} is taken already; change the number pattern in the settings."), number=number)
    return serial, number


def check_code(facts: Paper) -> str:
    """Eight letters and figures that depend on everything the paper says."""
    return _code(to_plain(facts))


def _code(plain: Mapping[str, Any]) -> str:
    """The code of the facts as they are stored: papers issued before a fact was thought of keep theirs."""
    said = {name: value for name, value in plain.items() if name not in ("qr_payload", "outcomes", "is_void")}
    said |= {"check_code": "", "is_reprint": False}
    digest = hashlib.sha256((said["number"] + to_json(said)).encode()).digest()
    code = base64.b32encode(digest[:5]).decode("ascii")
    return f"{code[:4]}-{code[4:]}"


def facts_of(workspace: Workspace, row: DocumentRow, *, reprint: bool = False) -> Paper:
    """What the paper says, as it was issued; `reprint` marks it so, but for certificates."""
    facts = from_plain(row.facts, lambda sha256: picture(workspace, sha256))
    return replace(facts, is_reprint=reprint and not isinstance(facts, CertificateFacts))


def _marked(workspace: Workspace, row: DocumentRow, *, reprint: bool) -> Paper:
    """What is shown and printed of a paper: void ones are stamped, papers printed before carry the reprint mark."""
    return replace(facts_of(workspace, row, reprint=reprint), is_void=row.status == PaperStatus.VOID)


def path_of(workspace: Workspace, row: DocumentRow | queries.PaperFile) -> Path:
    """Where the paper's PDF lies: documents/<year>/<number>.pdf, without characters that file systems refuse."""
    return workspace.folder / "documents" / str(row.year) / f"{file_name(row.number)}.pdf"


def file_name(number: str) -> str:
    """A number as a file name."""
    return re.sub(r'[\\/:*?"<>|\s]+', "_", number).strip("._") or "paper"


def draw_pending(workspace: Workspace, progress: Progress | None = None) -> int:
    """Draw every paper whose file is missing or was not drawn yet; gives how many. The same facts give the same bytes."""
    progress = progress or NoProgress()
    with workspace.store.read() as tx:
        wanted = [file.id for file in queries.paper_files(tx) if not file.sha256 or not path_of(workspace, file).is_file()]
        rows = queries.documents(tx, ids=wanted) if wanted else []
    progress.step(0, len(rows))
    drawn: list[Drawn] = []
    jobs = [Job(row.id, path_of(workspace, row), facts_of(workspace, row)) for row in rows]
    try:
        with closing(draw_all(jobs)) as finished:
            for done, paper in enumerate(finished, start=1):
                drawn.append(paper)
                if len(drawn) == _BATCH:
                    _note_drawn(workspace, drawn)
                    drawn = []
                progress.step(done, len(rows))
    finally:
        _note_drawn(workspace, drawn)
    return len(rows)


def _note_drawn(workspace: Workspace, drawn: Sequence[Drawn]) -> None:
    def work(tx: Tx) -> None:
        for paper in drawn:
            row = row_of(tx, paper.id)
            if not row.sha256:
                row.sha256, row.size = paper.sha256, paper.size

    if drawn:
        workspace.store.transact(Op.ISSUE_DOCUMENT, work, who=workspace.actor)


def pdf_bytes(workspace: Workspace, *, id: int, reprint: bool = False) -> bytes:
    """The PDF as it is to be shown; with `reprint` a fresh one that carries the mark, but for certificates."""
    with workspace.store.read() as tx:
        row = row_of(tx, id)
    return _pdf(workspace, row, reprint=reprint)


def _pdf(workspace: Workspace, row: DocumentRow, *, reprint: bool) -> bytes:
    if reprint and row.kind != Series.CERTIFICATE:
        return documents.render(_marked(workspace, row, reprint=True))
    return shown_pdf(workspace, row)


def shown_pdf(workspace: Workspace, row: DocumentRow) -> bytes:
    """The stored PDF (drawn now when it was not yet); of a void paper a copy with the stamp, the stored file stays as it is."""
    content = stored_pdf(workspace, row)
    return documents.render(_marked(workspace, row, reprint=False)) if row.status == PaperStatus.VOID else content


def stored_pdf(workspace: Workspace, row: DocumentRow) -> bytes:
    """A paper's PDF as it was issued, drawn now when it was not yet; DamageFound when its file is another."""
    path = path_of(workspace, row)
    if row.sha256 and path.is_file():
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise DamageFound(N_("Paper {number}: the file differs from the one that was issued."), number=row.number)
        return content
    return documents.render(facts_of(workspace, row))


def collected(workspace: Workspace, *, ids: Collection[int], progress: Progress | None = None) -> bytes:
    """Many papers in one PDF with a bookmark each, in the order of the register: as they were issued, or with the mark they need."""
    from pypdf import PdfWriter

    with workspace.store.read() as tx:
        rows = queries.documents(tx, ids=ids)
    if not rows:
        raise UserError(N_("No paper is chosen."))
    writer, result = PdfWriter(), io.BytesIO()
    for done, row in enumerate(rows, start=1):
        writer.append(io.BytesIO(_pdf(workspace, row, reprint=row.prints > 0)), outline_item=row.number, import_outline=False)
        (progress or NoProgress()).step(done, len(rows))
    writer.write(result)
    return result.getvalue()


def printed(workspace: Workspace, *, ids: Collection[int]) -> Done[int]:
    """Count that these papers went to the printer."""

    def work(tx: Tx) -> int:
        rows = queries.documents(tx, ids=ids)
        for row in rows:
            row.prints, row.last_printed_at = row.prints + 1, workspace.clock.now()
        return len(rows)

    return workspace.store.transact(Op.PRINT_DOCUMENT, work, who=workspace.actor)


def reprint(workspace: Workspace, *, id: int) -> bytes:
    """Count one more print and give the PDF for it: the issued one the first time, later one with the reprint mark."""
    with workspace.store.read() as tx:
        before = row_of(tx, id).prints
    printed(workspace, ids=[id])
    return pdf_bytes(workspace, id=id, reprint=before > 0)


def void(workspace: Workspace, *, id: int, reason: str) -> Done[PaperView]:
    """Mark a spoiled paper void; it keeps its number and stays readable."""
    if not reason.strip():
        raise UserError(N_("Give the reason why the paper is void."))

    def work(tx: Tx) -> PaperView:
        row = row_of(tx, id)
        if row.status == PaperStatus.VOID:
            raise UserError(N_("Paper {number} is void already."), number=row.number)
        row.status, row.void_reason = PaperStatus.VOID.value, reason.strip()
        return views(tx, [row])[0]

    return workspace.store.transact(Op.VOID_DOCUMENT, work, who=workspace.actor, why=reason.strip())


def register(workspace: Workspace, *, month: Period | None = None, series: Series | None = None) -> tuple[PaperView, ...]:
    """The register, of one month or series when given, by series, year and serial."""
    with workspace.store.read() as tx:
        rows = queries.documents(tx, month=month.text if month else None, kind=series.value if series else None)
        return views(tx, rows)


def verify_code(workspace: Workspace, *, number: str, code: str) -> CodeCheck:
    """Does the register know this number, and does the code agree with what the paper said when it was issued?

    Instead of the number, or of the code, the whole text of a certificate's QR code may be given.
    """
    number, code = read_off(number, code)
    with workspace.store.read() as tx:
        row = queries.document_by_number(tx, number) or _typed_alike(tx, number)
        if row is None:
            return CodeCheck(False, False, None)
        view = views(tx, [row])[0]
    right = _code(row.facts) == row.check_code and plain_code(code) == row.check_code.replace("-", "")
    return CodeCheck(True, right, view)


def _typed_alike(tx: Tx, number: str) -> DocumentRow | None:
    """The one paper whose number a keyboard without 〔〕 gives, or one typed with other blanks, width or case."""
    found = [name.id for name in queries.paper_names(tx) if plain_number(name.number) == plain_number(number)]
    return row_of(tx, found[0]) if len(found) == 1 and number else None


def export_documents(workspace: Workspace, *, month: Period, folder: Path, progress: Progress | None = None) -> int:
    """Copy the month's papers as single PDFs into a folder, drawing what is missing; gives how many."""
    progress = progress or NoProgress()
    draw_pending(workspace)
    with workspace.store.read() as tx:
        rows = queries.documents(tx, month=month.text)
    for done, row in enumerate(rows):
        progress.step(done, len(rows))
        write_paper(folder / f"{file_name(row.number)}.pdf", pdf_bytes(workspace, id=row.id))
    return len(rows)


def ruler_page(language: str, *, landscape: bool = False) -> bytes:
    """A page of rulers by which the shift of a printer is measured."""
    return documents.ruler_page(language, landscape=landscape)


def missing_glyphs(facts: Paper) -> tuple[str, ...]:
    """Characters of the paper that none of the embedded fonts has."""
    return tuple(documents.missing_glyphs(facts))


def glyph_warnings(facts: Sequence[tuple[str, Paper]]) -> tuple[Message, ...]:
    """A warning for each paper, named by its number, that holds characters which cannot be printed."""
    found = []
    for number, paper in facts:
        if missing := missing_glyphs(paper):
            found.append(Message(_MISSING, {"number": number, "characters": " ".join(missing)}))
    return tuple(found)


_MISSING = N_(
    "Paper {number}: no font has the character {characters}. It is printed as a box; write it in by hand, or use a common variant."
)


def row_of(tx: Tx, id: int) -> DocumentRow:
    """One line of the register as it is stored; UserError when there is none."""
    row = tx.get(DocumentRow, id)
    if row is None:
        raise UserError(N_("There is no such paper."))
    return row


def views(tx: Tx, rows: Sequence[DocumentRow]) -> tuple[PaperView, ...]:
    """Lines of the register with names and neighbours resolved."""
    people = people_queries.employees(tx)
    names = queries.paper_names(tx)
    numbers = {name.id: name.number for name in names}
    followers = {name.replaces_id: name.number for name in names if name.replaces_id}
    found = []
    for row in rows:
        person = people.get(row.employee_id) if row.employee_id is not None else None
        recipient = person.name if person else row.team or row.facts.get("customer", "")
        found.append(
            PaperView(
                id=row.id, series=Series(row.kind), paper=PAPER_NAMES[row.facts["paper"]], number=row.number, issued_on=row.issued_on,
                month=row.period, recipient=recipient, employee_no=person.employee_no if person else "",
                status=PaperStatus(row.status), void_reason=row.void_reason, is_drawn=bool(row.sha256), prints=row.prints,
                last_printed_at=row.last_printed_at, check_code=row.check_code,
                replaces=numbers.get(row.replaces_id, "") if row.replaces_id else "", replaced_by=followers.get(row.id, ""),
            )
        )  # fmt: skip
    return tuple(found)
