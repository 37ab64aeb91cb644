"""Labels on a sheet, brought to one shape so that spacing, line breaks and width do not matter."""

from __future__ import annotations

import re
from functools import lru_cache

from perfeval_xl.values.text import normalise

_BRACKETS = re.compile(r"\([^()]*\)")
_DECORATION = re.compile(r"[:;,.、。*“”\"'《》<>【】\[\]]")
_NUMBERING = re.compile(r"^(?:\(?[0-9一二三四五六七八九十]{1,3}\)?[、.．)])+")


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """``" 绩 效 目 标:" -> "绩效目标"``, ``"全年预算数(A)" -> "全年预算数"``: what labels are compared by."""
    plain = _NUMBERING.sub("", normalise(text))
    return _DECORATION.sub("", _BRACKETS.sub("", plain))
