"""Questions about accounts: name and password twice, role, own password."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from models.domain.rights import ROLE_WORDS, Role
from services.accounts import SHORTEST_PASSWORD
from services.texts import Texts
from ui.kit.dialogs import Dialog
from ui.kit.form import Form


class PasswordForm(Form):
    """A new password typed twice, unseen; with a name, a role or the old password where they are asked for."""

    def __init__(self, texts: Texts, *, name: str = "", role: bool = False, old: bool = False) -> None:
        super().__init__()
        self._texts, self._name = texts, name
        if name:
            self.line("name", name)
        if role:
            self.choice("role", texts("Role"), [(each.value, texts(words)) for each, words in ROLE_WORDS.items()], Role.HR_REVIEWER.value)
        if old:
            self._secret("old", texts("Present password"))
        self._secret("password", texts("New password") if old else texts("Password"))
        self._secret("again", texts("Once more"))

    def _secret(self, key: str, title: str) -> None:
        self.line(key, title).setEchoMode(QLineEdit.EchoMode.Password)

    def name(self) -> str:
        """The name typed."""
        return str(self.value("name"))

    def password(self, key: str = "password") -> str:
        """A password as it was typed, blanks and all."""
        field = self.field(key)
        assert isinstance(field, QLineEdit)
        return field.text()

    def check(self) -> bool:
        """Say below the fields what is missing; True when nothing is."""
        t = self._texts
        if self._name and not self.require({"name": t("The account needs a name.")}):
            return False
        if len(self.password()) < SHORTEST_PASSWORD:
            self.set_problem("password", t("The password needs at least {n} characters.", n=SHORTEST_PASSWORD))
            return False
        if self.password() != self.password("again"):
            self.set_problem("again", t("The two passwords differ."))
            return False
        return True


class _Question(Dialog):
    """Stays open until the form has what it needs."""

    def __init__(self, parent: QWidget | None, texts: Texts, title: str, yes: str, form: PasswordForm) -> None:
        super().__init__(parent, title, yes, texts("Cancel"))
        self._form = form
        self.body.addWidget(form)

    def accept(self) -> None:
        """Only what can be used is accepted."""
        if self._form.check():
            super().accept()


class AskAccount:
    """A new account."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts) -> tuple[str, Role, str] | None:
        """Name, role and password, None when turned back."""
        form = PasswordForm(texts, name=texts("Name"), role=True)
        dialog = _Question(parent, texts, texts("New account"), texts("Make the account"), form)
        return (form.name(), Role(form.value("role")), form.password()) if dialog.answered() else None


class AskRole:
    """Another role for an account."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, name: str, role: Role) -> Role | None:
        """The role, None when turned back."""
        dialog = Dialog(parent, texts("Role of {name}", name=name), texts("Change the role"), texts("Cancel"))
        form = Form()
        form.choice("role", texts("Role"), [(each.value, texts(words)) for each, words in ROLE_WORDS.items()], role.value)
        dialog.body.addWidget(form)
        return Role(form.value("role")) if dialog.answered() else None


class AskNewPassword:
    """A password for somebody else."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts, *, name: str) -> str | None:
        """The password, None when turned back."""
        form = PasswordForm(texts)
        dialog = _Question(parent, texts, texts("Password of {name}", name=name), texts("Set the password"), form)
        return form.password() if dialog.answered() else None


class AskOwnPassword:
    """The own password, old and new."""

    @staticmethod
    def ask(parent: QWidget | None, texts: Texts) -> tuple[str, str] | None:
        """Old and new password, None when turned back."""
        form = PasswordForm(texts, old=True)
        dialog = _Question(parent, texts, texts("Change my password"), texts("Change the password"), form)
        return (form.password("old"), form.password()) if dialog.answered() else None
