"""Growth: trainings, certificates, mentors, talks, elections and the committee, one at a time."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from models.domain.errors import N_
from models.domain.ops import Op, Subject
from services import attachments
from services.attachments import Attachment
from services.exchange import exporting
from ui.growth.certificates import CertificateSection
from ui.growth.committee import CommitteeSection
from ui.growth.elections import ElectionSection
from ui.growth.mentors import MentorSection
from ui.growth.section import Section
from ui.growth.talks import TalkSection
from ui.growth.trainings import TrainingSection
from ui.kit.agents import Agent, known_agents
from ui.kit.dialogs import ChooseSaveFile
from ui.kit.import_wizard import ImportWizard
from ui.kit.page import Page
from ui.kit.theme import STEP

_SECTIONS: dict[str, type[Section]] = {
    "trainings": TrainingSection, "certificates": CertificateSection, "mentors": MentorSection, "talks": TalkSection,
    "elections": ElectionSection, "committee": CommitteeSection,
}  # fmt: skip


class GrowthPage(Page):
    """A row of buttons chooses the kind of record; forms and lists of people open in the panel."""

    name = "growth"
    title = N_("Growth")
    search_text = N_("Name, pinyin or number")
    primary_text = N_("Add…")
    primary_writes = Op.EDIT_GROWTH
    subjects = Subject.GROWTH | Subject.PEOPLE | Subject.SCHEMES

    def build(self, body: QVBoxLayout) -> None:
        """Section buttons, and a table for each."""
        t = self.texts
        self.agents: tuple[Agent, ...] = ()
        self.menus = {"import": QAction(t("Import records…"), self), "export": QAction(t("Export records…"), self)}
        self.menus["import"].triggered.connect(lambda: self.bring_in())
        self.menus["export"].triggered.connect(lambda: self.export())
        self.transfer: dict[str, QPushButton] = {}
        for name, words in (("import", t("Import")), ("export", t("Export"))):
            self.transfer[name] = QPushButton(words)
            self.transfer[name].clicked.connect(self.menus[name].trigger)
            self.header.extra.addWidget(self.transfer[name])
        self.writes(Op.IMPORT_GROWTH, self.transfer["import"], self.menus["import"])
        self.sections: dict[str, Section] = {}
        self.stack = QStackedWidget()
        self.chooser = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for place, (name, made) in enumerate(_SECTIONS.items()):
            button = QPushButton(t(made.title))
            button.setCheckable(True)
            self.chooser.addButton(button, place)
            row.addWidget(button)
            self.sections[name] = made(self)
            self.stack.addWidget(self.sections[name])
        row.addStretch(1)
        self.chooser.button(0).setChecked(True)
        self.chooser.idClicked.connect(self._choose)
        body.addLayout(row)
        body.addWidget(self.stack, 1)

    @property
    def section(self) -> Section:
        """The kind of record that is shown."""
        return list(self.sections.values())[self.stack.currentIndex()]

    def _choose(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.chooser.button(place).setChecked(True)
        self.panel.close_panel()
        for control in (*self.transfer.values(), *self.menus.values()):
            control.setEnabled(bool(self.section.kind))

    def refresh(self) -> None:
        """Agents, then every kind of record in the language shown."""
        workspace = self.context.workspace.speaking(self.texts.language)
        self.load(lambda: known_agents(workspace), self._take_agents)
        for section in self.sections.values():
            self.load(lambda section=section: section.read(workspace), section.fill)

    def _take_agents(self, agents: tuple[Agent, ...]) -> None:
        self.agents = agents

    def search(self, text: str) -> None:
        """Names by hanzi, pinyin, initials or number; any other words of a record."""
        for section in self.sections.values():
            section.rows.filter(text)

    def primary(self) -> None:
        """A new record of the kind that is shown."""
        self.section.add()

    def go(self, section: str = "", record: int = 0, **_where: Any) -> None:
        """Show a kind of record, and one of them."""
        if section in self.sections:
            self._choose(list(self.sections).index(section))
        self.section.table.choose(lambda row: row.id == record)

    def page_actions(self) -> list[QAction]:
        """Import and export of the kind that is shown."""
        return list(self.menus.values())

    def bring_in(self) -> None:
        """Import a file of the kind that is shown."""
        ImportWizard.ask(self, kind=self.section.kind)

    def export(self) -> None:
        """Write all records of the kind as a table that imports read back."""
        t, workspace, kind = self.texts, self.context.workspace.speaking(self.texts.language), self.section.kind
        name = Path(f"{t(self.section.title)}.xlsx")
        path = ChooseSaveFile.ask(self, title=t("Export records…"), filters="XLSX (*.xlsx);;CSV (*.csv)", suggested=name)
        if path:
            self.load(
                lambda: exporting.export(workspace, kind=kind, path=path),
                lambda done: self.banner.say(t("{n} rows were written to {file}.", n=done.rows, file=done.path.name), "good"),
            )

    def open_file(self, file: Attachment) -> None:
        """Open a copy of an attached file with the system's program for it; the kept one is never handed out."""

        def copied() -> Path:
            folder = Path(tempfile.mkdtemp(prefix="fenming-"))
            return Path(shutil.copyfile(attachments.path_of(self.context.workspace, file.sha256), folder / Path(file.name).name))

        self.load(copied, lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
