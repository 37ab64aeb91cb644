"""表1 and 表2 of a department, as sheets beside its form."""

from __future__ import annotations

from tests.realcases.canvas import Canvas
from tests.realcases.loading import Case
from tests.realcases.names import Key


def companion_tables(case: Case, cells: dict[Key, str]) -> list[Canvas]:
    """表1 and 表2 of a department."""
    found: list[Canvas] = []
    shapes = (
        (
            "表1",
            "部门整体收入明细表",
            ("收入项目", "年初预算数", "调整数", "调整后预算数"),
            ("initial", "adjustment", "adjusted"),
        ),
        (
            "表2",
            "项目支出情况表",
            ("预算项目名称", "预算资金", "实际使用资金", "预算执行率"),
            ("budget", "used", "rate"),
        ),
    )
    for (name, title, headers, fields), lines in zip(shapes, (case.income, case.projects), strict=True):
        if not lines:
            continue
        canvas = Canvas(name)
        canvas.put(0, 0, title, width=len(headers))
        for at, header in enumerate(headers):
            canvas.put(1, at, header)
        for number, line in enumerate(lines):
            for at, value in enumerate(line):
                address = canvas.put(number + 2, at, value)
                if at:
                    is_total = line[0] == "合计"
                    cells[name, -1 if is_total else number, fields[at - 1]] = address
        found.append(canvas)
    return found
