"""TXT-09: a sum that is written out in a text holds: 预算A元=甲b元+乙c元+丙d元.

Worked example: 预算2026400元=村级运转400000元+组长报酬252000元+监委会28000元+村级事务960000元+目标奖励100000元
adds up to 1740000元: a warning. Only sums whose every part names a number are read; a total printed with fewer decimals
may be the rounded sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import agrees, plain
from perfeval_xl.checks.texts import texts_of
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.conversion import convert
from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="TXT-09",
    severity=Severity.WARNING,
    title="文中的加总不成立",
    message="“{quote}”：各项之和为{right}{unit}，写的是{entered}{unit}",
    remedy="请核对各项与合计",
)
_NUMBER = r"[0-9]++(?:\.[0-9]++)?+"
_TERM = rf"[^0-9+=,。;、()]{{0,16}}{_NUMBER}(?:亿元|万元|元|[\u4e00-\u9fff]{{0,2}})?+"
_SUM = compiled_later(
    rf"(?<![0-9.×x*/÷+\-])(?P<total>{_NUMBER})(?P<unit>亿元|万元|元|[个户人件次公里亩米]{{0,2}})="
    rf"(?P<parts>{_TERM}(?:\+{_TERM})+)(?![×x*/÷%‰\-(])"
)
_PART = compiled_later(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>亿元|万元|元|[\u4e00-\u9fff]{0,2})\Z")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Sum:
    quote: str
    entered: Decimal
    right: Decimal
    unit: str


@check
def sums_in_texts_hold(book: Book) -> Iterator[Issue]:
    for place in texts_of(book):
        for found in _sums(place.text):
            if not agrees(found.entered, found.right):
                yield KIND.at(
                    place.sheet,
                    place.cell,
                    quote=found.quote,
                    right=plain(found.right),
                    entered=plain(found.entered),
                    unit=found.unit,
                )


def _sums(text: str) -> Iterator[_Sum]:
    shaped = normalise(text)
    if "=" not in shaped or "+" not in shaped:
        return
    for match in _SUM.finditer(shaped):
        unit = match["unit"]
        right = Decimal(0)
        for part in match["parts"].split("+"):
            value = _value(part, unit)
            if value is None:
                break
            right += value
        else:
            quote = match[0] if len(match[0]) <= _LONGEST else match[0][:_LONGEST] + "…"
            yield _Sum(quote, Decimal(match["total"]), right, unit)


def _value(part: str, unit: str) -> Decimal | None:
    """One part in the total's unit; a bare number is taken to be in it."""
    match = _PART.search(part)
    if match is None:
        return None
    number, own = Decimal(match["number"]), match["unit"]
    return number if not own or own == unit else convert(number, own, unit)
