"""The backup section: every copy with what it holds, a copy now, and restoring one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from models.domain.errors import N_
from models.domain.ops import Op
from services import backups, restoring, settings
from services.backups import BackupSummary
from services.exchange import package
from services.restoring import Restored
from services.settings import Centre
from ui.kit import problems
from ui.kit.dialogs import ChooseFolder, ChooseSaveFile, Confirm
from ui.kit.notices import label
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import SHAPES
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page

_WHY = {
    "daily": N_("Day's first use"), "migration": N_("Before an update"), "restore": N_("Before a restore"), "hand": N_("On request"),
    "import": N_("Before an import"),
}  # fmt: skip


class BackupSection(Section):
    """Copies are opened and checked when they are made; a damaged one says so here."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        sentence = t(
            "Copies of the database lie in the workspace's folder. For the case that this disk fails, name a second place on another disk: "
            "it gets a copy every day, with all papers and attachments."
        )
        super().__init__(page, t("Backup and restore"), sentence)
        self.rows = RowsModel(
            [
                Column("made", t("Made"), lambda row: f"{row.copy.made_at:%Y-%m-%d %H:%M}", 130),
                Column("why", t("Why"), lambda row: t(_WHY.get(row.copy.why, row.copy.why)), 130),
                Column("centre", t("Centre"), lambda row: row.centre, 150),
                Column("agents", t("Agents"), _agents, 70, numeric=True, sort=lambda row: row.agents),
                Column("month", t("Last closed month"), lambda row: row.last_closed or "–", 130),
                Column("state", t("State"), lambda row: _state(t, row), 200, tone=lambda row: "bad" if row.problem else "good"),
            ],
            self,
        )
        self.table = TableView(self.rows, t("Backups"), t("There is no backup yet."))
        self.table.row_chosen.connect(lambda row: self.restore.setEnabled(row is not None and not row.problem))
        self.table.setMinimumHeight(220)
        self.column.addWidget(self.table, 1)
        self.second = label("", wrap=False)
        self.choose, self.without = QPushButton(t("Choose the second place…")), QPushButton(t("No second place"))
        self.choose.clicked.connect(self.choose_second)
        self.without.clicked.connect(lambda: self.store_second(""))
        second = QHBoxLayout()
        for widget in (self.second, self.choose, self.without):
            second.addWidget(widget)
        second.addStretch(1)
        self.column.addLayout(second)
        self.now = QPushButton(t("Back up now"))
        self.now.clicked.connect(lambda: self.back_up(None))
        self.elsewhere = QPushButton(t("Back up to another place…"))
        self.elsewhere.clicked.connect(self.back_up_elsewhere)
        self.restore = QPushButton(t("Restore the chosen copy…"))
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self.ask_restore)
        self.package = QPushButton(t("Package for HR…"))
        self.package.setToolTip(t("Every table, all papers and attachments as one ZIP to hand on"))
        self.package.clicked.connect(self.pack)
        page.writes(Op.CHANGE_SETTINGS, self.choose, self.without, self.now, self.elsewhere, self.restore, self.package)
        buttons = QHBoxLayout()
        for button in (self.now, self.elsewhere, self.restore, self.package):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def refresh(self) -> None:
        """Every copy, opened and looked at."""
        workspace = self.page.context.workspace
        self.page.load(lambda: backups.summaries(workspace.folder), self.rows.set_rows)
        self.page.load(lambda: settings.centre(workspace), self._show_second)

    def _show_second(self, centre: Centre) -> None:
        t, place = self.texts, centre.backup_folder
        self.second.setText(t("Second place: {folder}", folder=place) if place else t("Second place: none"))
        self.without.setVisible(bool(place))

    def choose_second(self) -> None:
        """A folder on another disk, which gets its first copy at once."""
        if folder := ChooseFolder.ask(self, title=self.texts("Choose the second place…")):
            self.store_second(str(folder))

    def store_second(self, place: str) -> None:
        """Keep the choice; a place that cannot be written says so at once."""
        workspace = self.page.context.workspace

        def stored(centre: Centre) -> None:
            self._show_second(centre)
            if place:
                self.page.load(lambda: backups.second_place(workspace), lambda copy: self._made(copy) if copy else None)

        self.page.write(lambda: settings.change(workspace, values={"backup_folder": place}), stored)

    def back_up(self, target: Path | None) -> None:
        """A copy now."""
        workspace = self.page.context.workspace
        self.page.load(lambda: backups.back_up(workspace, target=target), self._made)

    def back_up_elsewhere(self) -> None:
        """A copy in a folder of the user's choice."""
        if folder := ChooseFolder.ask(self, title=self.texts("Back up to another place…")):
            self.back_up(folder)

    def pack(self) -> None:
        """Write the whole centre as one file to hand on."""
        t, workspace = self.texts, self.page.context.workspace
        suggested = Path(f"{t('Package')} {workspace.clock.today().isoformat()}.zip")
        path = ChooseSaveFile.ask(self, title=t("Package for HR…"), filters="ZIP (*.zip)", suggested=suggested)
        if path:
            self.page.context.tasks.run(
                lambda progress: package.pack(workspace, path=path, progress=progress),
                owner=self.page, title=t("Package for HR…"), failed=self.page.report,
                done=lambda done: self.page.banner.say(t("{n} files were packed into {file}.", n=done.files, file=str(done.path)), "good"),
            )  # fmt: skip

    def _made(self, path: Path) -> None:
        self.page.banner.say(self.texts("The copy was made and checked: {file}", file=str(path)), "good")
        self.refresh()

    def ask_restore(self) -> None:
        """Show what would be replaced by what; then restore."""
        t, chosen = self.texts, self.table.current()
        if chosen is None:
            return
        what = t(
            "The present data is replaced by the copy of {made} ({centre}, {agents} agents, last closed month {month}). "
            "Everything entered since then is no longer there. The present file is kept among the backups, so you can come back to it.",
            made=f"{chosen.copy.made_at:%Y-%m-%d %H:%M}", centre=chosen.centre, agents=chosen.agents, month=chosen.last_closed or "–",
        )  # fmt: skip
        if Confirm.ask(self, t, title=t("Restore this copy?"), what_happens=what, yes=t("Replace the present data")):
            workspace = self.page.context.workspace
            self.page.load(lambda: restoring.restore(workspace, source=chosen.copy.path), self._restored)

    def _restored(self, restored: Restored) -> None:
        context = self.page.context
        context.workspace = restored.workspace
        if restored.problem:
            self.page.banner.say(problems.sentence(restored.problem, self.texts), "bad")
        else:
            self.page.banner.say(self.texts("Restored. The file that was replaced is kept as {file}.", file=restored.kept.name), "good")
        self.refresh()
        context.bus.workspace_replaced.emit(restored.workspace)


def _agents(row: BackupSummary) -> str:
    return "" if row.problem else str(row.agents)


def _state(t, row: BackupSummary) -> str:  # type: ignore[no-untyped-def]
    return f"{SHAPES['bad']} {row.problem}" if row.problem else f"{SHAPES['good']} {t('whole')}"
