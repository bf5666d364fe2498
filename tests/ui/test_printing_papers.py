"""Paper as the printer gets it: true size and place through the system's own path, and batches with cancel and resume."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.domain.ops import Op
from models.domain.papers import Series
from models.store import Tx
from services import documents, papers
from services.clock import FixedClock
from services.texts import Texts
from services.workspace import Workspace, create_workspace
from tests.documents.paper_samples import samples
from tests.services.test_papers import certificate
from tests.ui.worlds import on_screen, page_context
from ui.documents.page import DocumentsPage
from ui.kit import alignment
from ui.kit.pdf_view import AskPrinter, PdfView
from ui.kit.tasks import Tasks

MANY = 200


@pytest.fixture(autouse=True)
def no_alignment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No printer of this workstation is moved."""
    monkeypatch.setattr(alignment, "_settings", lambda: QSettings(str(tmp_path / "printers.ini"), QSettings.Format.IniFormat))


def page_of(pdf: bytes | Path, number: int = 0) -> tuple[tuple[float, float], Image.Image]:
    """Size in points, and the page at 72 dpi in grey."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number]
    found = page.get_size(), page.render(scale=1).to_pil().convert("L")
    document.close()
    return found


def apart(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ once the dots of the printer are smoothed away."""
    smooth = (picture.filter(ImageFilter.GaussianBlur(1.5)) for picture in (one, other))
    return ImageStat.Stat(ImageChops.difference(*smooth)).mean[0]


@pytest.mark.parametrize(("name", "size"), [("certificate", "A4"), ("certificate", "A3"), ("penalty", "A4")])
def test_a_paper_goes_through_the_printer_at_full_size_and_in_its_place(qtbot: QtBot, tmp_path: Path, name: str, size: Any) -> None:
    facts = samples()[name]
    pdf = documents.render(replace(facts, size=size) if name == "certificate" else facts)  # type: ignore[call-arg]
    view = PdfView(Texts("zh"))
    qtbot.addWidget(view)
    view.show_pdf(pdf, name)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(1, 1)
    view.print_to(printer)
    view.close_pdf()
    (wanted, before), (printed, after) = page_of(pdf), page_of(tmp_path / "out.pdf")
    assert printed == pytest.approx(wanted, abs=1)
    after = after.resize(before.size)
    edges = [ImageChops.invert(picture).point(lambda grey: 255 * (grey > 60)).getbbox() for picture in (before, after)]
    assert edges[0] == pytest.approx(edges[1], abs=1.5)
    assert apart(before, after) < apart(before, ImageChops.offset(after, 3, 0)) / 2
    assert apart(before, after) < apart(before, ImageChops.offset(after, 0, 3)) / 2


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Workspace]:
    """Two hundred certificates."""
    workspace = create_workspace(tmp_path / "centre", name="Centre", language="en", clock=FixedClock.on(date(2026, 11, 2)))

    def work(tx: Tx) -> None:
        for n in range(MANY):
            papers.allocate(tx, workspace, Series.CERTIFICATE, certificate(f"王{n}"), papers.Owner(month="2026-10"))

    workspace.store.transact(Op.ISSUE_DOCUMENT, work, who="test")
    yield workspace
    workspace.close()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, batch: Workspace) -> Iterator[DocumentsPage]:
    """The page over the batch, with calls behind the window."""
    context = page_context(tmp_path, batch, month="2026-10")
    context.tasks = Tasks(qapp)
    made = on_screen(DocumentsPage(context), qtbot, 1180, 640)
    qtbot.waitUntil(lambda: made.papers.rowCount() == MANY)
    yield made
    context.tasks.close()
    for view in made.findChildren(PdfView):
        view.close_pdf()


def counted(workspace: Workspace) -> set[int]:
    """How often papers were printed."""
    return {paper.prints for paper in papers.register(workspace)}


def test_a_batch_can_be_cancelled_and_prints_nothing(page: DocumentsPage, batch: Workspace, qtbot: QtBot) -> None:
    tasks = page.context.tasks
    steps: list[int] = []
    tasks.progressed.connect(lambda ticket: (steps.append(ticket.done), ticket.cancel()))
    with qtbot.waitSignal(tasks.ended):
        page.print_selected()
    assert 0 < steps[-1] < MANY
    assert not isinstance(page.panel.content, PdfView)
    assert counted(batch) == {0}


def test_after_a_jam_a_batch_goes_on_from_the_chosen_number(
    page: DocumentsPage, batch: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def one_page(_parent: Any, printer: QPrinter, pages: int) -> bool:
        asked.append((printer.fromPage(), pages))
        first = max(printer.fromPage(), 1)
        printer.setFromTo(first, first)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return True

    monkeypatch.setattr(AskPrinter, "ask", staticmethod(one_page))
    page.print_selected()
    qtbot.waitUntil(lambda: counted(batch) == {0, 1}, timeout=10_000)
    assert [paper.number for paper in papers.register(batch) if paper.prints] == ["KF-RY-2026-0001"]  # the others were left out
    view = page.panel.content
    assert isinstance(view, PdfView)
    assert view.chapters.count() == MANY
    wanted = next(n for n in range(MANY) if view.chapters.itemText(n).endswith("KF-RY-2026-0199"))
    view.chapters.setCurrentIndex(wanted)
    view.chapters.activated.emit(wanted)
    assert view.print_from_here()
    assert asked == [(0, MANY), (199, MANY)]
    document = view._pages.document
    shown = document[198].render(scale=1).to_pil().convert("L")
    _, printed = page_of(tmp_path / "out.pdf")
    neighbour = document[197].render(scale=1).to_pil().convert("L")
    assert apart(shown, printed.resize(shown.size)) < apart(neighbour, printed.resize(shown.size))
    assert counted(batch) == {0, 1}  # printed again for the jam, not counted again
