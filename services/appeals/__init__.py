"""Appeals of agents: filing, review, decision with its consequences, the board and the case (domain: Appeals)."""

from services.appeals.board import Board, BoardRow, FilingWindow, Reminder, Statistics, board, reminders, statistics
from services.appeals.cases import Case, CasePaper, Event, Recalculation, case
from services.appeals.deciding import DecidedAppeal, Decision, Ruling, decide, milder_levels, problem_with
from services.appeals.filing import OPEN, FiledAppeal, LateFiling, Signature, file
from services.appeals.moves import accept, assign, note, reject, withdraw
from services.appeals.onward import KnockOn, Step, take_up
from services.appeals.wording import Figures, figures_words

__all__ = [
    "OPEN", "Board", "BoardRow", "Case", "CasePaper", "DecidedAppeal", "Decision", "Event", "Figures", "FiledAppeal", "FilingWindow",
    "KnockOn", "LateFiling", "Recalculation", "Reminder", "Ruling", "Signature", "Statistics", "Step", "accept", "assign", "board",
    "case", "decide", "figures_words", "file", "milder_levels", "note", "problem_with", "reject", "reminders", "statistics",
    "take_up", "withdraw",
]  # fmt: skip
