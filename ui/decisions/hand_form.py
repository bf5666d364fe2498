"""The form by which a person records an award or a penalty that no rule found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.outcomes import OutcomeKind
from services import ladder
from services.ladder import History
from services.outcome_words import level_word
from services.outcomes import MEASURES, RuleChoice
from services.texts import Texts
from services.words import OUTCOME_KINDS
from ui.decisions.earlier_steps import history_words
from ui.kit import problems
from ui.kit.agents import Agent, AgentField
from ui.kit.dialogs import ChooseOpenFiles
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.page import Page
from ui.kit.theme import STEP

_PURPOSE = N_("For what no rule can find by itself. It is proposed first, then confirmed and published like every other.")

Asking = Callable[["HandForm", str], object]


@dataclass(frozen=True)
class HandRecord:
    """What the form was filled in with."""

    scheme: str
    rule: str
    kind: OutcomeKind
    employee_no: str | None
    team: str | None
    amount: Decimal
    points: int
    level: str | None
    facts: str
    evidence: tuple[Path, ...]


class HandForm(QWidget):
    """Stands in the side panel; `record` is called with the filled-in form."""

    def __init__(
        self,
        texts: Texts,
        rules: Sequence[RuleChoice],
        agents: Sequence[Agent],
        record: Callable[[HandRecord], object],
        history: Asking,
    ) -> None:
        super().__init__()
        self._texts = texts
        self._record = record
        self._ask_history = history
        self.files: list[Path] = []
        self.form = Form()
        self.agent = AgentField(agents)
        self._fields(rules, sorted({agent.team for agent in agents if agent.team and agent.present}))
        self._file_names = label(texts("No file attached."), "muted")
        self.earlier = label("", "muted")
        self.earlier.hide()
        attach = QPushButton(texts("Attach evidence…"))
        attach.clicked.connect(self.attach)
        self.save = QPushButton(texts("Record"))
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP, STEP * 3, STEP)
        column.addWidget(label(texts(_PURPOSE), "muted"))
        column.addWidget(self.form)
        column.addWidget(self.earlier)
        column.addWidget(attach)
        column.addWidget(self._file_names)
        column.addStretch(1)
        column.addWidget(self.save)

    def _fields(self, rules: Sequence[RuleChoice], teams: Sequence[str]) -> None:
        t = self._texts
        self.form.choice("rule", t("Rule"), [(choice, choice.name) for choice in rules])
        kinds = (OutcomeKind.AWARD, OutcomeKind.PENALTY, OutcomeKind.PROPOSAL)
        self.form.choice("kind", t("Kind"), [(kind, t(OUTCOME_KINDS[kind])) for kind in kinds])
        self.form.add("employee_no", t("Name or number"), self.agent)
        self.agent.settled.connect(self.look_back)
        self.form.choice("team", t("or team"), [(None, "–"), *((team, team) for team in teams)])
        self.form.choice("level", t("Level"), [(None, "–"), *((level, level_word(t, level)) for level in MEASURES)])
        self.form.line("amount", t("Amount in yuan"), hint="0.00")
        self.form.whole("points", t("Points"), 0, 0, 1000)
        self.form.text("facts", t("What happened"))
        self.form.changed.connect(self._follow_rule)
        self._follow_rule("rule")

    def _follow_rule(self, key: str) -> None:
        if key == "rule" and (chosen := self.form.value("rule")):
            field = self.form.field("kind")
            field.setCurrentIndex(max(field.findData(chosen.kind), 0))  # type: ignore[attr-defined]

    def look_back(self) -> None:
        """Ask for the earlier steps of the agent named."""
        self.form.set_problem("employee_no", "")
        self.earlier.hide()
        if number := self.agent.number():
            self._ask_history(self, number)

    def show_history(self, history: History) -> None:
        """Earlier steps and the one that would follow."""
        self.earlier.setText(history_words(self._texts, history))
        self.earlier.show()

    def attach(self) -> None:
        """Choose files as evidence."""
        self.files += ChooseOpenFiles.ask(self, title=self._texts("Evidence"), filters=self._texts("All files (*)"))
        if self.files:
            self._file_names.setText(", ".join(file.name for file in self.files))

    def submit(self) -> None:
        """Check what can be seen at a glance and hand the record on."""
        t = self._texts
        if not self.form.require({"rule": t("Adopt a scheme first."), "facts": t("Say what happened.")}):
            return
        amount = self._amount()
        if amount is None:
            self.form.set_problem("amount", t("Write an amount like 200 or 200.50."))
            return
        values = self.form.values()
        found = values["rule"]
        kind, who = OutcomeKind(values["kind"]), (self.agent.number() or None, values["team"])
        what = (amount, values["points"], values["level"], values["facts"])
        self._record(HandRecord(found.scheme, found.rule, kind, *who, *what, tuple(self.files)))

    def _amount(self) -> Decimal | None:
        try:
            amount = Decimal(self.form.value("amount").replace(",", "") or "0")
        except InvalidOperation:
            return None
        return amount if amount.is_finite() and amount >= 0 else None


def ask_history(page: Page, form: HandForm, number: str) -> None:
    """Read the agent's earlier steps for the form; a wrong number is said below the field."""
    workspace, t = page.context.workspace.speaking(page.texts.language), page.texts
    page.context.tasks.run(
        lambda: ladder.history(workspace, employee_no=number), owner=form, done=form.show_history,
        failed=lambda error: form.form.set_problem("employee_no", problems.sentence(error, t)),
    )  # fmt: skip
