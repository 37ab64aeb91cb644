"""Names that the builder of workbooks and the measure share."""

from __future__ import annotations

SHEET = "自评表"
PUBLISHED_NAMES = {
    "initial": "年初",
    "budget": "全年",
    "executed": "执行",
    "points": "分值",
    "rate": "率",
    "score": "得分",
}
INDICATOR_NAMES = {
    "level1": "一级",
    "level2": "二级",
    "name": "三级",
    "target": "指标值",
    "actual": "完成值",
    "points": "分值",
    "score": "得分",
    "reason": "原因",
    "weight": "占比",
    "converted": "折算",
}

Key = tuple[str, int, str]
"""``("fund", 0, "executed")``, ``("indicator", 2, "target")``, ``("form", 0, "grade")``, ``("表2", -1, "budget")``."""
