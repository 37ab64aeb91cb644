"""A printed form of the 湖南 kind and its 附件3, from the sheets to scores and issues."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.evaluation import evaluate
from perfeval_xl.report.explain_output import explain_text
from perfeval_xl.report.json_output import to_json
from perfeval_xl.results import Evaluation
from tests.support.companions import OFFICIAL
from tests.support.tables import sheet, sheets

FORM = """
| 部门整体支出绩效评价指标表 | < | < | < | < | < | < | < | < |
| 部门名称:湘中县图书馆 |  |  |  |  | 2018年度 |  |  |  |
| 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评价标准 | 指标说明 | 得分 |
| 投入 | 10 | 预算配置 | 10 | 在职人员控制率 | 5 | 以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。 | 在职人员数/编制数 | 5 |
| ^ | ^ | ^ | ^ | “三公经费”变动率 | 5 | 变动率≦0，计8分；每超过一个百分点扣0.8分，扣完为止。 | 本年预算与上年预算之比 | 4 |
| 过程 | 90 | 预算执行 | 90 | 新建楼堂馆所面积控制率 | 5 | 100%以下（含）计满分，每超出5%扣2分，扣完为止。 |  | 5 |
| ^ | ^ | ^ | ^ | 预算完成率 | 6 | 100%计满分，每低于5%扣2分，扣完为止。 |  | 6 |
| ^ | ^ | ^ | ^ | 管理制度健全性 | 79 | 有制度，计79分。 |  | 78 |
| 合计 | 100 |  | 100 |  | 100 |  |  | 98 |
"""


def evaluated(rules: str = "hunan-common-2017") -> Evaluation:
    return evaluate(sheets(sheet(FORM, name="评分表"), sheet(OFFICIAL, name="附件3")), rules=rules)


def test_rates_are_scored_from_the_basics_and_the_rest_keeps_the_persons_points() -> None:
    (form,) = evaluated().forms
    assert [(row.row.name, row.score, row.basis) for row in form.indicators] == [
        ("在职人员控制率", Decimal(5), "computed"),
        ("“三公经费”变动率", Decimal(4), "judged"),
        ("新建楼堂馆所面积控制率", Decimal(1), "computed"),
        ("预算完成率", Decimal(6), "judged"),
        ("管理制度健全性", Decimal(78), "judged"),
    ]
    assert form.score_total == Decimal(94)


def test_what_could_not_be_recomputed_says_why() -> None:
    (form,) = evaluated().forms
    why = [row.trace.working for row in form.indicators if row.basis == "judged"]
    assert why == [
        "无法重算：基础数据表没有上年“三公”经费预算数这一项，采用填报人判定的4分",
        "无法重算：扣分标准按分值5、8分制定，本行分值为6分，采用填报人判定的6分",
        "无法重算：表中没有实际完成值栏，规则包“hunan-common-2017”也没有这项指标的扣分标准，采用填报人判定的78分",
    ]


def test_issues_stand_at_their_cells() -> None:
    places = {(issue.code, issue.place) for issue in evaluated().issues}
    assert places >= {
        ("IND-02", "评分表!I6"),
        ("RATE-08", "评分表!G5"),
        ("RATE-09", "评分表!F7"),
        ("RATE-04", "评分表!E5"),
    }
    assert not [code for code, _ in places if code in ("STR-10", "IND-19")]


def test_the_explanation_names_the_cells_of_the_other_sheet() -> None:
    text = "".join(explain_text(evaluated()).split())
    assert "136÷143=95.10%" in text
    assert "编制数（本年实际数）=143[附件3!B4]" in text


def test_json_carries_the_common_rate() -> None:
    (form,) = to_json(evaluated())["forms"]
    first, second, *_ = form["indicators"]
    assert first["common_rate"]["value"] == "0.951049"
    assert first["common_rate"]["cells"] == ["附件3!D4", "附件3!B4"]
    assert (second["common_rate"]["value"], second["common_rate"]["status"]) == (None, "incomplete")
    assert form["indicators"][-1]["common_rate"] is None


def test_the_default_rules_compute_nothing_and_say_so() -> None:
    (form,) = evaluated("cn-2020").forms
    assert {row.basis for row in form.indicators} == {"judged"}
    assert "基础数据表算得136 ÷ 143 = 95.10%，但表中没有实际完成值栏" in form.indicators[0].trace.working
