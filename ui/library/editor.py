"""The editor of a draft: rules at the left, the form of one at the right, what is still to settle below; never raw text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.domain.errors import UserError
from services import scheme_drafts
from services.parameter_words import Options
from services.rules import editing
from services.rules.scheme import Scheme, Words
from services.scheme_drafts import Draft, DraftFault
from services.texts import Texts
from ui.kit.notices import Banner, label
from ui.kit.theme import ROW_HEIGHT, SHAPES, STEP, IconButton, heading
from ui.library.kind_words import kind_name, kinds
from ui.library.rule_form import RuleForm, SchemeForm

_LIST_WIDTH = 260
_FAULTS = 3
_ROLE = Qt.ItemDataRole.UserRole


class KindChooser(QWidget):
    """The kinds of rules in words; `chosen(kind)` when one is to be added."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("canvas")
        title = label(texts("What should the rule do?"))
        title.setFont(heading(self.font(), 0))
        self.list = QListWidget()
        self.list.setAccessibleName(texts("Kinds of rules"))
        for kind, name, purpose in kinds():
            item = QListWidgetItem(f"{texts(name)} – {texts(purpose)}" if purpose else name)
            item.setData(_ROLE, kind)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setToolTip(texts(purpose) if purpose else kind)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self._choose())
        self.yes = QPushButton(texts("Add this rule"))
        self.yes.setProperty("primary", True)
        self.yes.clicked.connect(self._choose)
        self.no = QPushButton(texts("Cancel"))
        self.no.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.no, self.yes):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(STEP * 2)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item:
            self.chosen.emit(str(item.data(_ROLE)))


class EditorPart(QWidget):
    """Edits one draft in memory; the page stores it. The signals ask the page: store, adopt, simulate, put on trial, leave."""

    store_wanted = Signal()
    adopt_wanted = Signal()
    simulate_wanted = Signal()
    trial_wanted = Signal()
    left = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.draft: Draft | None = None
        self.scheme = editing.new_scheme("own-1", {})
        self._options, self._have = Options(), frozenset[str]()
        self.form: RuleForm | SchemeForm | None = None
        self.title = label("")
        self.title.setFont(heading(self.font(), 1))
        self.banner = Banner(texts("Close"))
        self.faults = label("", "watch")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(texts("Form of the chosen rule"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(self._head())
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(STEP * 3)
        row.addWidget(self._rules())
        row.addWidget(self.area, 1)
        column.addLayout(row, 1)
        column.addWidget(self.faults)

    def _head(self) -> QHBoxLayout:
        t = self._texts
        self.back, self.simulate, self.trial = QPushButton(t("← Drafts")), QPushButton(t("Simulate…")), QPushButton(t("Put on trial…"))
        self.keep, self.adopt = QPushButton(t("Store the draft")), QPushButton(t("Adopt the draft…"))
        self.adopt.setProperty("primary", True)
        for button, signal in (
            (self.back, self.left), (self.simulate, self.simulate_wanted), (self.trial, self.trial_wanted),
            (self.keep, self.store_wanted), (self.adopt, self.adopt_wanted),
        ):  # fmt: skip
            button.clicked.connect(signal)
        row = QHBoxLayout()
        row.setSpacing(STEP * 2)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        for button in (self.simulate, self.trial, self.keep, self.adopt):
            row.addWidget(button)
        return row

    def _rules(self) -> QWidget:
        t = self._texts
        self.list = QListWidget()
        self.list.setAccessibleName(t("The scheme and its rules"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show_form())
        self.add = QPushButton(t("Add a rule…"))
        self.add.clicked.connect(self.choose_kind)
        self.up, self.down = IconButton("up", t("Move the rule up")), IconButton("down", t("Move the rule down"))
        self.remove = IconButton("remove", t("Remove the rule"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add, 1)
        for button in (self.up, self.down, self.remove):
            buttons.addWidget(button)
        side = QWidget()
        side.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        return side

    # What is edited

    @property
    def unsaved(self) -> bool:
        """Something was changed since the draft was stored."""
        return self.draft is not None and self.draft.scheme != self.scheme

    def show_draft(self, draft: Draft, options: Options, have: frozenset[str]) -> None:
        """Edit this draft; `have` names the kinds of data that the centre has."""
        again = self.draft is not None and self.draft.id == draft.id
        self.draft, self.scheme, self._options, self._have = draft, draft.scheme, options, have
        self.banner.hide()
        self._fill(self._chosen if again else "")

    def stored(self, draft: Draft) -> None:
        """The page has stored the draft."""
        self.draft = draft
        self._tell()

    def choose_kind(self) -> None:
        """Show the kinds of rules in words."""
        chooser = KindChooser(self._texts)
        chooser.chosen.connect(self.add_rule)
        chooser.left.connect(self._show_form)
        self.form = None
        self.area.setWidget(chooser)
        chooser.list.setFocus()

    def add_rule(self, kind: str) -> None:
        """One more rule of that kind, opened at once."""
        self.scheme, rule = editing.add_rule(self.scheme, kind, scheme_drafts.labels())
        self._fill(rule.id)
        if self.form:
            self.form.form.field("name_zh").setFocus()

    def _move(self, steps: int) -> None:
        if self._chosen:
            self.scheme = editing.move_rule(self.scheme, self._chosen, steps)
            self._fill(self._chosen)

    def _remove(self) -> None:
        try:
            self.scheme = editing.remove_rule(self.scheme, self._chosen)
        except UserError as error:
            self.banner.say(self._texts.message(error.message), "bad")
            return
        self._fill("")

    def _take(self) -> None:
        if isinstance(self.form, RuleForm):
            self.scheme = editing.put_rule(self.scheme, self.form.rule)
        elif isinstance(self.form, SchemeForm):
            self.scheme = replace(self.form.scheme, rules=self.scheme.rules)
        self._tell()

    # What is shown

    @property
    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ROLE)) if item else ""

    def _fill(self, chosen: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for rule_id in ("", *(rule.id for rule in self.scheme.rules)):
            item = QListWidgetItem()
            item.setData(_ROLE, rule_id)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.list.addItem(item)
            if rule_id == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._show_form()

    def _show_form(self) -> None:
        t, rule = self._texts, self.scheme.rule(self._chosen)
        if rule:
            own = scheme_drafts.is_own(self.scheme, rule)
            in_hand = isinstance(self.form, RuleForm) and self.form.rule.id == rule.id and self.form.is_choosing_rhythm
            form = RuleForm(t, self.scheme, rule, self._options, own=own, have=self._have)
            form.reshaped.connect(self._show_form, Qt.ConnectionType.QueuedConnection)
            self.form = form
        else:
            self.form = SchemeForm(t, self.scheme, self._options)
        self.form.changed.connect(self._take)
        self.form.figures.changed.connect(self._tell)
        self.area.setWidget(self.form)
        if rule and in_hand:
            self.form.form.field("cadence").setFocus()
        for button in (self.up, self.down, self.remove):
            button.setEnabled(rule is not None)
        self._tell()

    def _tell(self) -> None:
        """Names in the list, what is still to settle, what can be done now."""
        t, found = self._texts, scheme_drafts.check(self.scheme)
        names = {
            rule.id: rule.name.text(t.language) or rule.name.zh or rule.name.en or t(kind_name(rule.kind)) for rule in self.scheme.rules
        }
        names[""] = t("The whole scheme")
        for row in range(self.list.count()):
            item = self.list.item(row)
            rule_id = str(item.data(_ROLE))
            open_ = any(fault.rule == rule_id for fault in found)
            item.setText(f"{SHAPES['watch']} {names[rule_id]}" if open_ else names[rule_id])
            item.setToolTip(names[rule_id])
        self.title.setText(self.scheme.name.text(t.language) or self.scheme.name.zh or self.scheme.name.en)
        typed = dict(self.form.faults) if self.form else {}
        self.adopt.setEnabled(not found and not typed)
        self.simulate.setEnabled(not found and not typed)
        self.trial.setEnabled(not found and not typed)
        self.keep.setEnabled(self.unsaved)
        self.faults.setText(self._to_settle(found, names))
        self.faults.setVisible(bool(found))

    def _to_settle(self, found: tuple[DraftFault, ...], names: dict[str, str]) -> str:
        t = self._texts
        worded = [t("{name}: {reason}", name=names[fault.rule], reason=_plain(t, fault)) for fault in found[:_FAULTS]]
        lines = [f"{SHAPES['watch']} {words}" for words in worded]
        if len(found) > _FAULTS:
            lines.append(t("… and {n} more to settle.", n=len(found) - _FAULTS))
        return "\n".join(lines)


def _plain(texts: Texts, fault: DraftFault) -> str:
    """The fault as a form says it: what the text of a file calls a key has a name here."""
    key = str(fault.message.facts.get("key", ""))
    fields = {
        "name": texts("the name is missing"), "clause": texts("the number in the text is missing"),
        "clause_text_zh": texts("the sentence of the text is missing"), "purpose": texts("it is not said what it is for"),
        "source": texts("the text that it comes from is missing"),
    }  # fmt: skip
    label = fault.message.facts.get("label")
    if isinstance(label, Words):
        return texts(fault.message.msgid, label=label.text(texts.language))
    return fields.get(key) or texts.message(fault.message)


def scheme_of(part: EditorPart) -> Scheme:
    """The draft's scheme as it would be adopted: words in one language stand for both."""
    return editing.completed(part.scheme)
