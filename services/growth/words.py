"""Words for the kinds of growth records."""

from __future__ import annotations

from models.domain.errors import N_

TRAINING_KINDS = {"internal": N_("Internal"), "external": N_("External course"), "sharing": N_("Sharing session")}
CERTIFICATE_KINDS = {"skill": N_("Skill"), "industry": N_("Industry")}
TALK_KINDS = {"one_to_one": N_("One-to-one"), "review": N_("Review"), "care": N_("Care"), "bei": N_("Evidence interview (BEI)")}
BEI_POINTS = {"situation": N_("Situation"), "task": N_("Task"), "action": N_("Action"), "result": N_("Effect")}
