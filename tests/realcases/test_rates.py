"""84 published rates: wrong ones are found, right ones accepted, cut-off ones only hinted at."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.evaluation import evaluate
from tests.support.tables import sheet, sheets

FORM = """
| 项目支出绩效自评表 | < | < | < | < | < | < |
| 项目资金 | 资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 |
| ^ | 年度资金总额 | {base} | {base} | {part} | 10 | {rate} |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 偏差原因 |
| 产出指标 | 数量指标 | 里程 | ≥12 | 9 | 90 | 雨季影响施工 |
"""
ISSUES = {"right": None, "wrong": "BUD-03", "cut": "BUD-16"}


def published() -> list[tuple[str, str, str, str]]:
    lines = Path(__file__).with_name("rates.csv").read_text(encoding="utf-8").splitlines()
    return [(base, part, rate, verdict) for base, part, rate, verdict in (line.split(",") for line in lines[2:])]


def test_all_verdicts_occur() -> None:
    verdicts = [verdict for *_, verdict in published()]
    assert (len(verdicts), verdicts.count("wrong"), verdicts.count("cut")) == (84, 8, 1)


@pytest.mark.parametrize(("base", "part", "rate", "verdict"), published())
def test_a_published_rate(base: str, part: str, rate: str, verdict: str) -> None:
    table = FORM.format(base=base, part=part, rate=rate)
    issues = {(issue.code, issue.cell) for issue in evaluate(sheets(sheet(table))).issues}
    raised = {code for code, cell in issues if code in ("BUD-03", "BUD-16") and cell == "G3"}
    wanted = ISSUES[verdict]
    assert raised == ({wanted} if wanted else set())
