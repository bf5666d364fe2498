"""Forms about what agents say: beginning a survey, noting a suggestion, answering one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from models.domain.ops import Done
from services import participation
from services.participation import ADOPTED, DECLINED, TARGET, Suggestion
from services.texts import Texts
from services.workspace import Workspace
from ui.kit.panel_form import PanelForm

Write = Callable[[], Done[Any]]


class AskForm(PanelForm):
    """When, and how many are asked."""

    def __init__(self, texts: Texts, today: date, employed: int) -> None:
        sentence = texts(
            "Every agent gets a ballot without a name. {target}% of the ballots should say satisfied or very satisfied.", target=TARGET
        )
        super().__init__(texts, sentence, texts("Open the survey"))
        self.form.day("day", texts("Asked on"), today)
        self.form.whole("asked", texts("Agents asked"), employed, 1, 10_000)

    def write(self, workspace: Workspace, scheme_id: str) -> Callable[[], Write]:
        """Begin the survey with what stands in the form then."""

        def made() -> Write:
            day, asked = self.form.value("day"), self.form.value("asked")
            return lambda: participation.ask(workspace, scheme_id=scheme_id, asked_on=day, asked=asked)

        return made


class SuggestForm(PanelForm):
    """What is suggested, when, by whom."""

    def __init__(self, texts: Texts, today: date, agents: Sequence[tuple[str, str]]) -> None:
        super().__init__(texts, texts("A suggestion is answered with reasons, whether it is adopted or not."), texts("Note it"))
        self.form.choice("who", texts("Suggested by"), [("", texts("without a name")), *agents])
        self.form.day("day", texts("Made on"), today)
        self.form.text("text", texts("Suggestion"))

    def write(self, workspace: Workspace, scheme_id: str) -> Callable[[], Write]:
        """Note the suggestion with what stands in the form then."""

        def made() -> Write:
            value = self.form.values()
            return lambda: participation.suggest(
                workspace, scheme_id=scheme_id, text=value["text"], made_on=value["day"], employee_no=value["who"]
            )

        return made


class AnswerForm(PanelForm):
    """Adopted or declined, the answer, and the nomination that an adopted one may get."""

    def __init__(self, texts: Texts, suggestion: Suggestion, rules: Sequence[tuple[str, str]]) -> None:
        t = texts
        super().__init__(t, t("“{suggestion}”", suggestion=suggestion.text), t("Store the answer"))
        self._suggestion = suggestion
        self.form.choice("state", t("Decision"), [(ADOPTED, t("adopted")), (DECLINED, t("declined"))])
        self.form.text("answer", t("Answer to the agents"))
        nothing = t("no nomination") if rules else t("no rule in force takes one")
        if suggestion.employee_no:
            self.form.choice("rule", t("Approved nomination under"), [("", nothing), *rules], rules[0][0] if rules else "")
            self.form.changed.connect(lambda _: self.form.set_shown("rule", self.form.value("state") == ADOPTED))

    def write(self, workspace: Workspace) -> Callable[[], Write]:
        """Store the answer as it stands in the form then."""

        def made() -> Write:
            value, id = self.form.values(), self._suggestion.id
            rule = value.get("rule", "") if value["state"] == ADOPTED else ""
            return lambda: participation.answer(
                workspace, suggestion_id=id, state=value["state"], answer=value["answer"], nominate=rule
            )  # fmt: skip

        return made
