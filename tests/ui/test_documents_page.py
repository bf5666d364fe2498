"""The documents page: looking at papers, printing, void ones, codes, receipts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.domain.outcomes import OutcomeStatus
from models.domain.papers import PaperStatus
from services import desk, notices, paper_templates, papers
from services.clock import FixedClock
from services.workspace import Workspace, create_workspace
from tests.services import decided
from tests.ui.worlds import on_screen, page_context
from ui.documents.columns import state_words
from ui.documents.page import DocumentsPage
from ui.documents.sign_form import SignForm
from ui.documents.wording_form import WordingForm
from ui.kit.ask_pin import AskPin
from ui.kit.dialogs import AskReason, ChooseFolder, ChooseOpenFile, ChooseSaveFile
from ui.kit.pdf_view import PdfView
from ui.kit.theme import IconButton


def printed_whole(view: PdfView) -> None:
    """Every page went to the printer."""
    view._sent = range(view.page_count)
    view.printed.emit(1)


@pytest.fixture
def english(tmp_path: Path) -> Iterator[Workspace]:
    """October published, papers drawn."""
    workspace = create_workspace(tmp_path / "centre", name="Centre", language="en", clock=FixedClock.on(date(2026, 11, 2)))
    decided.publish_all(workspace)
    papers.draw_pending(workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, english: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[DocumentsPage]:
    """The page, shown; printing goes through without a printer."""
    monkeypatch.setattr(PdfView, "print_pdf", printed_whole)
    made = on_screen(DocumentsPage(page_context(tmp_path, english, month="2026-10")), qtbot, 1180, 640)
    yield made
    for view in made.findChildren(PdfView):
        view.close_pdf()


def choose(page: DocumentsPage, kind: str) -> papers.PaperView:
    """Put the cursor on the first paper of a kind."""
    assert page.table.choose(lambda p: p.paper == kind)
    return page.table.current()


def test_the_register_can_be_searched_and_filtered(page: DocumentsPage) -> None:
    assert page.papers.rowCount() == 8
    page.search("wxm")
    assert [p.recipient for p in page.papers.rows()] == ["王小明"]
    page.search("")
    page.series.setCurrentIndex(page.series.findData("penalty"))
    assert [p.employee_no for p in page.papers.rows()] == ["0011", "0012"]


def test_a_paper_is_shown_as_it_is_stored_and_its_print_is_counted(page: DocumentsPage, english: Workspace) -> None:
    paper = choose(page, "Certificate")
    page.preview()
    view = page.panel.content
    assert isinstance(view, PdfView)
    assert view.page_count == 1
    view.print_pdf()
    assert next(p for p in papers.register(english) if p.id == paper.id).prints == 1


def test_everything_not_void_is_printed_in_one_go(page: DocumentsPage, english: Workspace) -> None:
    papers.void(english, id=choose(page, "Public list").id, reason="spoiled")
    page.make_stale()
    page.table.clearSelection()
    page.primary()
    assert sorted(p.prints for p in papers.register(english)) == [0, 1, 1, 1, 1, 1, 1, 1]


def test_void_needs_a_reason_and_stays_in_the_register(page: DocumentsPage, english: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = choose(page, "Certificate")
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *args, **words: None))
    page.void()
    assert papers.register(english)[0].status is PaperStatus.ISSUED
    monkeypatch.setattr(AskReason, "ask", staticmethod(lambda *args, **words: "coffee"))
    page.void()
    again = next(p for p in page.papers.rows() if p.id == paper.id)
    assert (again.status, again.void_reason) == (PaperStatus.VOID, "coffee")
    page.state.setCurrentIndex(page.state.findData("void"))
    assert page.papers.rowCount() == 1


def test_a_check_code_is_answered_in_words(page: DocumentsPage) -> None:
    paper = choose(page, "Certificate")
    page.open_code_form()
    form = page.code_form
    assert form.form.value("number") == paper.number
    form.form.field("code").setText("AAAA-AAAA")
    form.look.click()
    assert form.answer.text().startswith("✗")
    form.form.field("code").setText(paper.check_code)
    form.look.click()
    assert form.answer.text().startswith("✓ Genuine")


def test_a_notice_is_signed_and_the_last_day_told(page: DocumentsPage, english: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AskPin, "ask", staticmethod(lambda *_a, **_k: "7306"))
    page.tabs.setCurrentIndex(1)
    page.notice_table.choose(lambda n: n.employee_no == "0011")
    page.sign_button.click()
    form = page.panel.content
    assert isinstance(form, SignForm)
    form.submit()
    assert "The PIN of 徐婷 is set" in page.banner.text
    assert page.banner.text.count("✓") == 1
    assert desk.sign_in(english, employee_no="0011", pin="7306").employee_no == "0011"
    assert notices.notices(english, employee_no="0011")[0].last_day_to_appeal == date(2026, 11, 9)
    assert decided.only(english, "service-complaint").status is OutcomeStatus.IN_FORCE
    assert page.tabs.tabText(1) == "Notices (1 to sign)"
    page.notice_table.choose(lambda n: n.employee_no == "0011")
    page.sign_button.click()
    assert "Nothing waits" in page.banner.text


def test_a_refusal_asks_for_the_witness(page: DocumentsPage, english: Workspace) -> None:
    page.notice_table.choose(lambda n: n.employee_no == "0012")
    page.sign()
    form = page.panel.content
    assert isinstance(form, SignForm)
    form.form.field("refused").setChecked(True)
    form.submit()
    assert len(notices.notices(english, waiting_only=True)) == 2
    form.form.field("witness").setText("李静")
    form.form.field("on").setDate(QDate(2026, 11, 2))
    form.submit()
    signed = notices.notices(english, employee_no="0012")[0]
    assert (signed.refused, signed.witness) == (True, "李静")


def test_the_month_is_exported(page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChooseFolder, "ask", staticmethod(lambda *args, **words: tmp_path / "out"))
    page.export()
    assert len(list((tmp_path / "out").iterdir())) == 8
    assert "8 papers" in page.banner.text


def test_an_empty_register_leads_to_the_decisions(qtbot: QtBot, tmp_path: Path, workspace: Workspace) -> None:
    context = page_context(tmp_path, workspace, month="2026-10")
    made = DocumentsPage(context)
    qtbot.addWidget(made)
    made.show()
    assert made._stack.currentWidget() is made.empty
    made.empty._button.click()
    assert context.visited[0][0] == "decisions"  # type: ignore[attr-defined]


def test_every_control_has_a_name(page: DocumentsPage) -> None:
    for button in page.findChildren(QPushButton):
        assert button.text() or button.accessibleName() or not button.isVisibleTo(page), button
    for control in (*page.findChildren(IconButton), *page.findChildren(QComboBox)):
        assert control.accessibleName(), control


def test_the_wording_of_certificates_is_written_seen_and_stored(page: DocumentsPage, english: Workspace, qtbot: QtBot) -> None:
    page.open_wordings()
    form = settled_form(page, qtbot)
    qtbot.waitUntil(lambda: form.view.page_count == 1)
    key = form.choice.itemData(1).key
    form.choice.setCurrentIndex(1)
    form.text.setPlainText("no award is named")
    form.draw()
    qtbot.waitUntil(lambda: "the award must not be lost" in form.answer.text())
    assert not form.store.isEnabled()
    form.text.setPlainText("is named {award}")
    form.draw()
    qtbot.waitUntil(form.store.isEnabled)
    form.store.click()
    qtbot.waitUntil(lambda: "Stored" in form.answer.text())
    assert next(t for t in paper_templates.templates(english) if t.key == key).text == "is named {award}"


def test_the_text_of_a_qr_code_is_pasted_whole(page: DocumentsPage, english: Workspace) -> None:
    paper = choose(page, "Certificate")
    with english.store.read() as tx:
        payload = papers.row_of(tx, paper.id).facts["qr_payload"]
    page.open_code_form()
    page.code_form.form.field("number").clear()
    QApplication.clipboard().setText(payload)
    page.code_form.form.field("number").paste()
    page.code_form.look.click()
    assert page.code_form.answer.text().startswith("✓ Genuine")


def test_a_void_paper_is_issued_anew_from_the_page(page: DocumentsPage, english: Workspace) -> None:
    paper = choose(page, "Certificate")
    page.reissue()
    assert "is not void" in page.banner.text
    papers.void(english, id=paper.id, reason="coffee")
    page.make_stale()
    page.table.choose(lambda p: p.id == paper.id)
    page.reissue()
    new = next(p for p in page.papers.rows() if p.replaces == paper.number)
    assert new.is_drawn
    old = next(p for p in page.papers.rows() if p.id == paper.id)
    assert state_words(page.texts, old) == f"void: coffee (replaced by {new.number})"


def test_the_register_is_exported(page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "register.csv"
    monkeypatch.setattr(ChooseSaveFile, "ask", staticmethod(lambda *args, **words: path))
    page.export_register()
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 9


def settled_form(page: DocumentsPage, qtbot: QtBot) -> WordingForm:
    qtbot.waitUntil(lambda: isinstance(page.panel.content, WordingForm))
    form = page.panel.content
    assert isinstance(form, WordingForm)
    return form


def test_rewards_for_customers_are_typed_read_from_a_file_and_issued(
    page: DocumentsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.for_customers.click()
    form = page.customers.form
    form.yes.click()
    assert page.papers.rowCount() == 8  # nothing is issued while the form is not complete
    for key, value in (("customer", "Ms Zhang"), ("phone", "13812345678"), ("reason", "Best rating"), ("reward", "A voucher")):
        field = form.form.field(key)
        assert isinstance(field, QLineEdit)
        qtbot.keyClicks(field, value)
    form.yes.click()
    qtbot.waitUntil(lambda: page.papers.rowCount() == 9)
    assert page.papers.find(lambda p: p.recipient == "Ms Zhang" and p.is_drawn) >= 0
    table = tmp_path / "rewards.csv"
    monkeypatch.setattr(ChooseOpenFile, "ask", lambda *_args, **_more: table)
    table.write_text("customer,evaluation date,reason,gift\nMr Li,tomorrow,Faithful,A voucher\n", encoding="utf-8")
    page.for_customers.click()
    form = page.customers.form
    form.from_file.click()
    qtbot.waitUntil(lambda: "tomorrow" in form.summary.text())
    table.write_text(
        "customer,evaluation date,reason,gift\nMr Li,2026-10-30,Faithful,A voucher\nMs Wu,2026-10-29,Kind,Tea\n", encoding="utf-8"
    )
    form.from_file.click()
    qtbot.waitUntil(lambda: form.table.isVisible())
    form.yes.click()
    qtbot.waitUntil(lambda: page.papers.rowCount() == 11)
