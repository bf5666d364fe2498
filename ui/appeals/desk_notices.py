"""The agent's own notices at the desk, with the days left, and the receipt after filing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from services.appeals import FiledAppeal
from services.desk import DeskAgent, OwnNotice
from services.outcome_words import period_word
from services.texts import Texts
from ui.appeals.words import days_tone, days_word, state_word
from ui.kit.notices import label
from ui.kit.theme import SHAPES, STEP, heading


class OwnNotices(QWidget):
    """`file(OwnNotice)`, `pin_wanted` for another PIN, and `sign_out`."""

    file = Signal(object)
    pin_wanted = Signal()
    sign_out = Signal()

    def __init__(self, t: Texts, agent: DeskAgent, notices: Sequence[OwnNotice]) -> None:
        super().__init__()
        self._t = t
        self.file_buttons: dict[str, QPushButton] = {}
        head = label(t("{name} {number}: your notices", name=agent.name, number=agent.employee_no), wrap=False)
        head.setFont(heading(self.font(), 4))
        leave = QPushButton(t("Sign out"))
        leave.clicked.connect(self.sign_out)
        top = QHBoxLayout()
        top.addWidget(head)
        top.addStretch(1)
        self.pin = QPushButton(t("Change my PIN"))
        self.pin.clicked.connect(self.pin_wanted)
        top.addWidget(self.pin)
        top.addWidget(leave)
        inside = QWidget()
        inside.setObjectName("canvas")
        cards = QVBoxLayout(inside)
        cards.setSpacing(STEP * 4)
        for notice in notices:
            cards.addWidget(self._card(notice))
        if not notices:
            cards.addWidget(label(t("There is no notice for you.")))
        cards.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(t("Your notices"))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 12, STEP * 8, STEP * 12, STEP * 8)
        column.setSpacing(STEP * 5)
        column.addLayout(top)
        column.addWidget(area, 1)
        self.setFocusProxy(next(iter(self.file_buttons.values()), leave))

    def _card(self, notice: OwnNotice) -> QFrame:
        t = self._t
        card = QFrame()
        card.setObjectName("card")
        lines = QVBoxLayout()
        title = label(t("{rule}, {period}", rule=notice.rule, period=period_word(t, notice.period)))
        title.setFont(heading(self.font(), 1))
        lines.addWidget(title)
        received = notice.received_on or t("not signed yet")
        lines.addWidget(
            label(
                t(
                    "Notice {number}, issued {issued}, received {received}",
                    number=notice.number,
                    issued=notice.issued_on,
                    received=received,
                ),
                "muted",
            )
        )
        for words, tone in self._standing(notice):
            lines.addWidget(label(f"{SHAPES.get(tone, '')} {words}".strip(), tone))
        row = QHBoxLayout(card)
        row.setContentsMargins(STEP * 5, STEP * 4, STEP * 5, STEP * 4)
        row.addLayout(lines, 1)
        if notice.can_file:
            button = QPushButton(t("Appeal although late") if notice.is_late else t("Appeal"))
            button.setProperty("primary", not notice.is_late)
            button.setAccessibleName(t("Appeal against notice {number}", number=notice.number))
            button.clicked.connect(lambda: self.file.emit(notice))
            self.file_buttons[notice.number] = button
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    def _standing(self, notice: OwnNotice) -> list[tuple[str, str]]:
        t = self._t
        found = []
        if notice.appeal:
            row = notice.appeal
            moment = f"{row.filed_at:%Y-%m-%d %H:%M}"
            found.append((t("Appeal {case}, filed {moment}: {state}", case=row.case, moment=moment, state=state_word(t, row)), ""))
            if row.days_left is not None:
                found.append((t("You will have the decision by {day}.", day=row.decide_by), ""))
        if notice.can_file and notice.last_day:
            days = days_word(t, notice.days_left) if not notice.is_late else t("the time to file is over")
            found.append((t("Last day to file: {day} – {days}", day=notice.last_day, days=days), days_tone(notice.days_left)))
        elif notice.can_file:
            found.append((t("The time to file is open: the receipt is not signed yet."), ""))
        elif not notice.appeal:
            found.append((t("This notice no longer holds."), "muted"))
        return [*found, *((t.message(warning), "watch") for warning in notice.warnings)]


class Receipt(QWidget):
    """What was filed, in large type; `print_wanted` and `done`."""

    print_wanted = Signal()
    done = Signal()

    def __init__(self, t: Texts, filed: FiledAppeal) -> None:
        super().__init__()
        head = label(t("Your appeal is filed"))
        head.setFont(heading(self.font(), 4))
        number = label(filed.case)
        number.setFont(heading(self.font(), 8))
        number.setAccessibleName(t("Case number {case}", case=filed.case))
        self.printing = label("", "muted")
        self.print_button = QPushButton(t("Print the receipt"))
        self.print_button.setProperty("primary", True)
        self.print_button.clicked.connect(self.print_wanted)
        done = QPushButton(t("Done, sign out"))
        done.clicked.connect(self.done)
        self.done_button = done
        buttons = QHBoxLayout()
        buttons.addWidget(self.print_button)
        buttons.addWidget(done)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 24, STEP * 8, STEP * 24, STEP * 8)
        column.setSpacing(STEP * 5)
        column.addStretch(1)
        lines = [head, number, label(t("Filed {moment}", moment=f"{filed.filed_at:%Y-%m-%d %H:%M}"))]
        if filed.is_late:
            late = t("It was filed after {day}; the supervisor decides first whether it is admitted.", day=filed.last_day_to_file)
            lines.append(label(f"{SHAPES['watch']} {late}", "watch"))
        lines.append(label(t("You will have the decision by {day}.", day=filed.decide_by)))
        lines += [label(f"{SHAPES['watch']} {t.message(warning)}", "watch") for warning in filed.warnings]
        for line in lines:
            column.addWidget(line)
        column.addWidget(self.printing)
        column.addLayout(buttons)
        column.addStretch(2)
        self.setFocusProxy(self.print_button)
