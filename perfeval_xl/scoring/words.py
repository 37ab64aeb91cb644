"""Numbers and readings in the words of explanations."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perfeval_xl.scoring.arithmetic import quotient
from perfeval_xl.values.model import Comparator, ComparatorBasis, Meaning
from perfeval_xl.values.printing import nest_quotes, plain
from perfeval_xl.values.text import normalise

_LONGEST = 24
_HUNDRED = Decimal(100)
_BROKEN = frozenset((Meaning.ERROR, Meaning.UNCALCULATED))
_PER = {"%": 2, "‰": 3}


def shown(value: Decimal, unit: str) -> str:
    """A value as people write it: fractions of unit ``%`` or ``‰`` with their sign, others bare."""
    power = _PER.get(unit)
    return plain(value) if power is None else plain(value.scaleb(power)) + unit


def percent(numerator: Decimal, denominator: Decimal) -> str:
    """``numerator / denominator`` as a percentage with two decimals, half up."""
    return f"{quotient(numerator * _HUNDRED, denominator, 2)}%"


def quoted(text: str) -> str:
    """The text in Chinese quotation marks on one line, cut where it is long."""
    line = " ".join(text.split())
    return nest_quotes(f"“{line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}”")


def broken(label: str, meaning: str, text: str, cell: str | None) -> str:
    """Why a cell that holds an error, or a formula without a value, cannot be used; empty for any other cell."""
    if meaning not in _BROKEN:
        return ""
    if meaning == Meaning.ERROR:
        return f"{label}{cell or ''}是错误值{text}，请先改正公式"
    return f"{label}{cell or ''}的公式还没有计算结果，请用表格软件打开并保存一次"


@lru_cache(maxsize=512)
def comparison(comparator: str, basis: str, word: str) -> str:
    """How it was known which way to compare; empty where the target itself says so."""
    sign = Comparator(comparator).sign
    if not sign:
        return ""
    if basis == ComparatorBasis.NATURE:
        if normalise(word) == sign:
            return ""  # the column shows the very sign: nothing was assumed
        return f"按指标性质{quoted(word)}取“{sign}”" if word else f"按指标性质取“{sign}”"
    return _SUPPOSED.get(basis, "").format(word=quoted(word), sign=sign)


_SUPPOSED: dict[str, str] = {
    ComparatorBasis.NAME: "指标值未写符号，按指标名称中的{word}取“{sign}”",
    ComparatorBasis.LEVEL: "指标值未写符号，按{word}不超过即可取“{sign}”",
    ComparatorBasis.ZERO: "指标值为0且未写符号，按不超过0取“{sign}”",
    ComparatorBasis.DEFAULT: "指标值未写符号，按达到即可取“{sign}”",
}
"""What is said of a target without sign, by what decided."""
