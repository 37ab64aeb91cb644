"""A form without a mistake in every layout."""

from __future__ import annotations

from tests.realcases.layouts import LAYOUTS
from tests.realcases.loading import Case, Row

DECLINED = ("declaration", "monitoring")
FUNDS = (
    {"资金": "年度资金总额", "年初": "100", "全年": "100", "执行": "96.5", "分值": "10", "率": "96.5%", "得分": "9.65"},
    {"资金": "其中:当年财政拨款", "年初": "80", "全年": "80", "执行": "77", "分值": "", "率": "", "得分": ""},
    {"资金": "上年结转资金", "年初": "20", "全年": "20", "执行": "19.5", "分值": "", "率": "", "得分": ""},
)
ROWS = """
产出指标   | 数量指标           | 养护里程     | ≥12公里     | 12公里       | 20 | ≥12  | 12
产出指标   | 数量指标           | 巡查次数     | ≥24次       | 25次         | 10 | ≥24  | 25
产出指标   | 质量指标           | 验收合格率   | ≥95%        | 98%          | 10 | ≥95% | 98%
产出指标   | 成本指标           | 每公里成本   | ≤5万元/公里 | 4.8万元/公里 | 10 | ≤5   | 4.8
效益指标   | 社会效益指标       | 群众出行条件 | 明显改善    | 达成年度指标 | 20 | 定性 | 定性
效益指标   | 生态效益指标       | 绿化面积     | ≥300平方米  | 320平方米    | 10 | ≥300 | 320
满意度指标 | 服务对象满意度指标 | 群众满意度   | ≥90%        | 95%          | 10 | ≥90% | 95%
"""


def clean(layout: str, number: int) -> Case:
    """The form without a mistake in a layout, with the look of a number."""
    twenty = LAYOUTS[layout].fund_points == "20"
    lines = ROWS.strip().splitlines()
    rows = tuple(_row(line, "10" if twenty and at == 0 else "") for at, line in enumerate(lines))
    executed = {column.field for column in LAYOUTS[layout].fund} >= {"score"}
    if not executed:
        rows = (*rows[:-1], _row(lines[-1], "20"))
    funds = [dict(fund, 应有率="·", 应得="·") for fund in FUNDS]
    score = "19.3" if twenty else "9.65"
    funds[0] |= {"得分": score, "应有率": "96.5", "应得": score if executed else "·"}
    points = sum(int(row["分值"]) for row in rows)
    pairs = LAYOUTS[layout].pairs
    return Case(
        number=number,
        province="示例",
        kind="department"
        if "department" in LAYOUTS[layout].title or "部门整体" in LAYOUTS[layout].title
        else "project",
        year=2023,
        layout=layout,
        unit="元" if layout == "shanghai" else "万元",
        declined=layout in DECLINED,
        goals=("养护公路12公里", "已养护12公里；发放问卷100份，收回有效问卷98份"),
        funds=tuple(funds[:1] if pairs else funds) if LAYOUTS[layout].fund else (),
        indicators=rows,
        totals={"points": 100, "score": f"{points + (float(score) if executed else 0):g}"}
        if _has_scores(layout)
        else {},
    )


def _row(line: str, other_points: str) -> Row:
    level1, level2, name, target, actual, points, wanted, read = (part.strip() for part in line.split("|"))
    points = other_points or points
    held = {"应读目标": wanted, "应读完成": read, "应得": points}
    given = {"一级": level1, "二级": level2, "三级": name, "指标值": target, "完成值": actual}
    return {**given, "分值": points, "得分": points, "原因": "", **held}


def _has_scores(layout: str) -> bool:
    return any(column.field == "score" for column in LAYOUTS[layout].columns)
