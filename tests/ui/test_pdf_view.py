"""The preview shows the stored bytes and prints each page at its true size."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import ImageChops
from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from services.documents.ruler import ruler_page
from services.texts import Texts
from tests.ui.worlds import on_screen
from ui.kit import alignment, pdf_view
from ui.kit.alignment import Alignment, AskAlignment, alignment_of
from ui.kit.pdf_view import AskPrinter, PdfView

A4 = (595.27, 841.89)


@pytest.fixture
def paper() -> bytes:
    """A portrait and a landscape page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(72, 700, "one")
    canvas.showPage()
    canvas.setPageSize((A4[1], A4[0]))
    canvas.drawString(72, 300, "two")
    canvas.save()
    return out.getvalue()


def test_pages_are_shown_and_printed_at_full_size(qtbot: Any, paper: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = on_screen(PdfView(Texts("en")), qtbot, 600, 700)
    view.show_pdf(paper, "notice")
    assert view.page_count == 2
    assert not view.grab().isNull()

    def to_file(_parent: Any, printer: QPrinter, _pages: int) -> bool:
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return True

    monkeypatch.setattr(AskPrinter, "ask", staticmethod(to_file))
    with qtbot.waitSignal(view.printed):
        assert view.print_pdf()
    printed = pypdf.PdfReader(tmp_path / "out.pdf")
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in printed.pages]
    assert sizes == [(595, 842), (842, 595)]
    view.close_pdf()
    assert view.page_count == 0


@pytest.fixture
def many() -> bytes:
    """Five pages that say their numbers."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for n in range(1, 6):
        canvas.drawString(72, 700, f"page {n}")
        canvas.rect(0, 0, 20 * n, 20, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def view(qtbot: Any, many: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PdfView:
    """The five pages in a view that prints into a file."""

    def to_file(_parent: Any, printer: QPrinter, _pages: int) -> bool:
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return True

    monkeypatch.setattr(AskPrinter, "ask", staticmethod(to_file))
    monkeypatch.setattr(alignment, "_settings", lambda: QSettings(str(tmp_path / "printers.ini"), QSettings.Format.IniFormat))
    made = on_screen(PdfView(Texts("en")), qtbot, 700, 600)
    made.show_pdf(many, "five")
    return made


def pictures(file: Path) -> list[Any]:
    document = pypdfium2.PdfDocument(file)
    found = [page.render(scale=0.5).to_pil().convert("L") for page in document]
    document.close()
    return found


def test_after_a_jam_printing_goes_on_from_the_page_in_sight_and_is_not_counted_again(view: PdfView, qtbot: Any, tmp_path: Path) -> None:
    view.go_to(2)
    assert view.current_page == 3
    with qtbot.assertNotEmitted(view.printed):
        assert view.print_from_here()
    assert len(pypdf.PdfReader(tmp_path / "out.pdf").pages) == 3


def test_a_printer_that_shifts_is_corrected(view: PdfView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view.print_pdf()
    straight = pictures(tmp_path / "out.pdf")[0]
    monkeypatch.setattr(pdf_view, "alignment_of", lambda name: Alignment(name, right=20, up=10))
    view.print_pdf()
    moved = pictures(tmp_path / "out.pdf")[0]
    left, low = (ImageChops.invert(picture).getbbox() for picture in (straight, moved))
    assert left is not None
    assert low is not None
    assert low[0] - left[0] == pytest.approx(20 * 72 / 25.4 / 2, abs=1.5)
    assert left[3] - low[3] == pytest.approx(10 * 72 / 25.4 / 2, abs=1.5)


def test_the_alignment_is_kept_for_each_printer(view: PdfView, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = (Alignment("办公室 HP", 1.5, -2.0), True)
    monkeypatch.setattr(AskAlignment, "ask", staticmethod(lambda *_: answer))
    view.align()
    assert alignment_of("办公室 HP") == answer[0]
    assert alignment_of("another") == Alignment("another")


def test_zoom_goes_in_steps_and_two_pages_stand_side_by_side(view: PdfView) -> None:
    view.zoom(1.25)
    before = view._pages.scale
    view.zoom(1.25)
    view.zoom(1 / 1.25)
    assert view._pages.scale == before
    view.toggle_two_up()
    first, second, third = (view._pages.place(number) for number in range(3))
    assert first.top() == second.top() < third.top()
    assert first.right() < second.left()
    view.toggle_thumbnails()
    view._thumbs.chosen.emit(4)
    assert view._where.text().startswith("page ")
    assert not view.grab().isNull()


def test_the_ruler_page_is_one_page_with_its_cross_at_a_hundred_millimetres() -> None:
    for landscape in (False, True):
        reader = pypdf.PdfReader(io.BytesIO(ruler_page("zh", landscape=landscape)))
        assert len(reader.pages) == 1
        assert "标尺页" in reader.pages[0].extract_text().replace(" ", "")
        assert f"{100 * 72 / 25.4:.2f}" in reader.pages[0].get_contents().get_data().decode("latin-1")


def test_each_size_of_paper_is_a_job_of_its_own_on_a_real_printer(view: PdfView) -> None:
    view._pages.sizes = [A4, (A4[1], A4[0]), (1191.0, 842.0), (842.0, 1191.0), A4]
    kinds = QPrinter.OutputFormat
    real, file = (SimpleNamespace(OutputFormat=kinds, outputFormat=lambda it=it: it) for it in (kinds.NativeFormat, kinds.PdfFormat))
    assert view._jobs(range(5), real) == [[0, 1], [2, 3], [4]]  # type: ignore[arg-type]
    assert view._jobs(range(1, 4), file) == [[1, 2, 3]]  # type: ignore[arg-type]
