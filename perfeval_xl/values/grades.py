"""The three grades of a qualitative indicator (定性指标), exact or as people shorten them."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.values.decimals import shift
from perfeval_xl.values.model import QualitativeGrade

_OBJECT = r"(?:(?:年度|预期|既定|绩效|年初|设定|总体)*(?:指标|目标)值?)"
_SHARE = r"(?:[:,]?\(?(?P<share>[0-9]{1,3}(?:\.[0-9]+)?)%\)?|\((?P<band>[0-9]+%(?:\(含\))?[-~至][0-9]+%(?:\(含\))?)\))?"
_END = rf"{_SHARE}[。.;,]?\Z"
_GRADES: tuple[tuple[QualitativeGrade, re.Pattern[str]], ...] = (
    (
        QualitativeGrade.MET,
        re.compile(
            rf"(?:(?:已|均|全部|全面|完全|基本|全部或基本|已全部|均已)*达成{_OBJECT}?|(?:已|均)?达到(?:年度|预期)+(?:指标|目标)值?){_END}"
        ),
    ),
    (
        QualitativeGrade.PARTLY,
        re.compile(rf"部分(?:达成|达到){_OBJECT}?(?:[,并且]*具有一定效果)?{_END}"),
    ),
    (
        QualitativeGrade.MISSED,
        re.compile(rf"(?:未|没有|未能|尚未)(?:达成|达到{_OBJECT}|达成{_OBJECT}){_END}"),
    ),
    (
        QualitativeGrade.MISSED,
        re.compile(rf"(?:未|没有|未能|尚未)(?:达成|达到){_OBJECT}?[,并且]*效果(?:较|很)?差{_END}"),
    ),
)


def read_grade(text: str) -> tuple[QualitativeGrade, Decimal | None] | None:
    """Grade and written share of a normalised text: ``部分达成75% -> (PARTLY, 0.75)``; ``None`` for other words.

    完成, 已完成 and 达标 are no grades: they do not say which of the three is meant.
    """
    if "达" not in text:
        return None
    for grade, pattern in _GRADES:
        match = pattern.match(text)
        if match is not None:
            share = shift(Decimal(match["share"]), -2) if match["share"] else None
            return None if share is not None and share > 1 else (grade, share)
    return None
