"""One click for the whole case as a PDF: written where the user wants it, and shown beside the page to be printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from services import case_bundle
from ui.kit.dialogs import ChooseSaveFile
from ui.kit.page import Page
from ui.kit.pdf_view import PdfView


def make_case_file(page: Page, outcome_id: int) -> None:
    """Ask for a place, write the case file there and show it in the page's side panel."""
    t, workspace = page.texts, page.context.workspace

    def ask(name: str) -> None:
        path = ChooseSaveFile.ask(page, title=t("Case file…"), filters="PDF (*.pdf)", suggested=Path.home() / name)
        if path is not None:

            def call() -> bytes:
                return case_bundle.export(workspace, outcome_id=outcome_id, path=path)

            done, title = partial(shown, path), t("Making the case file")
            page.context.tasks.run(call, owner=page, done=done, failed=page.report, title=title)

    def shown(path: Path, data: bytes) -> None:
        view = PdfView(t)
        page.show_panel(path.name, view)
        view.show_pdf(data, path.name)
        page.banner.say(t("The case file was written: {file}", file=str(path)), "good")

    page.load(lambda: case_bundle.file_name(workspace, outcome_id=outcome_id), ask)
