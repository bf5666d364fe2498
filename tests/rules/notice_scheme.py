"""A company notice that no shipped scheme knows, as a supervisor shapes it rule by rule.

每月质检得分≥95且无有责投诉者奖励200元;连续三个月质检低于80者辅导;每季度客户满意度排名前三名分别奖励800、500、300元;
迟到累计3次书面提醒,5次警告;年度优秀团队奖金5000元。
"""

from __future__ import annotations

from dataclasses import replace

from models.domain.period import Cadence
from services import scheme_drafts
from services.rules import editing
from services.rules.scheme import Rule, Scheme, Words

SENTENCES = (
    "每月质检得分≥95且无有责投诉者奖励200元",
    "连续三个月质检低于80者辅导",
    "每季度客户满意度排名前三名分别奖励800、500、300元",
    "迟到累计3次书面提醒,5次警告",
    "年度优秀团队奖金5000元",
)


def _rule(kind: str, rule_id: str, name: str, place: int, values: dict[str, str]) -> Rule:
    rule = editing.new_rule(kind, rule_id, scheme_drafts.labels())
    rule = replace(rule, name=Words(name, name), clause=str(place), clause_text_zh=SENTENCES[place - 1])
    for full_name, value in values.items():
        if not rule.has(full_name):
            rule = editing.add_named(rule, full_name, Words(full_name, full_name))
        rule = editing.set_parameter(rule, full_name, value, own=True)
    return rule


def notice_scheme(span: str = "month") -> Scheme:
    """The five rules of the notice; lateness is added up over `span`."""
    prizes = _rule("ranked_prizes", "satisfaction-prizes", "季度满意度奖", 3, {"indicator": "csat", "prizes": "1:800, 2:500, 3:300"})
    rules = (
        _rule("targets_met", "quality-bonus", "质检奖", 1, {"at_least.quality": "95", "at_most.complaints": "0", "amount": "200"}),
        _rule("below_standard", "quality-coaching", "质检辅导", 2, {"indicator": "quality", "threshold": "80"}),
        editing.set_cadence(prizes, Cadence.QUARTER),
        _rule("attendance_ladder", "lateness", "迟到", 4, {"counted": "late", "span": span, "steps": "3:reminder, 5:warning"}),
        _rule("nomination", "team-of-the-year", "年度优秀团队", 5, {"who": "teams", "every": "year", "amount": "5000"}),
    )
    named = replace(editing.new_scheme("own-1", scheme_drafts.labels()), name=Words("中心通知", ""), purpose=Words("提升服务质量", ""))
    return editing.completed(replace(named, clause="通知", source="中心通知", rules=rules))
