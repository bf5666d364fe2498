"""The incentive library: schemes as cards, one opened beside them, adoption by a wizard, versions by forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.domain.errors import N_
from models.domain.ops import Done, Op, Subject
from services import library, parameter_words
from services.library import Cost, SchemeCard
from services.parameter_words import Options
from services.schemes import SchemeVersion
from services.workspace import Workspace
from ui.kit.page import Page
from ui.kit.tasks import DRAW
from ui.library.adopt_wizard import AdoptWizard
from ui.library.details import Details
from ui.library.effect_tab import EffectTab
from ui.library.forms import DatesForm, EndForm
from ui.library.participation_tab import ParticipationTab
from ui.library.proof_desk import ProofDesk
from ui.library.tiles import Tile, Tiles
from ui.library.trials_tab import TrialsTab
from ui.library.workshop import Workshop

_TABS = ("rules", "values", "versions", "trials", "participation", "effect")


class LibraryPage(Page):
    """Cards at the left, the open one at the right, forms in the side panel."""

    name = "library"
    title = N_("Incentive library")
    search_text = N_("Scheme or purpose")
    primary_text = N_("Adopt…")
    primary_writes = Op.ADOPT_SCHEME
    subjects = Subject.SCHEMES | Subject.READINGS | Subject.ATTENDANCE | Subject.RECORDS

    def build(self, body: QVBoxLayout) -> None:
        """Cards and details."""
        t = self.texts
        self.options = Options()
        self.tiles = Tiles(t)
        self.details = Details(t)
        self.trials, self.participation, self.effect = TrialsTab(self), ParticipationTab(self), EffectTab(self)
        self.details.tabs.addTab(self.trials, t("Trials"))
        self.details.tabs.addTab(self.participation, t("Participation"))
        self.details.tabs.addTab(self.effect, t("Effects"))
        self.tiles.chosen.connect(self._open)
        self.details.dates_wanted.connect(self.enter_dates)
        self.details.end_wanted.connect(self.end_version)
        self.proofs = ProofDesk(self)
        self.details.proofs_wanted.connect(self.proofs.open)
        self.actions_by_name = {
            "adopt": self._action(t("Adopt the scheme…"), self.primary),
            "drafts": self._action(t("Drafts of schemes…"), lambda: self.workshop.show_drafts()),
            "simulate": self._action(t("Simulate a scheme…"), lambda: self.workshop.show_simulation(self._candidate())),
            "dates": self._action(t("Dates of making a version known…"), lambda: self.enter_dates(self.details.versions_table.current())),
            "proofs": self._action(
                t("Signatures and files of a version…"), lambda: self.proofs.open(self.details.versions_table.current())
            ),
            "trial": self._action(t("Put the scheme on trial…"), lambda: self.trials.begin_trial()),
            "end": self._action(t("End a version…"), lambda: self.end_version(self.details.versions_table.current())),
        }
        self.writes(Op.ADOPT_SCHEME, self.actions_by_name["adopt"], self.actions_by_name["dates"], self.details.dates_button)
        self.writes(Op.TRY_SCHEME, self.actions_by_name["trial"])
        self.writes(Op.RETIRE_SCHEME, self.actions_by_name["end"], self.details.end_button)
        self.cards = QWidget()
        row = QHBoxLayout(self.cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tiles)
        row.addWidget(self.details, 1)
        self.workshop = Workshop(self)
        self.views = QStackedWidget()
        self.views.addWidget(self.cards)
        self.views.addWidget(self.workshop)
        body.addWidget(self.views, 1)
        self.drafts_button, self.simulate_button = QPushButton(t("Drafts…")), QPushButton(t("Simulate…"))
        self.drafts_button.clicked.connect(self.workshop.show_drafts)
        self.simulate_button.clicked.connect(lambda: self.workshop.show_simulation(self._candidate()))
        for button in (self.drafts_button, self.simulate_button):
            self.header.extra.addWidget(button)

    def refresh(self) -> None:
        """Cards first; what each costs follows."""
        speaking = self._speaking()
        self.load(lambda: (library.cards(speaking), parameter_words.options(speaking)), self._fill)
        if self.workshop.currentWidget() is self.workshop.drafts:
            self.workshop.refresh()

    def search(self, text: str) -> None:
        """Hanzi, pinyin or initials of name and purpose."""
        self.tiles.filter(text)

    def primary(self) -> None:
        """Adopt the open scheme, as a new version when it is in force; in the workshop, what its view is for."""
        if self.views.currentWidget() is self.workshop:
            self.workshop.primary()
            return
        card = self.details.card
        if card is None:
            return
        done = AdoptWizard.ask(self, card, self.options)
        if done:
            self.adopted(done)

    def show_cards(self) -> None:
        """The library again."""
        self.panel.close_panel()
        self.views.setCurrentWidget(self.cards)
        self._set_primary()

    def show_workshop(self) -> None:
        """Drafts, editor or simulation in place of the cards."""
        self.panel.close_panel()
        self.banner.hide()
        self.views.setCurrentWidget(self.workshop)
        self._set_primary()

    def _set_primary(self) -> None:
        inside = self.views.currentWidget() is self.workshop
        for widget in (self.header.primary, self.header.search, self.drafts_button, self.simulate_button):
            if widget:
                widget.setVisible(not inside)

    def _candidate(self) -> str:
        card = self.details.card
        if card is None:
            return ""
        return f"version:{card.versions[0].id}" if card.versions else f"shipped:{card.id}"

    def go(self, scheme: str = "", tab: str = "", **_where: Any) -> None:
        """Open one scheme, at its rules, values, versions, trials or at what agents say of it."""
        found = next((tile for tile in self.tiles.tiles if tile.card.id == scheme), None)
        if found:
            self.tiles.choose(found)
        if tab in _TABS:
            self.details.tabs.setCurrentIndex(_TABS.index(tab))

    def page_actions(self) -> list[QAction]:
        """Adopt, dates, end."""
        return list(self.actions_by_name.values())

    def _fill(self, found: tuple[Sequence[SchemeCard], Options]) -> None:
        cards, self.options = found
        self.show_body()
        self.tiles.show_cards(cards, self.details.card.id if self.details.card else "")
        if self.header.search:
            self.tiles.filter(self.header.search.text())
        for tile in self.tiles.tiles:
            self._ask_cost(tile)

    def _ask_cost(self, tile: Tile) -> None:
        workspace, scheme = self.context.workspace, tile.card.scheme

        def show(cost: Cost) -> None:
            tile.show_cost(cost)

        self.context.tasks.run(lambda: library.monthly_cost(workspace, scheme=scheme), owner=tile, done=show, failed=self.report, lane=DRAW)

    def _open(self, card: SchemeCard) -> None:
        if self.details.card and self.details.card.id != card.id:
            self.panel.close_panel()
        self.details.show_card(card, self.options)
        self.trials.show_card(card)
        self.participation.show_card(card)
        self.effect.show_card(card)

    def adopted(self, done: Done[SchemeVersion]) -> None:
        """Say what is in force now, and what is to be done next."""
        version = done.value
        self.context.bus.changed.emit(done.changes, self)
        words = self.texts(
            "Version {version} of “{name}” is in force from {day}. Make it known to the agents and enter the date.",
            version=version.version, name=version.scheme.name.text(self.texts.language), day=version.first.isoformat(),
        )  # fmt: skip
        self.go(scheme=version.scheme.id, tab="versions")
        self.details.versions_table.choose(lambda v: v.id == version.id)
        self.banner.say(words, "good", self.texts("Enter the dates…"), lambda: self.enter_dates(version))

    def enter_dates(self, version: SchemeVersion | None) -> None:
        """Open the form for the dates of making a version known."""
        if version and self.may(Op.ADOPT_SCHEME):
            self._show_form(
                self.texts("Making version {version} known", version=version.version), DatesForm(self.texts, version, self._today())
            )

    def open_proofs(self) -> None:
        """Open who has read the chosen version, and its files."""
        self.proofs.open(self.details.versions_table.current())

    def end_version(self, version: SchemeVersion | None) -> None:
        """Open the form for the last day of a version."""
        if version:
            self._show_form(self.texts("End version {version}", version=version.version), EndForm(self.texts, version, self._today()))

    def _show_form(self, title: str, form: DatesForm | EndForm) -> None:
        form.submitted.connect(lambda: self.write(form.write(self.context.workspace), self._stored, failed=form.refuse))
        form.cancelled.connect(self.panel.close_panel)
        self.show_panel(title, form)

    def _stored(self, version: SchemeVersion) -> None:
        self.panel.close_panel()
        self.banner.say(self.texts("Version {version} is stored.", version=version.version), "good")

    def _today(self) -> Any:
        return self.context.workspace.clock.today()

    def _speaking(self) -> Workspace:
        return self.context.workspace.speaking(self.texts.language)

    def _action(self, words: str, slot: Any) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _=False: slot())
        return action
