"""Personal numbers in a text: mobile and landline numbers and identity cards (身份证号) are never passed on."""

from __future__ import annotations

import re

HIDDEN_PHONE = "【已隐去电话号码】"
HIDDEN_ID = "【已隐去证件号码】"

_LONG_RUN = re.compile(r"[0-9][0-9 ()（）-]{5,}[0-9]")
"""What any such number looks like from afar: most texts have none, and one look says so."""
_ALONE = r"(?<![0-9A-Za-z.,])"
_UNITS = "元|美元|人次|平方|立方|公里|公斤|千克|吨|亩|株|尾|粒|度"
_NO_AMOUNT = rf"(?![0-9A-Za-z%％‰]|[.,][0-9]|\s*[万亿千百]?\s*(?:{_UNITS}))"
_BORN = "(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ID = re.compile(rf"{_ALONE}[1-9][0-9]{{5}}{_BORN}[0-9]{{3}}[0-9Xx]{_NO_AMOUNT}")
_MOBILE = re.compile(rf"{_ALONE}(?:(?:\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{{4}}[- ]?[0-9]{{4}}{_NO_AMOUNT}")
_LANDLINE = re.compile(rf"{_ALONE}[(（]?0[1-9][0-9]{{1,2}}[)）]?[- ]?[2-8][0-9]{{6,7}}(?:-[0-9]{{1,5}})?{_NO_AMOUNT}")
_CALLED = re.compile(r"((?:电话|手机|联系方式|传真|座机)(?:号码|号)?\s*(?:为|是)?\s*[:：]?\s*)[2-8][0-9]{6,7}(?![0-9])")


def without_personal_numbers(text: str) -> str:
    """The text with phone and identity numbers replaced by a mark; amounts and counts stay.

    ``"联系人电话13800001111" -> "联系人电话【已隐去电话号码】"``, ``"13800001111元"`` stays.
    """
    if _LONG_RUN.search(text) is None:
        return text
    text = _ID.sub(HIDDEN_ID, text)
    text = _MOBILE.sub(HIDDEN_PHONE, text)
    text = _LANDLINE.sub(HIDDEN_PHONE, text)
    return _CALLED.sub(rf"\1{HIDDEN_PHONE}", text)
