"""The words of the register of numbered papers."""

from __future__ import annotations

from enum import StrEnum


class Series(StrEnum):
    """What is numbered on its own, year by year; receipt and decision of an appeal or objection share one series."""

    CERTIFICATE = "certificate"
    REWARD = "reward"
    PENALTY = "penalty"
    APPEAL = "appeal"
    PUBLIC = "public"
    POINTS = "points"
    COACHING = "coaching"
    RECTIFICATION = "rectification"
    REFERRAL = "referral"
    OBJECTION = "objection"
    CUSTOMER = "customer"
    ASSESSMENT = "assessment"


class PaperStatus(StrEnum):
    """A paper is issued, or void: spoiled, or replaced by a corrected one; it keeps its number."""

    ISSUED = "issued"
    VOID = "void"


class FollowUpKind(StrEnum):
    """What may be owed after a decision."""

    COACHING = "coaching"
    RECTIFICATION_REPORT = "rectification_report"
    REFERRAL = "referral"
    TALK = "talk"
