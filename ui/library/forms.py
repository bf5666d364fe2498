"""Forms about a version, shown in the side panel: the dates of making it known, and its last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from models.domain.ops import Done
from services import library, schemes
from services.schemes import SchemeVersion
from services.texts import Texts
from services.workspace import Workspace
from ui.kit.panel_form import PanelForm

Write = Callable[[], Done[Any]]
_STEPS = ("discussed_on", "consulted_on", "published_on")


class DatesForm(PanelForm):
    """When the version was discussed with the agents, consulted on, and made known."""

    def __init__(self, texts: Texts, version: SchemeVersion, today: date) -> None:
        t = texts
        sentence = t(
            "A penalty may only rest on a rule that was discussed, consulted on and made known to the agents before "
            "(Labour Contract Law, art. 4)."
        )
        super().__init__(t, sentence, t("Store the dates"))
        self._version = version
        names = (t("Discussed with the agents"), t("Consulted on with the union or agents"), t("Made known to all agents"))
        for key, name in zip(_STEPS, names, strict=True):
            day: date | None = getattr(version, key)
            tick = self.form.tick(f"{key}_done", name, day is not None)
            field = self.form.day(key, t("on"), day or today)
            field.setAccessibleName(t("{name}: date", name=name))
            field.setEnabled(day is not None)
            tick.toggled.connect(field.setEnabled)

    def write(self, workspace: Workspace) -> Write:
        """Note the dates."""
        id = self._version.id
        discussed, consulted, published = (self.form.value(key) if self.form.value(f"{key}_done") else None for key in _STEPS)
        return lambda: library.note_dates(workspace, version_id=id, discussed_on=discussed, consulted_on=consulted, published_on=published)


class EndForm(PanelForm):
    """The last day of a version."""

    def __init__(self, texts: Texts, version: SchemeVersion, today: date) -> None:
        t = texts
        sentence = t(
            "After its last day version {version} proposes nothing any more. What was decided under it stays, and so do appeals.",
            version=version.version,
        )
        super().__init__(t, sentence, t("End the version"))
        self._version = version
        self.form.day("last", t("Last day"), version.last or max(today, version.first))

    def write(self, workspace: Workspace) -> Write:
        """End it."""
        id, last = self._version.id, self.form.value("last")
        return lambda: schemes.retire(workspace, version_id=id, last=last)
