"""What a first start shows: open a workspace, make a centre, or look at the sample centre."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.dialogs import ChooseFolder
from ui.kit.form import Form
from ui.kit.notices import Banner, label
from ui.kit.preferences import LANGUAGES
from ui.kit.theme import STEP, heading

if TYPE_CHECKING:
    from services.texts import Texts


class Welcome(QWidget):
    """Three ways in: `opened(folder)`, `created(folder, centre's name, language)`, `sample_wanted(folder)`."""

    opened = Signal(object)
    created = Signal(object, str, str)
    sample_wanted = Signal(object)

    def __init__(self, texts: Texts, language: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._folder = folder
        title = label(texts("Welcome to Fenming"))
        title.setFont(heading(self.font(), 4))
        purpose = label(texts("Rewards and penalties of a call centre, clear and fair, on one offline workstation."), "muted")
        self.banner = Banner(texts("Close"))
        cards = QHBoxLayout()
        cards.setSpacing(STEP * 4)
        cards.addWidget(self._new_card(language), 3)
        cards.addLayout(self._other_cards(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 12, STEP * 8, STEP * 12, STEP * 8)
        column.setSpacing(STEP * 3)
        column.addStretch(1)
        for widget in (title, purpose, self.banner):
            column.addWidget(widget)
        column.addSpacing(STEP * 4)
        column.addLayout(cards)
        column.addStretch(2)

    def _card(self, title: str, sentence: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(STEP * 5, STEP * 4, STEP * 5, STEP * 4)
        column.setSpacing(STEP * 3)
        head = label(title)
        head.setFont(heading(self.font()))
        column.addWidget(head)
        column.addWidget(label(sentence, "muted"))
        return card, column

    def _button(self, words: str, primary: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("primary", primary)
        return button

    def _new_card(self, language: str) -> QFrame:
        t = self._texts
        card, column = self._card(t("New centre"), t("Everything is kept in one folder on this computer; nothing leaves it."))
        self.form = Form()
        self.form.line("name", t("Name of the centre")).returnPressed.connect(self._create)
        self.form.choice("language", t("Language"), [(each, QLocale(each).nativeLanguageName()) for each in LANGUAGES], language)
        self.form.line("folder", t("Folder"), str(self._folder)).returnPressed.connect(self._create)
        column.addWidget(self.form)
        alone = t(
            "It begins without passwords: whoever opens the program on this computer may do everything. "
            "As soon as a second person works here, make accounts under Settings, Accounts."
        )
        column.addWidget(label(alone, "muted"))
        choose = self._button(t("Another folder…"))
        choose.clicked.connect(self._choose_new)
        create = self._button(t("Make the centre"), True)
        create.clicked.connect(self._create)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        row.addWidget(create)
        column.addStretch(1)
        column.addLayout(row)
        return card

    def _other_cards(self) -> QVBoxLayout:
        t = self._texts
        others = QVBoxLayout()
        others.setSpacing(STEP * 4)
        card, column = self._card(t("Open a workspace"), t("A folder that Fenming made before, also on a stick or a shared drive."))
        button = self._button(t("Open…"))
        button.clicked.connect(self._open)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        others.addWidget(card)
        card, column = self._card(t("Look at the sample centre"), t("A made-up centre with 42 agents and six months, to try everything."))
        button = self._button(t("Make the sample centre"))
        button.clicked.connect(lambda: self.sample_wanted.emit(self._folder.with_name("sample")))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        others.addWidget(card)
        others.addStretch(1)
        return others

    def _choose_new(self) -> None:
        if folder := ChooseFolder.ask(self, title=self._texts("Folder for the new centre"), folder=self._folder.parent):
            self.form.field("folder").setText(str(folder))  # type: ignore[attr-defined]

    def _create(self) -> None:
        needed = {"name": self._texts("The centre needs a name."), "folder": self._texts("Choose a folder.")}
        if self.form.require(needed):
            values = self.form.values()
            self.created.emit(Path(values["folder"]), values["name"], values["language"])

    def _open(self) -> None:
        if folder := ChooseFolder.ask(self, title=self._texts("Open a workspace"), folder=self._folder.parent):
            self.opened.emit(folder)
