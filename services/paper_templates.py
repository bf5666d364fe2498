"""The wording of papers, which a centre may change: texts with named places for rules that give a title and for notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any, cast

from models.domain.errors import N_, Message, UserError
from models.domain.ops import Done, Op
from models.domain.outcomes import OutcomeKind
from models.queries import settings as queries
from models.store import Tx
from services import documents, own_wordings, paper_samples, papers, schemes, settings
from services.documents.facts import CertificateFacts, Paper
from services.documents.wordings import PART_NAMES, WORDINGS, own_text, worded
from services.rules.scheme import Rule
from services.texts import Texts
from services.workspace import Workspace

CLOSING = "closing"
"""Key of the line under the body, the same on every certificate."""
PLACES = ("name", "team", "period", "award", "rank")
"""What every rule's text may name."""
_MORE_PLACES: Mapping[str, tuple[str, ...]] = {"rank_share": ("percent",), "full_attendance": ("months", "first", "last")}
_LONGEST = 200
_BODIES = {
    "rank_share": N_("In the performance assessment of {period} this agent ranked among the best {percent} % and is named “{award}”."),
    "sustained_rank": N_("With outstanding performance in every month of {period}, this agent is honoured with the “{award}”."),
    "highest": N_("With the best result in the assessment of {period}, this agent is named “{award}”."),
    "full_attendance": N_(
        "Without lateness, early leave or absence for {months} months in a row, from {first} to {last}, "
        "this agent is honoured with the “{award}”."
    ),
    "best_recordings": N_("A recording handed in for {period} was chosen as “{award}”."),
    "team_contest": N_("In the contest of {period} this team came in at rank {rank} and is named “{award}”."),
}
_OTHER_BODY = N_("For outstanding work in {period}, honoured with the “{award}”.")
_CLOSING = N_("This certificate is given in recognition and encouragement.")


@dataclass(frozen=True)
class Template:
    """One text that may be changed: its key, what it is for, the text in force, ours, the places that it may name and must name."""

    key: str
    title: str
    text: str
    default: str
    places: tuple[str, ...]
    required: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """The centre has its own words."""
        return self.text != self.default


def key_of(scheme_id: str, rule: str) -> str:
    """Where the text of a rule is kept."""
    return f"{scheme_id}/{rule}"


def templates(workspace: Workspace) -> tuple[Template, ...]:
    """The closing line, then a text for every rule of the adopted schemes that gives a title, then the sentences of notices."""
    with workspace.store.read() as tx:
        return _templates(tx, workspace.texts)


def change(workspace: Workspace, *, key: str, text: str) -> Done[Template]:
    """Keep the centre's own text in the language of the workspace; '' goes back to ours.

    UserError when a place is unknown or one that must be named got lost.
    """
    clean = text.strip()

    def work(tx: Tx) -> Template:
        known = {template.key: template for template in _templates(tx, workspace.texts)}
        if key not in known:
            raise UserError(N_("No adopted scheme has the rule “{key}”."), key=key)
        check(known[key], clean)
        own = f"{workspace.texts.language}:{key}"
        kept = {name: words for name, words in own_wordings.wordings_in(tx).items() if name not in (key, own)}
        if clean and clean != known[key].default:
            kept[own] = clean
        queries.put_setting(tx, own_wordings.SETTING, kept)
        return next(template for template in _templates(tx, workspace.texts) if template.key == key)

    return workspace.store.transact(Op.CHANGE_SETTINGS, work, who=workspace.actor, note=key)


def check(template: Template, text: str) -> None:
    """UserError when the text is too long, names a place that nothing fills, or leaves out one that it must name."""
    if len(text) > _LONGEST:
        raise UserError(N_("The text is longer than {longest} characters."), longest=_LONGEST)
    found = _places_in(text)
    unknown = sorted(found - set(template.places))
    if unknown:
        raise UserError(N_("Nothing fills the place {place}."), place=f"{{{unknown[0]}}}")
    for place in template.required:
        if text and place not in found:
            lost = N_("{part} must not be lost from this paper: put {place} where it stands.")
            raise UserError(lost, part=Message(PART_NAMES[place]), place=f"{{{place}}}")


def _places_in(text: str) -> set[str]:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise UserError(N_("A place is written like {place}, with both braces."), place="{period}") from None
    if any(format or conversion for _, _, format, conversion in parts):
        raise UserError(N_("A place is written like {place}, with both braces."), place="{period}")
    return {name for _, name, _, _ in parts if name is not None}


def body(texts: Texts, wordings: Mapping[str, str], *, key: str, kind: str, facts: Mapping[str, Any]) -> str:
    """The body of a certificate in the centre's words or ours; `kind` '' for an award given by hand."""
    own = own_text(wordings, texts.language, key)
    return own.format(**facts) if own else texts(_BODIES.get(kind, _OTHER_BODY), **facts)


def preview(workspace: Workspace, *, key: str, text: str) -> bytes:
    """A made-up paper with this text, certificates in the centre's layout; UserError as `check`."""
    with workspace.store.read() as tx:
        template = next(template for template in _templates(tx, workspace.texts) if template.key == key)
        check(template, text)
        centre, issuer = settings.centre_in(tx), papers.issuer(workspace, tx)
        wordings = own_wordings.wordings_in(tx)
    texts, made_up = workspace.texts, _made_up(workspace.texts, template)
    if kind := _papers().get(key):
        paper = paper_samples.invented(kind, texts=texts, centre=issuer, today=workspace.clock.today())
        return documents.render(worded(paper, {**wordings, f"{texts.language}:{key}": text.strip()}))
    closing = own_text(wordings, texts.language, CLOSING)
    shown = text.strip() or template.default
    is_body = key != CLOSING
    return documents.render(
        CertificateFacts(
            language="zh" if texts.language == "zh" else "en", number=texts(N_("Draft")), issued_on=workspace.clock.today(), centre=issuer,
            check_code="", recipient=made_up["name"], honorific=texts(N_("Comrade")) if texts.language == "zh" else "",
            body=(shown if is_body else texts(_OTHER_BODY)).format(**made_up), award=made_up["award"],
            closing=closing if is_body else shown, unit=centre.name, layout=cast("Any", centre.certificate_layout),
        )
    )  # fmt: skip


def _made_up(texts: Texts, template: Template) -> dict[str, str]:
    named = {
        "name": texts(N_("Wang Xiaoming")), "team": texts(N_("Team one")), "period": texts(N_("September 2026")), "rank": "1",
        "percent": "10", "months": "3", "first": texts(N_("July 2026")), "last": texts(N_("September 2026")),
    }  # fmt: skip
    return named | {"award": template.title if template.key != CLOSING else texts(N_("Service star of the month"))}


def _templates(tx: Tx, texts: Texts) -> tuple[Template, ...]:
    stored = own_wordings.wordings_in(tx)
    rules: dict[str, Rule] = {}
    for version in schemes.versions_in(tx):
        for rule in version.scheme.rules:
            if rule.title.zh and rule.outcome is OutcomeKind.AWARD:
                rules[key_of(version.scheme.id, rule.id)] = rule
    found = [
        Template(CLOSING, texts(N_("Closing line of every certificate")), "", texts(_CLOSING), ()),
        *(_template(texts, key, rule) for key, rule in rules.items()),
        *_sentences(texts),
    ]
    return tuple(replace(item, text=own_text(stored, texts.language, item.key) or item.default) for item in found)


_TITLES = {"opening": N_("{paper}: introduction"), "legal": N_("{paper}: legal sentence"), "closing": N_("{paper}: closing")}


def _papers() -> Mapping[str, type[Paper]]:
    """The paper that each key of a sentence belongs to."""
    return {f"{wording.key}.{slot}": kind for kind, wording in WORDINGS.items() for slot in wording.slots()}


def _sentences(texts: Texts) -> Iterator[Template]:
    for key, kind in _papers().items():
        wording, where = WORDINGS[kind], key.rpartition(".")[2]
        slot = wording.slots()[where]
        title = texts(_TITLES[where], paper=texts(papers.PAPER_NAMES[kind.__name__]))
        yield Template(key, title, "", texts(slot.default) if slot.default else "", wording.places, slot.required)


def _template(texts: Texts, key: str, rule: Rule) -> Template:
    places = (*PLACES, *_MORE_PLACES.get(rule.kind, ()))
    return Template(key, rule.title.text(texts.language), "", texts(_BODIES.get(rule.kind, _OTHER_BODY)), places, ("award",))
