"""Sentences of the library page: where a scheme stands, what data it needs, what it costs."""

from __future__ import annotations

from html import escape

from services.library import NEEDS, Cost, RuleView, SchemeCard
from services.texts import Texts
from ui.kit.theme import SHAPES, Colours


def standing(texts: Texts, card: SchemeCard) -> tuple[str, str]:
    """Tone and sentence: in force since, begins on, ended, not adopted."""
    if card.in_force:
        words = texts("In force since {day} · version {version}", day=card.in_force.first.isoformat(), version=card.in_force.version)
        if card.coming:
            words += " · " + texts("version {version} from {day}", version=card.coming.version, day=card.coming.first.isoformat())
        elif card.in_force.last:
            words += " · " + texts("ends on {day}", day=card.in_force.last.isoformat())
        return "good", words
    if card.coming:
        return "watch", texts("Begins on {day} · version {version}", day=card.coming.first.isoformat(), version=card.coming.version)
    if card.versions:
        last = card.versions[0].last
        return "muted", texts("Ended on {day}", day=last.isoformat() if last else "–")
    return "muted", texts("Not adopted")


def needed(texts: Texts, card: SchemeCard) -> str:
    """Each kind of data with a tick or a cross."""
    return "   ".join(f"{SHAPES['good' if there else 'bad']}\N{NO-BREAK SPACE}{texts(NEEDS.get(kind, kind))}" for kind, there in card.needs)


def cost_sentence(texts: Texts, cost: Cost) -> str:
    """What the scheme would have given a month on the centre's own past."""
    if cost.missing:
        return texts("Cost: set the amounts first ({n} open).", n=len(cost.missing))
    if not cost.months:
        return texts("Cost: told once a month of indicators is there.")
    gives = [f"¥{cost.yuan:,.2f}"] if cost.yuan or not cost.points else []
    if cost.points:
        gives.append(texts("{n} points", n=f"{cost.points:,}"))
    span = "\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}".join(dict.fromkeys((cost.months[-1].text, cost.months[0].text)))
    return texts("About {gives} a month ({span})", gives=" + ".join(gives), span=span)


def rules_html(texts: Texts, rules: list[RuleView], tones: Colours) -> str:
    """Rules at the left in one sentence each, the source's own words at the right."""
    ours, theirs = escape(texts("The rule as it is set")), escape(texts("The source's own words"))
    rows = [
        f"<tr><td width='58%' style='padding:6px 12px 6px 0;color:{tones.muted}'>{ours}</td>"
        f"<td style='padding:6px 0;color:{tones.muted}'>{theirs}</td></tr>"
    ]
    for rule in rules:
        notices = "".join(
            f"<div style='color:{tones.watch};margin-top:4px'>{SHAPES['watch']} {escape(texts.message(notice))}</div>"
            for notice in rule.notices
        )
        name = texts("{title} (not applied)", title=rule.name) if rule.is_off else rule.name
        tone = f";color:{tones.muted}" if rule.is_off else ""
        rows.append(
            f"<tr><td style='padding:6px 12px 10px 0{tone}'><b>{escape(name)}</b><br>{escape(texts.message(rule.sentence))}{notices}</td>"
            f"<td style='padding:6px 0 10px 0;color:{tones.muted}'>{escape(rule.source_text)}<br>{escape(rule.clause)}</td></tr>"
        )
    return f"<table width='100%' cellspacing='0'>{''.join(rows)}</table>"
