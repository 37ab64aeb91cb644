"""A correct form as text, and small changes to it: what check tests are made of; any table, evaluated."""

from __future__ import annotations

from perfeval_xl.evaluation import evaluate
from perfeval_xl.issues import Issue
from perfeval_xl.results import Evaluation, FormResult
from tests.support.tables import sheet, sheets

CORRECT = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < | < | < | < |
| (2023年度) | < | < | < | < | < | < | < | < | < | < |
| 项目名称 | < | 乡村道路养护 | < | < | < | < | < | < | < | < |
| 主管部门 | < | 示例县交通运输局 | < | < | 实施单位 | 示例县公路中心 | < | < | < | < |
| 项目资金\\n(万元) | < |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | < | 得分 |
| ^ | ^ | 年度资金总额 | < | 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |
| ^ | ^ | 其中:当年财政拨款 | < | 80 | 80 | 70 | — |  | < | — |
| ^ | ^ | 上年结转资金 | < | 20 | 20 | 16.18 | — |  | < | — |
| 年度总体目标 | 预期目标 | < | < | < | < | 实际完成情况 | < | < | < | < |
| ^ | 养护道路12公里 | < | < | < | < | 已养护12公里 | < | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | < |
| ^ | 产出指标(50分) | 数量指标 | 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |
| ^ | ^ | 质量指标 | 验收合格率 | < | ≥95% | {90.25%} | 20 | 19 | 雨季影响施工，已加强监理 | < |
| ^ | ^ | 成本指标 | 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |
| ^ | 效益指标(30分) | 社会效益指标 | 群众出行 | < | 明显改善 | 达成年度指标 | 30 | 30 |  | < |
| ^ | 满意度指标(10分) | 服务对象满意度指标 | 群众满意度 | < | ≥90% | 95%(回收问卷100份) | 10 | 10 |  | < |
| 总分 | < | < | < | < | < | < | 100 | 97.62 |  | < |
| 自评等级 | < | 优 | < | < | < | < | < | < | < | < |
"""
"""97.62 points, 优; every check is silent."""


def changed(*swaps: tuple[str, str]) -> str:
    """The correct form with parts of its text swapped (each must occur)."""
    text = CORRECT
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def evaluated(table: str, *companions: tuple[str, str]) -> Evaluation:
    """Evaluate a form and companion tables, given as (name, table)."""
    extra = [sheet(text, name=name) for name, text in companions]
    return evaluate(sheets(sheet(table), *extra))


def found(table: str, *companions: tuple[str, str]) -> list[tuple[str, str | None]]:
    """(code, cell) of every issue."""
    return [(issue.code, issue.cell) for issue in evaluated(table, *companions).issues]


def only_form(table: str) -> FormResult:
    """The one form of a sheet, scored."""
    (form,) = evaluate(sheets(sheet(table))).forms
    return form


def judged(table: str) -> tuple[tuple[FormResult, ...], list[Issue]]:
    """The forms of a sheet and the errors that are alleged."""
    evaluation = evaluate(sheets(sheet(table)))
    return evaluation.forms, [issue for issue in evaluation.issues if issue.severity == "error"]
