"""Settings of who may come in: the first account, the list of all, passwords and the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Op
from models.domain.rights import ROLE_WORDS, Role
from services import accounts, settings
from services.accounts import Account, Opened
from services.settings import Centre
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.recovery_key import ShowRecoveryKey
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.theme import STEP
from ui.settings.account_questions import AskAccount, AskNewPassword, AskOwnPassword, AskRole, PasswordForm
from ui.settings.section import Section

if TYPE_CHECKING:
    from ui.kit.page import Page

_ALONE = N_(
    "This centre has no accounts: whoever opens the program on this computer may do everything, and the log names only the responsible "
    "person. That is enough for one person behind the lock screen of the computer. An arbitrator may ask who took a decision and who "
    "decided on the appeal; as soon as a second person works here, make accounts."
)
_ROLES = N_(
    "The supervisor may do everything. The HR reviewer hears, confirms, receives notices and decides appeals. The quality inspector enters "
    "figures and records and proposes by hand. Read only looks and prints."
)


class AccountSection(Section):
    """Explains what working without accounts means, or lists them."""

    def __init__(self, page: Page) -> None:
        t = page.texts
        super().__init__(page, t("Accounts"), t("Who may work in this centre, and with which rights."))
        self.alone, self.listed = self._alone(), self._listed()
        for part in (self.alone, self.listed):
            part.hide()
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _alone(self) -> QWidget:
        t = self.texts
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 3)
        self.first = PasswordForm(t, name=t("Your name"))
        self.make = QPushButton(t("Make the supervisor's account"))
        self.make.setProperty("primary", True)
        self.make.clicked.connect(self.create_first)
        column.addWidget(label(t(_ALONE)))
        column.addWidget(self.first)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        column.addLayout(row)
        return part

    def _listed(self) -> QWidget:
        t = self.texts
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 3)
        self.rows = RowsModel([
            Column("name", t("Name"), lambda a: a.name, width=140),
            Column("role", t("Role"), lambda a: t(ROLE_WORDS[a.role]), width=130),
            Column("active", t("In use"), lambda a: t("yes") if a.active else t("no"), width=80,
                   tone=lambda a: "" if a.active else "muted"),
            Column("last", t("Last signed in"), lambda a: f"{a.last_sign_in_at:%Y-%m-%d %H:%M}" if a.last_sign_in_at else "–", width=150),
        ], self)  # fmt: skip
        self.table = TableView(self.rows, t("Accounts"), t("Nothing here."))
        self.table.setMinimumHeight(180)
        self.two = QCheckBox(t("What one person recorded by hand must be confirmed by another"))
        self.two.clicked.connect(self._ask_for_two)
        self.page.writes(Op.CHANGE_SETTINGS, self.two)
        column.addWidget(label(t(_ROLES), "muted"))
        column.addWidget(self.table)
        self.managing: list[QPushButton] = []
        for_others = ((t("New account…"), self.add), (t("Another role…"), self.change_role),
                      (t("Take out of use, or back"), self.switch), (t("Set a password…"), self.set_password))  # fmt: skip
        own = ((t("Change my password…"), self.change_own), (t("New recovery key…"), self.new_key))
        for buttons in (for_others, own):
            row = QHBoxLayout()
            for words, slot in buttons:
                row.addWidget(self._button(words, slot))
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.two)
        self.lock = Form()
        minutes = self.lock.whole("lock_minutes", t("Minutes without a touch until the screen locks"), 10, 1, 120)
        minutes.editingFinished.connect(self._lock_after)
        self.page.writes(Op.CHANGE_SETTINGS, self.lock)
        column.addWidget(self.lock)
        column.addWidget(label(t("▲ Ctrl+L locks the screen at once and changes the user."), "muted"))
        return part

    def _button(self, words: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: slot())
        if slot != self.change_own:
            self.managing.append(button)
            self.page.writes(Op.MANAGE_ACCOUNTS, button)
        return button

    # Showing

    def refresh(self) -> None:
        """The accounts as they stand."""
        workspace = self.page.context.workspace
        self.page.load(lambda: (accounts.accounts(workspace), settings.centre(workspace)), lambda found: self._show(*found))

    def _show(self, known: tuple[Account, ...], centre: Centre) -> None:
        self.alone.setVisible(not known)
        self.listed.setVisible(bool(known))
        self.rows.set_rows(known)
        self.two.setChecked(centre.two_for_by_hand)
        self.lock.field("lock_minutes").setValue(centre.lock_minutes)  # type: ignore[attr-defined]

    # Making and changing

    def create_first(self) -> None:
        """The supervisor's own account; from now on the program asks who comes in."""
        if not self.first.check():
            return
        workspace = self.page.context.workspace
        name, password = self.first.name(), self.first.password()
        self.page.write(lambda: accounts.create_first(workspace, name=name, password=password), self._made_first)

    def _made_first(self, opened: Opened) -> None:
        ShowRecoveryKey.ask(self, self.texts, key=opened.recovery_key, about=self._about())
        self.page.context.workspace = opened.workspace
        self.page.context.bus.workspace_replaced.emit(opened.workspace)

    def add(self) -> None:
        """Another account."""
        if answer := AskAccount.ask(self, self.texts):
            name, role, password = answer
            self._write(lambda w: accounts.add(w, name=name, role=role, password=password))

    def change_role(self) -> None:
        """Another role for the account chosen."""
        chosen: Account | None = self.table.current()
        if chosen and (role := AskRole.ask(self, self.texts, name=chosen.name, role=chosen.role)):
            self._write(lambda w: accounts.change(w, id=chosen.id, role=Role(role)))

    def switch(self) -> None:
        """Take the account chosen out of use, or back into it."""
        if chosen := self.table.current():
            self._write(lambda w: accounts.change(w, id=chosen.id, active=not chosen.active))

    def set_password(self) -> None:
        """A new password for somebody who forgot it."""
        chosen: Account | None = self.table.current()
        if chosen and (password := AskNewPassword.ask(self, self.texts, name=chosen.name)):
            self._write(lambda w: accounts.set_password(w, id=chosen.id, password=password), self.texts("The password is set."))

    def change_own(self) -> None:
        """The own password."""
        if answer := AskOwnPassword.ask(self, self.texts):
            old, new = answer
            self._write(lambda w: accounts.change_own_password(w, old=old, new=new), self.texts("The password is changed."))

    def new_key(self) -> None:
        """A new recovery key; the old one opens nothing any more."""
        workspace = self.page.context.workspace

        def shown(key: str) -> None:
            ShowRecoveryKey.ask(self, self.texts, key=key, about=self._about())

        self.page.write(lambda: accounts.new_recovery_key(workspace), shown)

    def _ask_for_two(self, wanted: bool) -> None:
        workspace = self.page.context.workspace
        self.page.write(
            lambda: settings.change(workspace, values={"two_for_by_hand": wanted}), lambda _: self.refresh(), failed=self._refused
        )

    def _lock_after(self) -> None:
        workspace, minutes = self.page.context.workspace, self.lock.value("lock_minutes")
        self.page.write(lambda: settings.change(workspace, values={"lock_minutes": minutes}), failed=self._refused)

    def _about(self) -> str:
        context = self.page.context
        return f"{context.workspace.folder.name} · {context.workspace.clock.today().isoformat()}"

    def _refused(self, error: Exception) -> None:
        self.page.report(error)
        self.refresh()

    def _write(self, call: Callable[[Any], Any], said: str = "") -> None:
        workspace = self.page.context.workspace

        def done(_value: Any) -> None:
            self.refresh()
            if said:
                self.page.banner.say(said, "good")

        self.page.write(lambda: call(workspace), done)
