"""Every number of a draft comes from the result, and no draft says what makes no sense, whatever the layout."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.commentary.drafts import SLOTS
from perfeval_xl.results import FormResult
from perfeval_xl.rules import load_pack
from tests.support.cases import layout_cases, layout_evaluation, sample, samples
from tests.support.forms import changed, evaluated
from tests.support.numbers import known_numbers, numbers_in

NUMBERING = re.compile(r"(?:^|；)[0-9]+\.(?=[^0-9])")


def hold(form: FormResult) -> None:
    assert list(form.commentary) == list(SLOTS)
    known = known_numbers(form, load_pack(form.rules))
    for slot, text in form.commentary.items():
        invented = numbers_in(NUMBERING.sub("；", text)) - known - numbers_in(" ".join(form.form.cells.values()))
        invented -= numbers_in(" ".join(cell for row in form.indicators for cell in row.row.cells.values()))
        if slot in ("problems", "measures"):
            invented -= {Decimal(count) for count in range(len(form.indicators) + 3)}
        assert not invented, (slot, text)
        for nonsense in ("None", "。。", "；。", "，。", "：。", "得0分，0个", "““"):
            assert nonsense not in text, (slot, text)
    assert numbering(form.commentary["measures"]) in ([], numbering(form.commentary["problems"]))


def numbering(text: str) -> list[str]:
    return re.findall(r"(?:^|；)([0-9]+)\.(?=[^0-9])", text)


@pytest.mark.parametrize("name", [name for name in layout_cases() if layout_evaluation(name).forms])
def test_in_forms_of_every_layout(name: str) -> None:
    for form in layout_evaluation(name).forms:
        hold(form)


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_in_the_samples(path) -> None:  # type: ignore[no-untyped-def]
    assert sample(path.name).forms
    for form in sample(path.name).forms:
        hold(form)


@settings(max_examples=60, deadline=None)
@given(
    done=st.one_of(st.integers(0, 40).map(lambda n: f"{n}公里"), st.sampled_from(["", "无", "—", "约12公里"])),
    quality=st.integers(0, 12000).map(lambda n: f"{{{n / 100}%}}"),
    cost=st.integers(0, 900).map(lambda n: f"{n / 100}万元"),
    effect=st.sampled_from(["达成年度指标", "部分达成年度指标并具有一定效果", "较好", ""]),
    spent=st.integers(0, 20000).map(lambda n: str(n / 100)),
)
def test_in_any_filling(done: str, quality: str, cost: str, effect: str, spent: str) -> None:
    table = changed(
        ("| 12公里 | 20 | 20 |", f"| {done} | 20 | 20 |"),
        ("{90.25%}", quality),
        ("≤5万元 | 5万元", f"≤5万元 | {cost}"),
        ("明显改善 | 达成年度指标", f"明显改善 | {effect}"),
        ("100 | 100 | 86.18", f"100 | 100 | {spent}"),
    )
    (form,) = evaluated(table).forms
    hold(form)
    control = form.commentary["weaknesses"].partition("“每公里成本”")[2].partition("；")[0]
    assert "完成率" not in control
