"""How whoever acted is named on screens and papers."""

from __future__ import annotations

from models.domain.errors import N_, UserError
from services.settings import Centre
from services.texts import Texts
from services.workspace import DEFAULT_ACTOR, Workspace


def shown(texts: Texts, centre: Centre, actor: str) -> str:
    """The name as stored; of a centre without accounts the responsible person, or the word for the unnamed supervisor."""
    return actor if actor != DEFAULT_ACTOR else centre.responsible or texts(N_("Supervisor"))


def same_person(left: str, right: str) -> bool:
    """Two names mean one person: spaces and letter case do not tell them apart."""
    return bool(left.strip()) and left.strip().casefold() == right.strip().casefold()


def reviewing(workspace: Workspace, reviewer: str) -> Workspace:
    """The workspace as this reviewer acts in it; UserError when somebody else is signed in."""
    if workspace.user and not same_person(reviewer, workspace.user.name):
        words = N_("{name} is signed in; the reviewer {reviewer} decides under the own account.")
        raise UserError(words, name=workspace.actor, reviewer=reviewer)
    return workspace.acting_as(reviewer.strip() or workspace.actor)
