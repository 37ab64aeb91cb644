"""The JSON contract: strings for decimals, null for the unknown, addresses for every value."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from perfeval_xl.report.json_output import dump_line, plain, rate, to_json
from tests.support.forms import CORRECT, changed, evaluated


def test_a_workbook_has_the_keys_of_the_contract() -> None:
    value = to_json(evaluated(CORRECT))
    assert (value["schema_version"], value["status"], value["error"]) == (1, "ok", None)
    form = value["forms"][0]
    assert (form["sheet"], form["kind"], form["project"], form["year"]) == ("自评表", "project", "乡村道路养护", 2023)
    assert (form["points_total"], form["score_total"], form["grade"]) == ("100", "97.62", "优")
    assert (form["rules"], form["entered_grade"]) == ("cn-2020", "优")
    assert Decimal(form["entered_total"]) == Decimal("97.62")


def test_a_fund_line_is_exact_and_has_its_cells() -> None:
    fund = to_json(evaluated(CORRECT))["forms"][0]["funds"][0]
    assert (fund["budget"], fund["executed"], fund["amount_unit"]) == ("100", "86.18", "万元")
    assert (fund["rate"], fund["points"], fund["score"]) == ("0.861800", "10", "8.62")
    assert fund["entered_rate"] == "0.8618"
    assert fund["cells"]["budget"] == "F6"


def test_an_indicator_has_target_actual_and_derivation() -> None:
    row = to_json(evaluated(CORRECT))["forms"][0]["indicators"][1]
    assert (row["target_text"], row["comparator"], row["target"], row["actual"]) == ("≥95%", "ge", "0.95", "0.9025")
    assert (row["unit"], row["completion_rate"], row["score"]) == ("%", "0.950000", "19.00")
    assert row["reason"].startswith("雨季")
    assert row["cells"]["actual"] == "G13"
    assert "0.95" in row["explanation"] or "95%" in row["explanation"]


def test_what_cannot_be_known_is_null_with_its_reason() -> None:
    form = to_json(evaluated(changed(("≥12公里 | 12公里 | 20 | 20", "≥12公里 |  | 20 | "))))["forms"][0]
    row = form["indicators"][0]
    assert (row["actual"], row["score"], row["completion_rate"], row["entered_score"]) == (None, None, None, None)
    assert row["why_not"]
    assert row["explanation"].startswith("未评分：")
    assert (form["score_total"], form["grade"]) == (None, None)
    assert form["why_not"]


def test_a_department_form_has_no_project() -> None:
    form = to_json(evaluated(changed(("乡村道路养护", ""))))["forms"][0]
    assert form["project"] is None


def test_issues_travel_with_place_and_remedy() -> None:
    value = to_json(evaluated(changed(("| 8.62 |", "| 9.9 |"))))
    assert value["status"] == "issues"
    issue = next(issue for issue in value["issues"] if issue["cell"] == "K6")
    assert set(issue) == {"code", "severity", "sheet", "cell", "message", "remedy", "clause"}
    assert issue["severity"] in {"error", "warning", "hint"}


def test_a_line_is_one_line_of_plain_chinese() -> None:
    text = dump_line(to_json(evaluated(changed(("养护里程", "养护\\n里程")))))
    assert "\n" not in text
    assert "乡村道路养护" in text
    assert json.loads(text)["forms"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("1", "1.0000"), ("0.9", "0.9000"), ("0.667386", "0.667386"), ("1E+1", "10.0000"), ("0.12345", "0.12345")],
)
def test_rates_have_four_decimals_or_more(value: str, text: str) -> None:
    assert rate(Decimal(value)) == text


def test_numbers_have_no_exponent() -> None:
    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("1E-7")) == "0.0000001"
    assert plain(None) is None
    assert rate(None) is None
