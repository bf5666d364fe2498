"""A whole case as one PDF for an arbitrator: cover with contents, chronology, papers, exhibits, operation log; bookmarked and numbered."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.domain.errors import N_, DamageFound, UserError
from models.store import Tx
from models.tables.decisions import OutcomeRow
from services import attachments, case_words, documents, paper_drawing, papers
from services.attachments import Attachment
from services.case_words import CaseRecord
from services.documents.case_facts import CaseSection, PageStampFacts
from services.outcome_views import burdens
from services.workspace import Workspace

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

_STAMP = N_("Case file {number}, page {page} of {pages}")
_TEXTS = (".txt", ".csv")
_MOST_TEXT = 20_000
"""Characters of a text file that are printed."""
_SHEET = 640
"""Characters of a printed text that make a paragraph at most."""


@dataclass(frozen=True)
class _Part:
    title: str
    pdf: bytes


def bundle(workspace: Workspace, *, outcome_id: int) -> bytes:
    """The case file of a penalty or referral as PDF; UserError when there is no such decision."""
    with workspace.store.read() as tx:
        row = tx.get(OutcomeRow, outcome_id)
        if row is None or not burdens(row.kind, row.employee_id, row.level):
            raise UserError(N_("A case file is made of a penalty or a referral."))
        record = case_words.read_case(tx, workspace, row)
        parts = list(_parts(tx, record))
    return _bound(record, parts)


def export(workspace: Workspace, *, outcome_id: int, path: Path) -> bytes:
    """Write the case file to a place of the user's choice, and give its content."""
    content = bundle(workspace, outcome_id=outcome_id)
    paper_drawing.write_paper(path, content)
    return content


def file_name(workspace: Workspace, *, outcome_id: int) -> str:
    """A name for the file: the agent's number and the decision's."""
    with workspace.store.read() as tx:
        row = tx.get(OutcomeRow, outcome_id)
        if row is None:
            raise UserError(N_("There is no such decision."))
        record = case_words.read_case(tx, workspace, row)
    return papers.file_name(f"{record.view.employee_no} {record.number}") + ".pdf"


def _parts(tx: Tx, record: CaseRecord) -> Iterator[_Part]:
    t = record.workspace.texts
    for facts in (case_words.chronology(tx, record), case_words.decision(tx, record)):
        yield _Part(facts.name, documents.render(facts))
    for row in record.documents:
        kind = papers.PAPER_NAMES[row.facts["paper"]]
        name = t(N_("{paper} {number}"), paper=t(kind), number=row.number)
        title = t(N_("{paper} (void)"), paper=name) if row.status == "void" else name
        yield _Part(title, papers.shown_pdf(record.workspace, row))
    for appeal in record.appeals:
        facts = case_words.appeal(tx, record, appeal)
        yield _Part(facts.name, documents.render(facts))
    yield from _exhibits(record)
    facts = case_words.log(tx, record)
    yield _Part(facts.name, documents.render(facts))


def _exhibits(record: CaseRecord) -> Iterator[_Part]:
    for found in record.exhibits:
        title = record.workspace.texts(N_("Exhibit {n}: {name}"), n=found.number, name=found.item.name)
        yield _Part(title, _exhibit(record, title, found.item, found.whose))


def _exhibit(record: CaseRecord, title: str, item: Attachment, whose: str) -> bytes:
    """The page that names the exhibit, with its picture or text on it, or its PDF behind it."""
    t = record.workspace.texts
    fields = [(t(N_("Kind")), whose), (t(N_("File")), item.name), ("SHA-256", item.sha256)]
    try:
        content = attachments.path_of(record.workspace, item.sha256).read_bytes()
    except DamageFound as damage:
        return documents.render(case_words.part(record, title, [_said(t.message(damage.message))], fields))
    ending = Path(item.name).suffix.lower()
    apart = t(
        N_("This kind of file cannot be printed. It is handed over with the case file as a file of its own, with the check sum above.")
    )
    if ending in attachments.IMAGES and _is_picture(content):
        return documents.render(case_words.part(record, title, [CaseSection(title="", picture=content)], fields))
    if ending in _TEXTS:
        return documents.render(case_words.part(record, title, [CaseSection(title="", paragraphs=_lines(content))], fields))
    pages = _pdf_pages(content) if ending == ".pdf" else None
    words = t(N_("The file follows on the next pages.")) if pages else apart
    head = documents.render(case_words.part(record, title, [_said(words)], fields))
    return _joined([head, pages]) if pages else head


def _said(words: str) -> CaseSection:
    return CaseSection(title="", paragraphs=(words,))


def _is_picture(content: bytes) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    return True


def _lines(content: bytes) -> tuple[str, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    lines = [line for line in text[:_MOST_TEXT].splitlines() if line.strip()]
    return tuple(line[n : n + _SHEET] for line in lines for n in range(0, len(line), _SHEET)) or ("–",)


def _pdf_pages(content: bytes) -> bytes | None:
    """The PDF written anew, so that a damaged or protected one is found out before it is bound; None for such a one."""
    from pypdf.errors import PyPdfError

    try:
        return _joined([content])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return None


def _joined(contents: Sequence[bytes]) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for content in contents:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            reader.decrypt("")
        for page in reader.pages:
            added = writer.add_page(page)
            if added.rotation:
                added.transfer_rotation_to_content()  # else the stamp would stand on its side
    return _written(writer)


def _bound(record: CaseRecord, parts: Sequence[_Part]) -> bytes:
    """Cover and parts in one file, every page stamped, every part bookmarked."""
    from pypdf import PdfReader, PdfWriter

    readers = [PdfReader(io.BytesIO(part.pdf)) for part in parts]
    titles = [part.title for part in parts]
    front = len(_pages(documents.render(case_words.cover(record, [(title, 0) for title in titles], 0))))
    firsts = [front + 1 + sum(len(reader.pages) for reader in readers[:n]) for n in range(len(readers))]
    total = front + sum(len(reader.pages) for reader in readers)
    cover = case_words.cover(record, list(zip(titles, firsts, strict=True)), total)
    writer = PdfWriter()
    for reader in (PdfReader(io.BytesIO(documents.render(cover))), *readers):
        for page in reader.pages:
            writer.add_page(page)
    _stamp(record, writer)
    for title, first in zip([cover.name, *titles], [1, *firsts], strict=True):
        writer.add_outline_item(title=title, page_number=first - 1)
    writer.add_metadata({"/Title": f"{cover.name} {record.number}", "/Author": record.desk.centre.name, "/Creator": "Fenming"})
    return _written(writer)


def _stamp(record: CaseRecord, writer: PdfWriter) -> None:
    t, total = record.workspace.texts, len(writer.pages)
    head = case_words.part(record, "", [])
    facts = PageStampFacts(
        language=head.language, number=head.number, issued_on=head.issued_on, centre=head.centre, check_code=head.check_code,
        stamps=tuple(t(_STAMP, number=record.number, page=n + 1, pages=total) for n in range(total)),
        sizes=tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in writer.pages),
    )  # fmt: skip
    for page, stamp in zip(writer.pages, _pages(documents.render(facts)), strict=True):
        page.merge_translated_page(stamp, float(page.mediabox.left), float(page.mediabox.bottom))


def _pages(content: bytes) -> Sequence[PageObject]:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(content)).pages


def _written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
