"""Personal numbers in what we write: mobile and ID numbers are masked, landline numbers taken out."""

from __future__ import annotations

import re

from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.privacy import mask

HIDDEN_PHONE = "【已隐去电话号码】"

_LONG_RUN = re.compile(r"[0-9][0-9 ()（）-]{5,}[0-9]")
"""What any such number looks like from afar: most texts have none, and one look says so."""
_UNITS = "元|美元|人次|平方|立方|公里|公斤|千克|吨|亩|株|尾|粒|度"
_NO_AMOUNT = rf"(?![0-9A-Za-z%％‰]|[.,][0-9]|\s*[万亿千百]?\s*(?:{_UNITS}))"
_LANDLINE = compiled_later(
    rf"(?<![0-9A-Za-z.,])[(（]?0[1-9][0-9]{{1,2}}[)）]?[- ]?[2-8][0-9]{{6,7}}(?:-[0-9]{{1,5}})?{_NO_AMOUNT}"
)
_CALLED = compiled_later(
    rf"((?:电话|手机|联系方式|传真|座机)(?:号码|号)?\s*(?:为|是)?\s*[:：]?\s*)[2-8][0-9]{{6,7}}{_NO_AMOUNT}"
)


def without_personal_numbers(text: str) -> str:
    """The text without phone and identity numbers; amounts, codes and dates stay.

    ``"联系人13800001111" -> "联系人138****1111"``, ``"0871-65100000" -> "【已隐去电话号码】"``.
    """
    if _LONG_RUN.search(text) is None:
        return text
    return _CALLED.sub(rf"\1{HIDDEN_PHONE}", _LANDLINE.sub(HIDDEN_PHONE, mask(text)))
