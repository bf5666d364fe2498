"""Drafts, their editor and the simulation: three views beside the library, and how they lead from one to another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from models.domain.ops import Op
from models.domain.period import Period
from services import library, scheme_drafts, schemes, simulation, simulation_export
from services.rules.scheme_text import SchemeFaults
from services.scheme_drafts import Draft
from services.schemes import SchemeVersion
from services.simulation import Simulation
from services.workspace import Workspace
from ui.kit.dialogs import ChooseOpenFile, ChooseSaveFile, Confirm
from ui.kit.tasks import DRAW
from ui.library.adopt_wizard import AdoptWizard
from ui.library.drafts import DraftsPart, FindingsPanel, NewDraftForm
from ui.library.editor import EditorPart, scheme_of
from ui.library.simulate import Candidate, SimulatePart

if TYPE_CHECKING:
    from ui.library.page import LibraryPage


class Workshop(QStackedWidget):
    """Shown by the page in place of the cards."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__()
        t = page.texts
        self._page, self._texts = page, t
        self.drafts, self.editor, self.simulate = DraftsPart(t), EditorPart(t), SimulatePart(t)
        for part in (self.drafts, self.editor, self.simulate):
            self.addWidget(part)
        editor = self.editor
        page.writes(Op.EDIT_DRAFT, self.drafts.new, self.drafts.take_in, self.drafts.discard, editor.keep, editor.simulate)
        page.writes(Op.EDIT_DRAFT, editor.add, editor.up, editor.down, editor.remove, editor.area)
        page.writes(Op.ADOPT_SCHEME, editor.adopt)
        page.writes(Op.TRY_SCHEME, editor.trial)
        self.drafts.left.connect(page.show_cards)
        self.drafts.new_wanted.connect(self.new_draft)
        self.drafts.open_wanted.connect(self.open_draft)
        self.drafts.discard_wanted.connect(self.discard)
        self.drafts.take_in_wanted.connect(self.take_in)
        self.drafts.write_wanted.connect(self.write_out)
        self.editor.left.connect(self._leave_editor)
        self.editor.store_wanted.connect(self.store)
        self.editor.adopt_wanted.connect(lambda: self.store(then=self._adopt))
        self.editor.trial_wanted.connect(lambda: self.store(then=lambda _: page.trials.begin_trial(scheme_of(self.editor))))
        self.editor.simulate_wanted.connect(lambda: self.store(then=lambda draft: self.show_simulation(f"draft:{draft.id}")))
        self.simulate.left.connect(page.show_cards)
        self.simulate.run_wanted.connect(self._run)
        self.simulate.export_wanted.connect(self._export)

    @property
    def _workspace(self) -> Workspace:
        return self._page.context.workspace.speaking(self._texts.language)

    # Views

    def show_drafts(self) -> None:
        """The table of drafts."""
        self.setCurrentWidget(self.drafts)
        self._page.show_workshop()
        self.refresh()

    def show_simulation(self, chosen: str = "") -> None:
        """The simulation, with this candidate (`version:1`, `draft:2`, `shipped:id`) chosen."""
        workspace = self._workspace
        self.setCurrentWidget(self.simulate)
        self._page.show_workshop()

        def filled(found: tuple[list[Candidate], tuple[Period, ...]]) -> None:
            self.simulate.offer(*found, chosen)

        self._page.load(lambda: (self._candidates(workspace), simulation.months_with_data(workspace)), filled)

    def refresh(self) -> None:
        """Read the drafts anew; a draft open in the editor stays as it is being edited."""
        workspace = self._workspace
        self._page.load(lambda: scheme_drafts.drafts(workspace), self.drafts.show_drafts)

    def _candidates(self, workspace: Workspace) -> list[Candidate]:
        t, language = self._texts, workspace.texts.language
        found = [
            Candidate(f"draft:{d.id}", t("Draft: {name}", name=d.scheme.name.text(language)), d.scheme)
            for d in scheme_drafts.drafts(workspace)
            if not scheme_drafts.check(d.scheme)
        ]
        for version in reversed(schemes.versions(workspace)):
            words = t("{name} · version {version}", name=version.scheme.name.text(language), version=version.version)
            found.append(Candidate(f"version:{version.id}", words, version.scheme))
        shipped = schemes.library().items()
        found += [
            Candidate(f"shipped:{key}", t("Library: {name}", name=s.name.text(language)), s)
            for key, s in shipped
            if not s.missing_parameters()
        ]
        return found

    def primary(self) -> None:
        """Ctrl+Enter: a new draft, the adoption of the one being edited, or the simulation."""
        part = self.currentWidget()
        button = {self.drafts: self.drafts.new, self.editor: self.editor.adopt, self.simulate: self.simulate.run}[part]
        button.click()

    # Drafts

    def new_draft(self, chosen: str = "") -> None:
        """The form for a new draft."""
        page, t, language = self._page, self._texts, self._texts.language
        sources = [(f"shipped:{key}", t("Library: {name}", name=s.name.text(language))) for key, s in schemes.library().items()]

        def filled(versions: list[SchemeVersion]) -> None:
            held = [
                (f"version:{v.id}", t("{name} · version {version}", name=v.scheme.name.text(language), version=v.version)) for v in versions
            ]
            form = NewDraftForm(t, [*held, *sources], chosen)
            form.submitted.connect(lambda: page.write(form.write(page.context.workspace), self._begun, failed=form.refuse))
            form.cancelled.connect(page.panel.close_panel)
            page.show_panel(t("New draft"), form)
            form.form.field("name").setFocus()

        workspace = self._workspace
        page.load(lambda: schemes.versions(workspace), filled)

    def _begun(self, draft: Draft) -> None:
        self._page.panel.close_panel()
        self.open_draft(draft)

    def open_draft(self, draft: Draft | None) -> None:
        """Edit it."""
        if draft is None:
            return
        self.setCurrentWidget(self.editor)
        self._page.show_workshop()
        workspace, options = self._workspace, self._page.options

        def filled(needs: tuple[tuple[str, bool], ...]) -> None:
            self.editor.show_draft(draft, options, frozenset(need for need, there in needs if there))

        self._page.load(lambda: library.kinds_of_data(workspace), filled)

    def store(self, then: Callable[[Draft], object] | None = None) -> None:
        """Keep the draft as it stands in the editor."""
        editor, workspace = self.editor, self._page.context.workspace
        draft, scheme = editor.draft, editor.scheme
        if draft is None:
            return

        def done(stored: Draft) -> None:
            editor.stored(stored)
            if then:
                then(stored)
            else:
                self._page.banner.say(self._texts("The draft is stored."), "good")

        self._page.write(lambda: scheme_drafts.store(workspace, draft_id=draft.id, scheme=scheme), done)

    def _leave_editor(self) -> None:
        if self.editor.unsaved:
            self.store(then=lambda _: self.show_drafts())
        else:
            self.show_drafts()

    def _adopt(self, draft: Draft) -> None:
        page, workspace, scheme = self._page, self._workspace, scheme_of(self.editor)

        def ask(card: library.SchemeCard) -> None:
            done = AdoptWizard.ask(page, card, page.options, draft.id)
            if done:
                self.editor.draft = None
                page.show_cards()
                page.adopted(done)

        page.load(lambda: library.draft_card(workspace, scheme=scheme), ask)

    def discard(self, draft: Draft | None) -> None:
        """Throw a draft away after a question."""
        t, workspace = self._texts, self._page.context.workspace
        if draft and Confirm.ask(
            self._page, t, title=t("Throw the draft away?"), yes=t("Throw away"),
            what_happens=t("“{name}” goes; Ctrl+Z brings it back. What is in force stays.", name=draft.scheme.name.text(t.language)),
        ):  # fmt: skip
            self._page.write(lambda: scheme_drafts.discard(workspace, draft_id=draft.id), lambda _: self.refresh())

    # Files

    def take_in(self) -> None:
        """A draft from a file; its findings are listed when it has any."""
        page, t = self._page, self._texts
        path = ChooseOpenFile.ask(page, title=t("Take in a scheme"), filters=t("Schemes (*.toml)"))
        if path is None:
            return
        workspace = page.context.workspace
        page.write(lambda: scheme_drafts.take_in(workspace, path=path), self.open_draft, failed=lambda error: self._refused(path, error))

    def _refused(self, path: Path, error: Exception) -> None:
        if isinstance(error, SchemeFaults):
            self._page.show_panel(self._texts("Findings"), FindingsPanel(self._texts, path.name, error.findings))
        else:
            self._page.report(error)

    def write_out(self, draft: Draft | None) -> None:
        """Write a draft to a file."""
        page, t = self._page, self._texts
        if draft is None:
            return
        suggested = Path(f"{draft.scheme.id}.toml")
        path = ChooseSaveFile.ask(page, title=t("Write the scheme to a file"), filters=t("Schemes (*.toml)"), suggested=suggested)
        if path:
            workspace = page.context.workspace
            page.load(
                lambda: scheme_drafts.export(workspace, scheme=draft.scheme, path=path),
                lambda _: page.banner.say(t("Written to {file}.", file=str(path)), "good"),
            )

    # Simulation

    def _run(self, call: Callable[[Workspace], Callable[[Any], Any]], done: Callable[[Any], object], title: str) -> None:
        page, workspace = self._page, self._workspace
        page.context.tasks.run(call(workspace), owner=self.simulate, done=done, failed=page.report, title=title, lane=DRAW)

    def _export(self, result: Simulation | None) -> None:
        page, t, workspace = self._page, self._texts, self._workspace
        if result is None:
            return
        suggested = Path(f"{t('Simulation')}-{result.scheme.id}.xlsx")
        path = ChooseSaveFile.ask(page, title=t("Export the simulation"), filters=t("Tables (*.xlsx *.csv)"), suggested=suggested)
        if path:
            page.load(
                lambda: simulation_export.export(workspace, result=result, path=path),
                lambda _: page.banner.say(t("Written to {file}.", file=str(path)), "good"),
            )
