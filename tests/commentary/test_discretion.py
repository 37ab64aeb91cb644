"""Personal numbers do not stand in what we write; amounts, codes and dates stay."""

from __future__ import annotations

import pytest

from perfeval_xl.commentary.discretion import HIDDEN_PHONE, without_personal_numbers


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("联系人：某某，13900001111", "联系人：某某，139****1111"),
        ("电话139-0000-1111。", "电话139****1111。"),
        ("0871-65100000转办", f"{HIDDEN_PHONE}转办"),
        ("(0873)3700000", HIDDEN_PHONE),
        ("联系电话：3700000", f"联系电话：{HIDDEN_PHONE}"),
        ("身份证11010519491231002X，", "身份证110***********002X，"),
        ("补助张某（13900001111）和李某（13900002222）", "补助张某（139****1111）和李某（139****2222）"),
    ],
)
def test_personal_numbers_are_hidden(text: str, left: str) -> None:
    assert without_personal_numbers(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "全年预算数13900001111元",
        "13900001111.25",
        "2020年12月31日前完成3000万元以上项目142个",
        "红财预发〔2020〕15号",
        "云财绩〔2024〕13号，2024-08-22",
        "统一社会信用代码91530000MA6K000000",
        "130.05万元，139,000,011.11元",
        "锻炼人次15912345678人次",
        "电话费3700000元",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_personal_numbers(text) == text
