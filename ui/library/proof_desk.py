"""Opens the proofs of a version in the page's side panel and stores what is entered there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.domain.ops import Op
from services import scheme_proofs, signed_lists
from services.scheme_proofs import Reader
from services.schemes import SchemeVersion
from ui.kit.dialogs import AskReason, ChooseOpenFile
from ui.library.proofs import ProofsPanel

if TYPE_CHECKING:
    from ui.library.page import LibraryPage


class ProofDesk:
    """One version at a time; `page` shows its panel."""

    def __init__(self, page: LibraryPage) -> None:
        self._page, self._texts = page, page.texts

    def open(self, version: SchemeVersion | None) -> None:
        """Show who has read the version, and its files."""
        if version is None:
            return
        page, t = self._page, self._texts
        workspace = page.context.workspace
        panel = ProofsPanel(t, workspace.clock.today())
        page.writes(Op.NOTE_READING, panel.all, panel.yes, panel.back, panel.add, panel.load, panel.form, panel.step)
        panel.submitted.connect(
            lambda: page.write(panel.write(workspace, version.id), lambda _: self._fill(panel, version), failed=panel.refuse)
        )
        panel.file_wanted.connect(lambda step: self._add_file(panel, version, step))
        panel.list_wanted.connect(lambda: self._read_list(panel, version))
        panel.take_back_wanted.connect(lambda reader: self._take_back(panel, version, reader))
        page.show_panel(t("Version {version}: proofs", version=version.version), panel)
        self._fill(panel, version)

    def _fill(self, panel: ProofsPanel, version: SchemeVersion) -> None:
        workspace, id = self._page.context.workspace, version.id
        self._page.load(
            lambda: (scheme_proofs.readers(workspace, version_id=id), scheme_proofs.proofs(workspace, version_id=id)),
            lambda found: panel.show_proofs(*found),
        )

    def _add_file(self, panel: ProofsPanel, version: SchemeVersion, step: str) -> None:
        page, t = self._page, self._texts
        filters = t("Papers and pictures (*.pdf *.png *.jpg *.jpeg *.docx *.xlsx *.txt)")
        path = ChooseOpenFile.ask(page, title=t("Add a file"), filters=filters)
        if path:
            workspace, id = page.context.workspace, version.id
            page.write(
                lambda: scheme_proofs.add_proof(workspace, version_id=id, step=step, path=path),
                lambda _: self._fill(panel, version), failed=panel.refuse,
            )  # fmt: skip

    def _read_list(self, panel: ProofsPanel, version: SchemeVersion) -> None:
        page, t = self._page, self._texts
        path = ChooseOpenFile.ask(page, title=t("Read a signed list"), filters=t("Tables (*.xlsx *.csv)"))
        if path:
            workspace, id = page.context.workspace, version.id

            def done(new: int) -> None:
                page.banner.say(t("{n} signatures are new.", n=new), "good")
                self._fill(panel, version)

            page.write(lambda: signed_lists.note_signed(workspace, version_id=id, path=path), done, failed=panel.refuse)

    def _take_back(self, panel: ProofsPanel, version: SchemeVersion, reader: Reader | None) -> None:
        page, t = self._page, self._texts
        if reader is None:
            return
        why = AskReason.ask(
            page, t, title=t("Take the signature of {name} back?", name=reader.name), yes=t("Take it back"),
            what_happens=t("It no longer counts that the agent has read this version. The log keeps the reason."),
        )  # fmt: skip
        if why:
            workspace, id = page.context.workspace, version.id
            page.write(
                lambda: scheme_proofs.take_back(workspace, version_id=id, employee_no=reader.employee_no, reason=why),
                lambda _: self._fill(panel, version), failed=panel.refuse,
            )  # fmt: skip
