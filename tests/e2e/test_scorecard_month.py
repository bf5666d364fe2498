"""A month ranked by a scorecard through the command line, worked out by hand."""

from __future__ import annotations

from tests.e2e.centre import CommandLine, winners
from tests.e2e.test_month_end import adopt_s1, performance, roster

HEADER = ("position", "from_month", "indicator", "weight", "curve", "bands", "floor", "target")


def test_a_scorecard_changes_who_is_best_and_says_why(centre: CommandLine) -> None:
    # entered scores make 0001 the best of ten; by the card 0002 has 0.4 × 100 + 0.6 × 100 = 100, 0001 0.4 × 60 + 0.6 × 50 = 54
    roster(centre, range(1, 11))
    performance(centre, "2026-09", {n: 100 - n for n in range(1, 11)})
    rows = [[f"{n:04}", 4.8 if n == 2 else 4.2, 95 if n == 2 else 75] for n in range(1, 11)]
    centre.bring("kpi", ["工号", "客户满意度", "质检得分"], rows, "--period", "2026-09")
    adopt_s1(centre)
    assert winners(centre.json("close", "2026-09", "--preview"), "monthly-top-performers") == ["0001"]
    lines = [
        ["outbound", "2026-09", "csat", "40", "bands", "[1,4) 0; [4,4.5) 60; [4.5,5] 100", "", ""],
        ["outbound", "2026-09", "quality", "60", "linear", "", "60", "90"],
    ]
    centre.bring("scorecards", HEADER, lines)
    document = centre.json("close", "2026-09")
    best = next(o for o in document["outcomes"] if o["rule"] == "monthly-top-performers")
    assert (best["employee_no"], best["score"], best["rank"]) == ("0002", "100.00", 1)
    sources = [line["source"] for line in best["because"]]
    assert sources[0] == "scorecard outbound 2026-09; kpi 2026-09"
    assert sources[-2:] == ["kpi csat 2026-09; scored 100.00; weight 40", "kpi quality 2026-09; scored 100.00; weight 60"]
    centre("verify")
