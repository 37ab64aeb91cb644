"""Lists in sentences: text with its quotations and brackets blanked, items separated by 、."""

from __future__ import annotations

_PAIRS = {"(": ")", "《": "》", "“": "”", "‘": "’", "[": "]", "【": "】", "〔": "〕", "<": ">"}
_CLOSING = frozenset(_PAIRS.values())
BLANK = "\x00"


def blanked(text: str) -> str:
    """The text with everything inside brackets and quotation marks (marks included) made blank, one for one."""
    out: list[str] = []
    depth = 0
    for sign in text:
        if sign in _PAIRS:
            depth += 1
            out.append(BLANK)
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
            out.append(BLANK)
        else:
            out.append(BLANK if depth else sign)
    return "".join(out)
