"""Numbers of headings as official documents write them: 一、 （一） 1. （1）."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


class Numbers:
    """Counts headings level by level."""

    def __init__(self, styles: tuple[str, ...]) -> None:
        self._styles = styles
        self._counts: list[int] = []

    def next(self, level: int) -> str:
        """The number of the next heading of this level (from 1); deeper levels start anew."""
        self._counts = self._counts[:level] + [0] * (level - len(self._counts))
        self._counts[level - 1] += 1
        return numbered(self._styles[level - 1], self._counts[level - 1])


def numbered(style: str, count: int) -> str:
    """``chinese`` 一、 ``bracketed`` （一） ``arabic`` 1. ``arabic-bracketed`` （1）."""
    match style:
        case "chinese":
            return f"{chinese(count)}、"
        case "bracketed":
            return f"（{chinese(count)}）"
        case "arabic":
            return f"{count}."
        case _:
            return f"（{count}）"


def chinese(count: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")
