"""Labels on a sheet, brought to one shape so that spacing, line breaks and width do not matter."""

from __future__ import annotations

import re
from functools import lru_cache

from perfeval_xl.values.text import normalise, squash

_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """``" 绩 效 目 标:" -> "绩效目标"``, ``"全年预算数(A)" -> "全年预算数"``: squashed, without what brackets add."""
    return squash(_BRACKETS.sub("", normalise(text)))
