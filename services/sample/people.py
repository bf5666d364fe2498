"""The forty-two agents of the sample centre: names, teams, positions, and how well each tends to work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.domain.period import Period

TEAMS = ("呼入一组", "呼入二组", "外呼一组", "综合支持组")

_ROSTER = """
0001 陈建国 0 team_leader 3|0002 王喆 0 inbound 4|0003 李堃 0 inbound 3|0004 张晓燕 0 inbound 2
0005 刘洋 0 inbound 2|0006 赵犇 0 inbound 1|0007 黄丽娟 0 inbound 3|0008 周子涵 0 inbound candidate
0009 吴桐 0 inbound 1|0010 徐慧敏 0 inbound 2|0011 孙浩然 0 inbound 1|0012 马秀英 1 team_leader 4
0013 朱婷 1 inbound 3|0014 胡晓东 1 inbound 2|0015 郭㛃 1 inbound 3|0016 何静 1 inbound 1
0017 高翔 1 inbound 2|0018 林雅芳 1 inbound 4|0019 罗文斌 1 inbound 1|0020 单红梅 1 inbound 2
0021 曾凡 1 inbound candidate|0022 谢志强 2 team_leader 3|0023 唐䶮 2 outbound 3|0024 韩冰 2 outbound 4
0025 买买提·艾力 2 outbound 2|0026 曹颖 2 outbound 1|0027 许巍 2 outbound 2|0028 邓佳怡 2 outbound 3
0029 冯磊 2 outbound 1|0030 彭雪 2 outbound 2|0031 曹玉兰 2 outbound 1|0032 田野 2 outbound candidate
0033 董欣 2 outbound 2|0034 袁媛 2 outbound 1|0035 蒋伟 3 team_leader 3|0036 潘月 3 data_entry 2
0037 于洋 3 data_entry 1|0038 余秋雨 3 data_entry 2|0039 杜鹃 3 email 3|0040 叶青 3 email 2
0041 阿依古丽·买合木提 3 quality 4|0042 钟灵 3 quality 3
"""
_PART_TIME = {"0009", "0019", "0031", "0037"}
_PROBATION = {"0008": 2, "0021": 4, "0032": 1}
"""Months before the present one in which the agent was hired."""
_STANDBY = {"0034"}
_LEFT = {"0011": 2}
"""Months before the present one at whose middle the agent left."""
MOVED = "0017"
"""Moved from inbound to outbound in the middle of the fourth month."""
STEADY_LOW = ("0016", "0029")
"""Agents who stay at the bottom month after month."""
STEADY_HIGH = ("0002", "0024", "0018")


@dataclass(frozen=True)
class SamplePerson:
    """One agent: `ability` moves every figure up or down around the average of 0."""

    employee_no: str
    name: str
    team: str
    position: str
    star: str
    employment_type: str
    hired_on: date
    regular_from: date | None
    left_on: date | None
    ability: float

    def assignments(self, first_month: Period) -> list[dict[str, Any]]:
        """Rows of the agent's assignments without the agent's id."""
        base = {
            "team": self.team, "position": self.position, "employment_type": self.employment_type, "star": self.star,
            "status": "regular", "monthly_wage_fen": (5200 + int(self.ability * 400)) * 100,
        }  # fmt: skip
        if self.regular_from is not None:
            later = [base | {"effective_from": self.regular_from}] if self.regular_from > self.hired_on else []
            return [base | {"effective_from": self.hired_on, "status": "probation"}, *later]
        rows = [base | {"effective_from": self.hired_on}]
        if self.employee_no in _STANDBY:
            rows.append(base | {"effective_from": first_month.shifted(5).first, "status": "standby"})
        if self.employee_no == MOVED:
            rows.append(
                base | {"effective_from": first_month.shifted(3).first + timedelta(days=14), "team": TEAMS[2], "position": "outbound"}
            )
        return rows


def people(month: Period) -> list[SamplePerson]:
    """The agents as seen from `month`, the present one."""
    found = []
    for number, entry in enumerate(entry for line in _ROSTER.split("\n") for entry in line.split("|") if entry.strip()):
        employee_no, name, team, position, star = entry.split()
        months_ago = _PROBATION.get(employee_no)
        hired = (
            month.shifted(-months_ago).first + timedelta(days=4)
            if months_ago
            else date(2019 + number % 6, 1 + number % 12, 1 + number % 27)
        )
        regular = hired + timedelta(days=183) if months_ago else None
        left = month.shifted(-_LEFT[employee_no]).first + timedelta(days=14) if employee_no in _LEFT else None
        kind = "part_time" if employee_no in _PART_TIME else "full_time"
        found.append(
            SamplePerson(employee_no, name, TEAMS[int(team)], position, star, kind, hired, regular, left, _ability(employee_no, number))
        )
    return found


def _ability(employee_no: str, number: int) -> float:
    if employee_no in STEADY_LOW:
        return -2.4
    if employee_no in STEADY_HIGH:
        return 2.0 + STEADY_HIGH.index(employee_no) * 0.15
    return ((number * 37) % 41 - 20) / 16
