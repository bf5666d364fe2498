"""Forms of the editor: one for a rule, one for the scheme itself; every field gives a changed rule or scheme, wrong ones a reason."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from models.domain.errors import N_, UserError
from models.domain.outcomes import OutcomeKind
from models.domain.period import Cadence
from services import words
from services.library import NEEDS
from services.parameter_words import Options, ParameterView, parameter_views
from services.rules import editing
from services.rules.kinds import KINDS
from services.rules.scheme import SCHEME, Rule, Scheme, Words
from services.rules.sentences import rule_sentence, with_rule_names
from services.texts import Texts
from ui.kit.form import Form
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, heading
from ui.library.figures_step import ParameterForm
from ui.library.kind_words import kind_name
from ui.library.named_rows import NamedRows

_LINES = 3
_HOW_OFTEN = {
    Cadence.WEEK: N_("Every week"), Cadence.MONTH: N_("Every month"), Cadence.QUARTER: N_("Every quarter"),
    Cadence.HALF_YEAR: N_("Every half-year"), Cadence.YEAR: N_("Every year"),
}  # fmt: skip


class _Part(QWidget):
    """A column of parts with the plain words above."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.form = Form()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(STEP * 2, STEP, STEP * 2, STEP * 2)
        self._column.setSpacing(STEP * 3)

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)

    def _title(self, text: str) -> QLabel:
        title = label(text)
        title.setFont(heading(self.font(), 0))
        return title

    def _values(self, views: Sequence[ParameterView], texts: Texts) -> ParameterForm:
        figures = ParameterForm(views, texts)
        figures.layout().setContentsMargins(0, 0, 0, 0)
        return figures

    @property
    @abstractmethod
    def faults(self) -> dict[str, str]:
        """Full name → why a typed value is refused."""


class RuleForm(_Part):
    """Shapes `rule`; `changed` after every accepted edit. `own`: the rule stands in no source, its figures are the centre's.

    `reshaped` when it has other parameters now, so that the form is to be made anew.
    """

    reshaped = Signal()

    def __init__(self, texts: Texts, scheme: Scheme, rule: Rule, options: Options, *, own: bool, have: frozenset[str]) -> None:
        super().__init__()
        self._texts, self._scheme, self.rule, self._own = texts, scheme, rule, own
        t = texts
        self.sentence = label("")
        self.sentence.setAccessibleName(t("The rule in one sentence"))
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.addWidget(self.sentence)
        self._words()
        self.figures = self._values([v for v in parameter_views(scheme, t, options) if v.owner == rule.id], t)
        self._add(self._title(t(kind_name(rule.kind))), card, label(self._needs(have), "muted"), self.form)
        self._add(self._title(t("Values")), self.figures)
        self.named = NamedRows(t, rule, options)
        self.named.added.connect(lambda name, words: self._reshape(editing.add_named(self.rule, name, words)))
        self.named.removed.connect(lambda name: self._reshape(editing.remove_named(self.rule, name)))
        if self.named.boxes:
            self._add(self._title(t("Add or take away")), self.named)
        self._column.addStretch(1)
        self.form.changed.connect(lambda _: self._reworded())
        self.figures.changed.connect(self._figured)
        self._tell()

    def _words(self) -> None:
        t, rule, form = self._texts, self.rule, self.form
        kind = KINDS[rule.kind]
        form.line("name_zh", t("Name in Chinese"), rule.name.zh)
        form.line("name_en", t("Name in English"), rule.name.en, t("may be left out"))
        form.line("clause", t("Number in the text"), rule.clause, t("such as 3.1"))
        form.text("source", t("Sentence of the text"), rule.clause_text_zh, _LINES)
        if OutcomeKind.AWARD in kind.outcomes:
            form.line("title_zh", t("Title on the certificate, Chinese"), rule.title.zh, t("empty: no certificate"))
            form.line("title_en", t("Title on the certificate, English"), rule.title.en, t("may be left out"))
        if kind.cadences:
            options = [(cadence, t(_HOW_OFTEN[cadence])) for cadence in kind.cadences]
            form.choice("cadence", t("How often"), options, rule.cadence or kind.cadences[0])
        if len(kind.outcomes) > 1:
            gives = [(outcome, t.message(words.word(words.OUTCOME_KINDS, outcome.value))) for outcome in kind.outcomes]
            form.choice("outcome", t("What it gives"), gives, rule.outcome)

    def _needs(self, have: frozenset[str]) -> str:
        t = self._texts
        if not self.rule.needs:
            return t("Looks at no data.")
        shown = [f"{SHAPES['good' if need in have else 'bad']}\N{NO-BREAK SPACE}{t(NEEDS.get(need, need))}" for need in self.rule.needs]
        return t("Looks at: {needs}", needs="   ".join(shown))

    @property
    def faults(self) -> dict[str, str]:
        """Full name → why a typed value is refused."""
        return self.figures.faults

    @property
    def is_choosing_rhythm(self) -> bool:
        """The cursor stands in the field for how often."""
        return bool(KINDS[self.rule.kind].cadences) and self.form.field("cadence").hasFocus()

    def _reworded(self) -> None:
        value = self.form.values()
        rule = replace(
            self.rule,
            name=Words(value["name_zh"], value["name_en"]),
            clause_text_zh=value["source"],
            title=Words(value["title_zh"], value["title_en"]) if "title_zh" in value else self.rule.title,
        )
        rule = editing.set_clause(rule, value["clause"], own=self._own)
        parameters = rule.parameters
        if "cadence" in value:
            rule = editing.set_cadence(rule, Cadence(value["cadence"]), own=self._own)
        if "outcome" in value:
            rule = editing.set_outcome(rule, OutcomeKind(value["outcome"]))
        if rule.parameters is parameters:
            self._take(rule)
        else:  # months to be counted were cut to those of the new rhythm
            self._reshape(rule)

    def _figured(self) -> None:
        rule = self.rule
        for full_name, text in self.figures.values().items():
            name = full_name.removeprefix(f"{rule.id}.")
            if full_name in self.figures.faults or rule.text(name) == text:
                continue
            try:
                rule = editing.set_parameter(rule, name, text, own=self._own)
            except UserError:
                continue  # the reason stands below the field already
        self._take(rule)

    def _reshape(self, rule: Rule) -> None:
        self._take(rule)
        self.reshaped.emit()

    def _take(self, rule: Rule) -> None:
        if rule != self.rule:
            self.rule = rule
            self._tell()
            self.changed.emit()

    def _tell(self) -> None:
        t = self._texts
        scheme = editing.put_rule(self._scheme, self.rule)
        self.sentence.setText(t.message(with_rule_names(rule_sentence(self.rule), scheme, t.language)))


class SchemeForm(_Part):
    """Shapes what holds for the whole scheme: its name, what it is for, where it comes from, whom it covers."""

    def __init__(self, texts: Texts, scheme: Scheme, options: Options) -> None:
        super().__init__()
        self.scheme = scheme
        t, form = texts, self.form
        form.line("name_zh", t("Name in Chinese"), scheme.name.zh)
        form.line("name_en", t("Name in English"), scheme.name.en, t("may be left out"))
        form.text("purpose_zh", t("What it is for, Chinese"), scheme.purpose.zh, 2)
        form.line("purpose_en", t("What it is for, English"), scheme.purpose.en, t("may be left out"))
        form.line("source", t("Text that it comes from"), scheme.source, t("such as the title and date of the notice"))
        form.line("clause", t("Number of the text"), scheme.clause, t("such as the file number"))
        self.figures = self._values([v for v in parameter_views(scheme, t, options) if v.owner == SCHEME], t)
        self._add(self._title(t("The whole scheme")), form, self._title(t("Whom it covers, and its terms")), self.figures)
        self._column.addStretch(1)
        form.changed.connect(lambda _: self._reworded())
        self.figures.changed.connect(self._figured)

    @property
    def faults(self) -> dict[str, str]:
        """Full name → why a typed value is refused."""
        return self.figures.faults

    def _reworded(self) -> None:
        value = self.form.values()
        self._take(
            replace(
                self.scheme,
                name=Words(value["name_zh"], value["name_en"]),
                purpose=Words(value["purpose_zh"], value["purpose_en"]),
                source=value["source"],
                clause=value["clause"],
            )
        )

    def _figured(self) -> None:
        scheme = self.scheme
        for full_name, text in self.figures.values().items():
            name = full_name.removeprefix(f"{SCHEME}.")
            if full_name not in self.figures.faults and scheme.text(name) != text:
                scheme = editing.set_scheme_parameter(scheme, name, text)
        self._take(scheme)

    def _take(self, scheme: Scheme) -> None:
        if scheme != self.scheme:
            self.scheme = scheme
            self.changed.emit()
