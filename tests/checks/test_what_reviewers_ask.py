"""Small things that a strict reviewer asks about: found at their cells, and silent on what is right."""

from __future__ import annotations

import pytest

from tests.support.forms import CORRECT, changed, found

MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"
COST = "| 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"
ACCESS = "| 群众出行 | < | 明显改善 | 达成年度指标 | 30 | 30 |  | < |"
PLEASED = "| 群众满意度 | < | ≥90% | 95%(回收问卷100份) | 10 | 10 |  | < |"
OTHER = "| ^ | ^ | 上年结转资金 | < | 20 | 20 | 16.18 |"
GOAL = "| 已养护12公里 | < | < | < | < |\n| 绩效指标"

CASES = {
    "other funds without a source": ("BUD-11", "C8", [(OTHER, OTHER.replace("上年结转资金", "其他资金"))]),
    "figures up to October": ("BUD-12", "G10", [(GOAL, GOAL.replace("已养护", "截至2023年10月31日，已养护"))]),
    "a saving that costs points": ("IND-12", "I14", [(COST, COST.replace("5万元 | 10 | 10", "4万元 | 10 | 8"))]),
    "one phrase as target and actual": (
        "IND-15",
        "F15",
        [(ACCESS, ACCESS.replace("明显改善 | 达成年度指标", "显著提升 | 显著提升"))],
    ),
    "a stray star": ("IND-17", "G12", [(MILEAGE, MILEAGE.replace("| 12公里 |", "| 12公里* |"))]),
    "everybody pleased": (
        "SAT-02",
        "G16",
        [(PLEASED, PLEASED.replace("95%(回收问卷100份)", "100%(有效问卷98份，满意98份)"))],
    ),
    "a rate that the survey does not give": (
        "SAT-03",
        "G16",
        [(PLEASED, PLEASED.replace("95%(回收问卷100份)", "95%(有效问卷98份，满意90份)"))],
    ),
    "no satisfaction": (
        "STR-01",
        "B12",
        [("满意度指标(10分) | 服务对象满意度指标 | 群众满意度", "效益指标(10分) | 生态效益指标 | 绿化合格率")],
    ),
    "a hint of the blank form": ("STR-05", "D12", [(MILEAGE, MILEAGE.replace("养护里程", "指标1"))]),
    "a target left open": ("STR-05", "F12", [(MILEAGE, MILEAGE.replace("≥12公里", "≥XX公里"))]),
}
SILENT = {
    "other funds with a source": ("BUD-11", [(OTHER, OTHER.replace("上年结转资金", "其他资金（银行贷款）"))]),
    "figures up to the last day": ("BUD-12", [(GOAL, GOAL.replace("已养护", "截至2023年12月31日，已养护"))]),
    "a saving that costs none": ("IND-12", [(COST, COST.replace("5万元 | 10 | 10", "4万元 | 10 | 10"))]),
    "a phrase with a grade": ("IND-15", [(ACCESS, ACCESS.replace("明显改善", "显著提升"))]),
    "a sign between two words": ("IND-17", [(COST, COST.replace("≤5万元 | 5万元", "≤5元/人*天 | 5元/人*天"))]),
    "a rate that the survey gives": (
        "SAT-03",
        [(PLEASED, PLEASED.replace("95%(回收问卷100份)", "91.84%(有效问卷98份，满意90份)"))],
    ),
    "another way to divide": (
        "STR-01",
        [("产出指标(50分)", "决策(50分)"), ("效益指标(30分)", "过程(30分)"), ("满意度指标(10分)", "结果(10分)")],
    ),
    "a name with a number": ("STR-05", [(MILEAGE, MILEAGE.replace("养护里程", "指标1：养护里程"))]),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_at_its_cell(case: str) -> None:
    code, cell, swaps = CASES[case]
    assert (code, cell) in found(changed(*swaps))


@pytest.mark.parametrize("case", SILENT)
def test_what_is_right_is_silent(case: str) -> None:
    code, swaps = SILENT[case]
    assert code not in {issue for issue, _ in found(changed(*swaps))}


def test_the_correct_form_raises_none_of_them() -> None:
    assert found(CORRECT) == []
