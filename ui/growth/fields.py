"""Fields that the forms of the growth page share: an agent, a day that may be missing, decimals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.domain.kpi import parse_number
from models.domain.ops import Done
from services.texts import Texts
from services.workspace import Workspace
from ui.kit.agents import Agent, AgentField
from ui.kit.form import Form
from ui.kit.panel_form import PanelForm

Write = Callable[[], Done[Any]]


class GrowthForm(PanelForm):
    """A form of the panel that knows when it is complete and which write it asks for."""

    def complete(self) -> bool:
        """Nothing needed is empty; says so at the field otherwise."""
        return True

    def write(self, workspace: Workspace) -> Write:
        """The write that the fields ask for; UserError when one cannot be read."""
        raise AssertionError(workspace)

    def agent(self, key: str, title: str, agents: Sequence[Agent], chosen: str = "") -> None:
        """A field for an agent."""
        self.form.add(key, title, AgentField(agents, chosen))

    def number(self, key: str) -> str:
        """The agent's number in a field; '' shows at the field that one is needed."""
        field = self.form.field(key)
        assert isinstance(field, AgentField)
        number = field.number()
        self.form.set_problem(key, "" if number else self.texts("Choose an agent."))
        return number


def maybe_day(form: Form, key: str, question: str, title: str, value: date | None, usual: date) -> None:
    """A day that may be missing: a tick, and the day while it is ticked."""
    tick = form.tick(f"has_{key}", question, value is not None)
    form.day(key, title, value or usual)
    tick.toggled.connect(lambda on: form.set_shown(key, on))
    form.set_shown(key, value is not None)


def day_of(form: Form, key: str) -> date | None:
    """The day of `maybe_day`, None while it is not ticked."""
    day: date = form.value(key)
    return day if form.value(f"has_{key}") else None


def decimal_of(form: Form, key: str) -> Decimal | None:
    """A number typed, None when empty; UserError when it is none."""
    text = form.value(key)
    return parse_number(text) if text else None


def options(words: dict[str, str], texts: Texts) -> list[tuple[str, str]]:
    """Codes with their words, for a choice."""
    return [(code, texts(word)) for code, word in words.items()]
