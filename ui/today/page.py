"""Today: what needs hands now, each line a way to its place, and four small pictures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from models.domain.errors import N_
from models.domain.ops import Op, Subject
from models.domain.period import Period
from services import follow_ups, today
from services.today import Pictures, Todo
from ui.kit import charts
from ui.kit.dialogs import AskReason
from ui.kit.page import Page
from ui.kit.rows_model import Column, RowsModel
from ui.kit.table import TableView
from ui.kit.tasks import DRAW
from ui.kit.theme import SHAPES, STEP, colours

_PLACES = {
    "appeals": N_("Appeals"),
    "attendance": N_("Attendance"),
    "indicators": N_("Indicators"),
    "decisions": N_("Rewards & penalties"),
    "documents": N_("Documents"),
    "roster": N_("Roster"),
    "library": N_("Incentive library"),
    "settings": N_("Settings"),
    "growth": N_("Growth"),
    "worklog": N_("Work log"),
}


@dataclass(frozen=True)
class _Line:
    """A todo with its words."""

    todo: Todo
    words: str

    @property
    def tone(self) -> str:
        """bad when overdue, watch when near, '' otherwise."""
        left = self.todo.days_left
        if left is not None and left < 0:
            return "bad"
        return "watch" if self.todo.urgent or (left is not None and left <= 2) else ""


class TodayPage(Page):
    """The list and the pictures."""

    name = "today"
    title = N_("Today")
    search_text = N_("What, name or number")
    primary_text = N_("Go there")
    subjects = (
        Subject.PEOPLE
        | Subject.ATTENDANCE
        | Subject.READINGS
        | Subject.SCHEMES
        | Subject.OUTCOMES
        | Subject.APPEALS
        | Subject.DOCUMENTS
        | Subject.GROWTH
        | Subject.RECORDS
    )

    def build(self, body: QVBoxLayout) -> None:
        """The table above, the pictures below."""
        t = self.texts
        self.rows = RowsModel(
            [
                Column("due", t("Until"), lambda line: line.todo.due.isoformat() if line.todo.due else "", width=100),
                Column("left", t("Working days left"), self._left, width=130, tone=lambda line: line.tone),
                Column("what", t("What"), lambda line: line.words, width=560),
                Column("place", t("Where"), lambda line: t(_PLACES[line.todo.page]), width=120),
            ],
            self,
        )
        self.table = TableView(self.rows, t("What needs hands now"))
        self.table.row_activated.connect(self._open)
        self.table.set_menu(self._menu)
        body.addWidget(self.table, 1)
        self.cards = {
            "scores": charts.ChartCard(t("Spread of scores")),
            "attended": charts.ChartCard(t("Attendance")),
            "decided": charts.ChartCard(t("Awards and penalties")),
            "turnover": charts.ChartCard(t("Turnover")),
        }
        row = QHBoxLayout()
        row.setSpacing(STEP * 2)
        for name, card in self.cards.items():
            card.outgrown.connect(partial(self._draw_one, name))
            row.addWidget(card, 1)
        body.addLayout(row)
        self._plots: dict[str, tuple[charts.Plot, str]] = {}

    def refresh(self) -> None:
        """Read the list first, the pictures after it."""
        workspace = self.context.workspace
        self.load(lambda: today.todo(workspace), self._fill)
        self.load(lambda: today.pictures(workspace), self._draw)

    def search(self, text: str) -> None:
        """Lines that hold the words."""
        self.rows.filter(text)

    def primary(self) -> None:
        """Go to the chosen line's place."""
        line = self.table.current() or (self.rows.rows() or [None])[0]
        if line is not None:
            self._open(line)

    def go(self, **_where: Any) -> None:
        """Nothing to choose."""

    def _left(self, line: _Line) -> str:
        left = line.todo.days_left
        if left is None:
            return ""
        words = self.texts("overdue by {n}", n=-left) if left < 0 else self.texts("today") if left == 0 else str(left)
        shape = SHAPES[line.tone]
        return f"{shape} {words}" if shape else words

    def _fill(self, todo: tuple[Todo, ...]) -> None:
        self.rows.set_rows([_Line(line, self.texts.message(line.text)) for line in todo])
        self.table.set_empty_text(self.texts("Nothing is waiting. Well done."))  # not before it was read

    def _open(self, line: _Line) -> None:
        where = dict(line.todo.where)
        if month := where.pop("month", None):
            self.context.month.choose(Period.parse(month))
        self.context.navigate(line.todo.page, **where)

    def _menu(self, line: _Line) -> list[QAction]:
        go = QAction(self.texts("Go there"), self)
        go.triggered.connect(lambda: self._open(line))
        if line.todo.follow_up is None:
            return [go]
        settle = QAction(self.texts("It is done…"), self)
        settle.triggered.connect(lambda: self._settle(line))
        self.writes(Op.FOLLOW_UP, settle)
        return [go, settle]

    def _settle(self, line: _Line) -> None:
        t, workspace = self.texts, self.context.workspace
        result = AskReason.ask(
            self, t, title=line.words, what_happens=t("What came of it? It is kept with the decision."), yes=t("It is done")
        )
        follow_up = line.todo.follow_up
        if result and follow_up is not None:
            on = workspace.clock.today()
            self.write(lambda: follow_ups.settle(workspace, follow_up=follow_up, on=on, result=result))

    # Pictures

    def _draw(self, found: Pictures) -> None:
        self._plots = {
            "scores": self._scores(found),
            "attended": self._attended(found),
            "decided": self._decided(found),
            "turnover": self._turnover(found),
        }
        for name in self._plots:
            self._draw_one(name)

    def _scores(self, found: Pictures) -> tuple[charts.Plot, str]:
        scores = [float(score) for score in found.scores]
        if not scores:
            return charts.histogram([], 0, 100, 10), self.texts("No scores yet.")
        low = min(60.0, *scores)
        mean = f"{sum(scores) / len(scores):.1f}"
        words = self.texts("{month}: {n} agents, mean {mean}", month=found.scores_month, n=len(scores), mean=mean)
        return charts.histogram(scores, low - low % 10, 100, 16), words

    def _attended(self, found: Pictures) -> tuple[charts.Plot, str]:
        shares = [float(share) * 100 for _, share in found.attended]
        words = self.texts("Latest day: {share}%", share=f"{shares[-1]:.1f}") if shares else self.texts("No attendance yet.")
        return charts.lines([day.strftime("%m-%d") for day, _ in found.attended], shares, min([80.0, *shares]), 100.5), words

    def _decided(self, found: Pictures) -> tuple[charts.Plot, str]:
        t = self.texts
        awards, penalties = sum(d[1] for d in found.decided), sum(d[2] for d in found.decided)
        words = t("{awards} awards, {penalties} penalties in six months", awards=awards, penalties=penalties)
        names = [month[5:] for month, *_ in found.decided]
        return charts.paired_bars(names, [(a, p) for _, a, p in found.decided], (t("Awards"), t("Penalties"))), words

    def _turnover(self, found: Pictures) -> tuple[charts.Plot, str]:
        rates = [float(rate) for _, rate in found.turnover]
        words = self.texts("Left in the last month: {rate}%", rate=f"{rates[-1]:.1f}")
        return charts.lines([month[5:] for month, _ in found.turnover], rates, 0, max([5.0, *rates])), words

    def _draw_one(self, name: str) -> None:
        if name not in self._plots:
            return
        card, (plot, sentence) = self.cards[name], self._plots[name]
        picture = card.ask(plot, colours(self))
        self.context.tasks.run(
            lambda: charts.draw(picture), owner=self, done=lambda png: card.show_png(png, sentence), failed=self.report, lane=DRAW
        )
