"""The preview shows the stored bytes and prints each page at its true size."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from services.texts import Texts
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
    view = PdfView(Texts("en"))
    qtbot.addWidget(view)
    view.resize(600, 700)
    view.show()
    view.show_pdf(paper, "notice")
    assert view.page_count == 2
    assert not view.grab().isNull()

    def to_file(_parent: Any, printer: QPrinter) -> bool:
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
