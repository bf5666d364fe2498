"""Roles in the window: everything is seen, what may not be written is grey with the reason, nothing clickable is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.domain.ops import Op
from models.domain.outcomes import OutcomeKind
from models.domain.period import Period
from models.domain.rights import RIGHTS, Role
from services import accounts, closing, outcomes, settings
from services.clock import FixedClock
from services.workspace import Workspace, open_workspace
from tests.conftest import SAMPLE_DAY
from tests.ui.clicking import answer_dialogs, click_through, declared, watch_rights
from tests.ui.worlds import page_context
from ui.kit import rights
from ui.kit.page import Page
from ui.kit.preferences import Preferences
from ui.settings import account_questions
from ui.shell.pages import PAGES
from ui.shell.window import Window

OCTOBER = Period.parse("2026-10")
PASSWORD = "Lotus-river-7"
OTHERS = [role for role in Role if role is not Role.SUPERVISOR]
NAMES = {Role.SUPERVISOR: "王主管", Role.HR_REVIEWER: "孙敏", Role.QUALITY_INSPECTOR: "周洁", Role.READ_ONLY: "访客"}
SignIn = Callable[[Role], Workspace]


@pytest.fixture(scope="module")
def prepared(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample centre with October closed, two awards confirmed and an account of every role."""
    folder = tmp_path_factory.mktemp("roles") / "centre"
    shutil.copytree(sample_template, folder)
    workspace = open_workspace(folder, clock=FixedClock.on(SAMPLE_DAY))
    closing.close(workspace, month=OCTOBER)
    awards = [view.id for view in outcomes.board(workspace, month=OCTOBER).outcomes if view.id and view.kind is OutcomeKind.AWARD]
    outcomes.confirm(workspace, ids=awards[:2])
    boss = accounts.create_first(workspace, name=NAMES[Role.SUPERVISOR], password=PASSWORD).value.workspace
    for role in OTHERS:
        accounts.add(boss, name=NAMES[role], role=role, password=PASSWORD)
    boss.close()
    return folder


@pytest.fixture
def in_hands_of(prepared: Path, tmp_path: Path) -> Iterator[SignIn]:
    """Signs somebody of a role in at a copy of that centre."""
    shutil.copytree(prepared, tmp_path / "centre")
    opened = open_workspace(tmp_path / "centre", clock=FixedClock.on(SAMPLE_DAY))
    yield lambda role: accounts.sign_in(opened, name=NAMES[role], password=PASSWORD)
    opened.close()


@pytest.fixture(params=[pytest.param(role, marks=[] if role is Role.READ_ONLY else pytest.mark.slow) for role in OTHERS])
def role(request: pytest.FixtureRequest) -> Role:
    """Every role that may not do everything."""
    found: Role = request.param
    return found


@pytest.fixture
def window(in_hands_of: SignIn, role: Role, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The whole window over the sample centre in that role's hands, questions answered."""
    answer_dialogs(monkeypatch, tmp_path)
    monkeypatch.setattr(account_questions.AskOwnPassword, "ask", staticmethod(lambda *_: (PASSWORD, "Bamboo-hill-9")))
    made = _window(in_hands_of(role), tmp_path)
    yield made
    made.close()
    made.deleteLater()


def _window(workspace: Workspace, folder: Path) -> Window:
    context = page_context(folder, workspace, "en", "2026-10")
    made = Window(Preferences(folder / "ui.ini"), context.tasks, context.texts)
    made.attach(context)
    made.resize(1366, 768)
    made.show()
    return made


def _page(window: Window, name: str) -> Page:
    window.open_page(name)
    assert window.page is not None
    return window.page


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_nothing_that_can_be_clicked_is_refused(window: Window, name: str) -> None:
    assert window.context is not None
    refused = watch_rights(window.context.workspace)
    page = _page(window, name)
    assert click_through(page, refused) == []
    assert not refused


def test_the_clicking_would_find_what_is_not_declared(
    in_hands_of: SignIn, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialogs(monkeypatch, tmp_path)
    monkeypatch.setattr(rights, "writes", lambda *_: None)
    window = _window(in_hands_of(Role.READ_ONLY), tmp_path)
    assert window.context is not None
    refused = watch_rights(window.context.workspace)
    found = {line.rpartition(" → ")[2] for line in click_through(_page(window, "decisions"), refused)}
    assert {Op.DECIDE_OUTCOME, Op.PUBLISH} <= found
    window.close()
    window.deleteLater()


def test_what_writes_is_grey_exactly_where_the_role_may_not(window: Window, role: Role) -> None:
    told = 0
    for entry in PAGES:
        page = _page(window, entry.name)
        for control, op in declared(page):
            if op not in RIGHTS[role]:
                assert not control.isEnabled(), (entry.name, op)
                assert "may not do this" in control.toolTip(), (entry.name, op)
                told += 1
            else:
                assert not rights.locked(control), (entry.name, op)
    assert told > 30


def test_the_supervisor_finds_nothing_locked(in_hands_of: SignIn, tmp_path: Path, qtbot: QtBot) -> None:
    window = _window(in_hands_of(Role.SUPERVISOR), tmp_path)
    for entry in PAGES:
        assert not [op for control, op in declared(_page(window, entry.name)) if rights.locked(control)]
    window.close()
    window.deleteLater()


def test_the_reason_names_who_may(in_hands_of: SignIn, tmp_path: Path) -> None:
    context = page_context(tmp_path, in_hands_of(Role.QUALITY_INSPECTOR))
    assert rights.why_not(context, Op.EDIT_READINGS) == ""
    assert rights.why_not(context, Op.DECIDE_APPEAL) == (
        "The role “Quality inspector” may not do this. It is done by: Supervisor; HR reviewer."
    )


def test_a_locked_control_stays_grey_whatever_the_page_does(in_hands_of: SignIn, tmp_path: Path, qtbot: QtBot) -> None:
    context = page_context(tmp_path, in_hands_of(Role.READ_ONLY))
    holder = QWidget()
    qtbot.addWidget(holder)
    button, action, clicked = QPushButton("write", holder), QAction("write", holder), []
    button.clicked.connect(lambda: clicked.append("button"))
    action.triggered.connect(lambda: clicked.append("action"))
    rights.writes(context, Op.CLOSE_PERIOD, button, action)
    for control in (button, action):
        control.setEnabled(True)
        control.setToolTip("Ctrl+Enter")
        assert not control.isEnabled()
        assert "Supervisor" in control.toolTip()
    holder.setEnabled(False)
    holder.setEnabled(True)
    holder.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    action.trigger()
    assert not clicked


def test_undo_is_grey_for_who_may_not_undo(in_hands_of: SignIn, tmp_path: Path, qtbot: QtBot) -> None:
    settings.change(in_hands_of(Role.SUPERVISOR), values={"phone": "010-1"})
    window = _window(in_hands_of(Role.QUALITY_INSPECTOR), tmp_path)
    assert not window.undo.undo.isEnabled()
    assert "Supervisor" in window.undo.undo.toolTip()
    window.close()
    window.deleteLater()
