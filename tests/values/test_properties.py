"""What holds for every text: nothing raises, nothing is invented, and the manner of typing makes no difference."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import Comparator, Meaning, Reading, Target
from perfeval_xl.values.printing import plain
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.text import normalise
from perfeval_xl.values.units import reconcile

PIECES = (
    *("≥", "≤", ">", "<", "=", "不低于", "不超过", "控制在", "以上", "以内", "约", "左右", "达到", "已完成", "下降"),
    *("0", "5", "12", "95", "100", "0.98", "1,234", "2023", "2023.12", "一", "三", "十", "百分之", "万", "亿"),
    *("%", "‰", "元", "万元", "人", "人次", "个", "公里", "天", "次", "元/人", "年", "月", "日", "底", "前", "季度"),
    *("每", "月", "(", ")", "(疑20份)", ",", "、", "；", "-", "至", "+", "±", "×", "/", " ", "\n", "X", "**"),
    *("合格率", "投诉率", "其中", "完成", "按时", "及时", "未", "无", "不适用", "—", "达成年度指标", "#DIV/0!"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
numbers = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False)
units = st.sampled_from(["", "%", "‰", "元", "万元", "人次", "公里", "元/人", "万亩"])
signs = st.sampled_from(["≥", "≤", ">", "<", "=", ""])

_MIRROR = {
    Comparator.GE: Comparator.LE,
    Comparator.GT: Comparator.LT,
    Comparator.LE: Comparator.GE,
    Comparator.LT: Comparator.GT,
    Comparator.EQ: Comparator.EQ,
}
_MIRRORED_SIGN = {"≥": "≤", "≤": "≥", ">": "<", "<": ">", "=": "="}
_NUMERALS = re.compile("[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟无]")


@given(texts, texts, st.sampled_from(["", "正向", "反向", "定性"]), st.sampled_from(["", "成本指标", "时效指标"]))
def test_nothing_raises_and_what_is_unknown_has_no_value(text: str, name: str, nature: str, level2: str) -> None:
    target = read_target(text, name=name, nature=nature, level2=level2, year=2023)
    actual = read_value(text)
    read_amount(text)
    reconcile(target, actual)
    if target.comparator in (Comparator.UNKNOWN, Comparator.QUALITATIVE, Comparator.DATE):
        assert target.comparator is Comparator.QUALITATIVE or target.value is None
    assert (actual.value is not None) == (actual.meaning is Meaning.NUMBER)
    assert (actual.date is not None) == (actual.meaning is Meaning.DATE)


@given(texts)
def test_no_value_is_invented(text: str) -> None:
    """The digits of a value stand in the text, but for numbers in words, sums and margins."""
    shaped = normalise(text)
    if _NUMERALS.search(shaped) or any(sign in shaped for sign in "+±"):
        return
    typed = {_digits(run.replace(",", "")) for run in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", shaped)}
    for value in (read_target(text).value, read_target(text).high, read_value(text).value):
        assert value is None or _digits(plain(value)) in typed


def _digits(number: str) -> str:
    return number.replace(".", "").replace("-", "").strip("0")


@given(signs, numbers, units)
def test_what_is_printed_reads_back(sign: str, number: Decimal, unit: str) -> None:
    target = read_target(f"{sign}{number}{unit}")
    again = read_target(_printed(target.comparator.sign, target))
    assert (again.comparator, again.value, again.unit) == (target.comparator, target.value, target.unit)
    actual = read_value(f"{number}{unit}")
    assume(actual.date is None)  # 1922.01 typed by itself
    repeated = read_value(_printed("", actual))
    assert (repeated.meaning, repeated.value, repeated.unit) == (actual.meaning, actual.value, actual.unit)


def _printed(sign: str, read: Target | Reading) -> str:
    assert read.value is not None
    power = {"%": 2, "‰": 3}.get(read.unit, 0)
    return f"{sign}{plain(read.value.scaleb(power))}{read.unit}"


@given(texts)
def test_full_width_and_blanks_make_no_difference(text: str) -> None:
    """Blanks between two numbers tell them apart, so these are left as they are."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    blank = re.sub(r"(?<![0-9,.])(?=[^\s0-9,.])", " ", text) if not re.search(r"\s", text) else text
    for typed in (wide, blank, f"  {text}\n"):
        target, other = read_target(text, year=2023), read_target(typed, year=2023)
        assert _without_text(target) == _without_text(other)
        assert _without_text(read_value(text)) == _without_text(read_value(typed))


def _without_text(read: Target | Reading) -> tuple[object, ...]:
    if isinstance(read, Reading):
        return (read.meaning, read.value, read.unit, read.date, read.grade, read.share, read.notes)
    return (read.comparator, read.value, read.high, read.unit, read.date, read.basis, read.meaning, read.notes)


@given(st.sampled_from(sorted(_MIRRORED_SIGN)), numbers, units)
def test_the_mirrored_sign_gives_the_mirrored_comparator(sign: str, number: Decimal, unit: str) -> None:
    here = read_target(f"{sign}{number}{unit}")
    there = read_target(f"{_MIRRORED_SIGN[sign]}{number}{unit}")
    assert there.comparator is _MIRROR[here.comparator]
    assert (here.value, here.unit) == (there.value, there.unit)
    assert read_target(f"{number}{unit}{_MIRRORED_SIGN[sign]}X").comparator is here.comparator


@given(numbers, st.sampled_from(["元", "万元", "亿元"]), st.sampled_from(["元", "万元", "亿元"]))
def test_an_amount_is_the_same_in_every_unit(number: Decimal, typed: str, form: str) -> None:
    size = {"元": 0, "万元": 4, "亿元": 8}
    amount = read_amount(f"{number}{typed}", unit=form)
    assert amount.value == number.scaleb(size[typed] - size[form])
    assert amount.unit == form
