"""总额T,其中:甲a、乙b: parts never exceed their whole; parts said to be all of it add up to it.

``506.2万元。其中:工资福利支出420.5万元;商品和服务支出81.5万元;补助4.2万元``: right.
``771万元,包括A163万元(…48万元)、B200万元、 C383万元、D25万元``: right, what stands in brackets is no part. 其中
alone promises no full list: ``100万元,其中:人员60万元`` is fine, 其中 parts of 103万元 are not; nearly full lists
(within 2%) get a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.bracketless import blanked
from perfeval_xl.proofread.exclusive import COMPLETE, are_of_one_group, exclude_one_another, is_family
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, Report, found, report_check
from perfeval_xl.proofread.rate_findings import number_of
from perfeval_xl.proofread.sentences import Sentence

KIND = IssueKind(
    code="TXT-22",
    severity=Severity.WARNING,
    title="文中各项之和与总数不符",
    message="“{quote}”：各项之和为{right}{unit}，总数写的是{entered}{unit}",
    remedy="请核对各项与总数；各项没有列全的，请写明“等”或补列其余",
)
NEAR = IssueKind(
    code="TXT-23",
    severity=Severity.HINT,
    title="文中各项之和与总数相差很小",
    message="“{quote}”：各项之和为{right}{unit}，与总数{entered}{unit}差{gap}{unit}",
    remedy="如各项已经列全，请核对数字；如是取整的尾差或没有列全，可以不改",
)
_MARK = re.compile(
    r"(?<=[元人名个项户亩件次]):|其中[:,]?|分别(?:为|是|安排|投入|支出)[:]?|包括[:]?|包含[:]?|即:|组成[:]?|构成[:]?"
)
_SUMS_UP = re.compile(r"(?:合计|共计|总计|共)(?:为|达)?\s?\Z")
_FULL = ("分别", "组成", "构成", "即", "包括")
STOP = re.compile(
    r"合计|总计|共计|小计|结余|结转|剩余|未支付|同比|比上年|较上年|增长|下降|增加|减少|占|完成率|执行率|均|每|人均|平均|单价|实际|预期使用|"
    r"累计|年末|年初|截至|其他年度|另|此外|上年|去年|全部|标准|以来|主要|目标|计划|支付|已"
)
_ETC = re.compile(r"等[\d一二三四五六七八九十个项,。;]?")
_AVERAGE = re.compile(r"[人户亩场台处]均|平均每")
_SHARE = re.compile(r"\s?[,(]\s?(?:约|各|分别)?占[^0-9,;:、()。]{0,16}")
_JOINTS = (",", "、", ";")
_FARTHEST = 24
CLOSE = Decimal("0.02")
MOST = Decimal("1.5")
"""Figures that make so many times the total are no parts of it."""
_COUNTED = (
    "人", "名", "位", "人次", "户", "家", "个", "项", "件", "次", "场", "期", "批", "所", "处", "台", "套", "座",
)  # fmt: skip
"""What one can belong to two of: 党员80人、女性90人 of 150人."""


@dataclass(frozen=True, slots=True)
class _List:
    total: Figure
    parts: list[Figure]
    full: bool
    loose: tuple[Figure, ...] = ()
    """What follows the parts behind a comma: more of them, or another subject."""

    @property
    def values(self) -> list[Decimal]:
        return values_of(self.parts, self.total.unit)


@report_check
def parts_and_wholes(report: Report) -> Iterator[Finding]:
    for index, sentence in enumerate(report.sentences):
        before = report.sentences[index - 1] if index else None
        yield from _of_sentence(sentence, before)


def _of_sentence(sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
    bare = blanked(sentence.shaped)
    for mark in _MARK.finditer(bare):
        total = _total(sentence, bare, mark.start())
        start = total.start if total is not None else 0
        if total is None and before is not None and before.line is sentence.line and _begins_with(bare, mark):
            total = last_amount(before)
        listed = None if total is None else _listed(sentence, bare, mark, total)
        if listed is not None:
            yield from _judged(sentence, listed, start)


def _begins_with(bare: str, mark: re.Match[str]) -> bool:
    """506.2万元。其中:…: the total is told by the sentence before."""
    return mark[0][:2] == "其中" and not bare[: mark.start()].strip()


def _total(sentence: Sentence, bare: str, mark: int) -> Figure | None:
    outside = [one for one in sentence.between(0, mark) if not one.depth]
    if len(outside) > 1 and _AVERAGE.match(outside[-1].name):
        outside.pop()  # 12400人,人均500元,其中…: of the people
    if not outside or mark - outside[-1].end > _FARTHEST or ";" in bare[outside[-1].end : mark]:
        return None
    return outside[-1] if outside[-1].is_level else None


def last_amount(sentence: Sentence) -> Figure | None:
    """The one amount of a sentence, where it ends with it."""
    outside = [one for one in sentence.figures if not one.depth]
    if len(outside) != 1 or not outside[0].plain or outside[0].aside:
        return None
    return outside[0] if len(sentence.shaped) - outside[0].end <= 2 else None


class _Step(Enum):
    """What a figure behind the mark is to the list."""

    PART = auto()
    NO_PART = auto()
    """A share of the part before it, or a figure of another kind."""
    END = auto()
    MAYBE_PART = auto()
    """As are those that follow it."""
    SPOILS = auto()
    """With it the figures are no list."""


def _listed(sentence: Sentence, bare: str, mark: re.Match[str], total: Figure) -> _List | None:
    following = _MARK.search(bare, mark.end())
    limit = following.start() if following else len(bare)
    parts: list[Figure] = []
    loose: tuple[Figure, ...] = ()
    for words, figure in _clauses(sentence, bare, mark.end(), limit):
        step = _step(bare, mark, total, parts, words, figure)
        if step is _Step.SPOILS:
            return None
        if step is _Step.MAYBE_PART:
            loose = _following(sentence, bare, figure, limit, total)
        if step in (_Step.END, _Step.MAYBE_PART):
            break
        if step is _Step.PART:
            parts.append(figure)
    if not parts or (following and len(parts) < 2):
        return None
    return _List(total, parts, _is_full(bare, mark, total, parts), loose)


def _clauses(sentence: Sentence, bare: str, start: int, limit: int) -> Iterator[tuple[str, Figure]]:
    """The figures of a stretch outside of brackets, each with the words that lead to it."""
    last = start
    for figure in sentence.between(start, limit):
        if not figure.depth:
            yield bare[last : figure.start], figure
            last = figure.end


def _step(bare: str, mark: re.Match[str], total: Figure, parts: list[Figure], words: str, figure: Figure) -> _Step:
    if parts and figure.is_percent and _SHARE.fullmatch(words):
        return _Step.NO_PART  # 甲100万元,占50%;乙…
    if STOP.search(words) or words.endswith("等") or ("," in words and _closely(bare, parts)):
        return _Step.END
    if parts and "," in words and _loosely(mark, parts, figure):
        return _Step.MAYBE_PART
    value = _part_value(figure, total)
    if value is None:
        return _Step.SPOILS if figure.loose else _Step.NO_PART
    if parts and value > total.value:
        return _Step.END  # more than the whole: the sentence has gone on to something else
    return _Step.SPOILS if _is_second(words, parts) else _Step.PART


def _part_value(figure: Figure, total: Figure) -> Decimal | None:
    return figure.in_unit(total.unit) if figure.unit and figure.is_level else None


def _is_second(words: str, parts: list[Figure]) -> bool:
    """A second figure in one clause: a price, a standard."""
    return not words.strip(" ,、;:") or (bool(parts) and not any(joint in words for joint in _JOINTS))


def _is_full(bare: str, mark: re.Match[str], total: Figure, parts: list[Figure]) -> bool:
    """Whether the words promise that the parts are all there is."""
    tail = bare[parts[-1].end : parts[-1].end + 8]
    sums_up = mark[0] == ":" and _SUMS_UP.search(total.name) is not None
    return (sums_up or mark[0].startswith(_FULL)) and not _ETC.match(tail) and len(parts) > 1


def _following(sentence: Sentence, bare: str, first: Figure, limit: int, total: Figure) -> tuple[Figure, ...]:
    """The figures from ``first`` on that stand like parts, one a clause, up to the first that does not."""
    run: list[Figure] = []
    for words, figure in _clauses(sentence, bare, first.start, limit):
        value = _part_value(figure, total)
        joined = not run or words.strip().startswith(_JOINTS)
        if value is None or value > total.value or STOP.search(words) or not joined:
            break
        run.append(figure)
    return tuple(run)


def _loosely(mark: re.Match[str], parts: list[Figure], figure: Figure) -> bool:
    """其中 without a colon: what follows a comma may be another subject, but for the other one of a pair."""
    names = [one.name.removeprefix("其中").strip(" :,") for one in (*parts, figure)]
    return mark[0] == "其中" and not is_family(names, COMPLETE) and not are_of_one_group(names)


def _closely(bare: str, parts: list[Figure]) -> bool:
    """Parts that are held together by 、: a comma ends them."""
    return len(parts) > 1 and "、" in bare[parts[0].end : parts[1].start]


def _judged(sentence: Sentence, listed: _List, start: int) -> Iterator[Finding]:
    total = listed.total
    kind, right = _verdict(listed)
    if kind is None and listed.loose and total.unit != "分":  # scores are read by their own statement
        listed = _with_following(listed)
        right = sum(listed.values, Decimal(0))
        kind = NEAR if _almost(listed, right) else None
    gap = total.value - right
    if kind is not None:
        yield found(
            kind, sentence, start, listed.parts[-1].end, mark=total.start, right=plain(right),
            entered=plain(total.value), gap=plain(abs(gap)), unit=total.unit,
        )  # fmt: skip


def _verdict(listed: _List) -> tuple[IssueKind | None, Decimal]:
    right = sum(listed.values, Decimal(0))
    gap = listed.total.value - right
    if not gap or abs(gap) * 2 <= listed.total.step or _begin_with_all(listed):
        return None, right
    return _kind(listed, gap), right


def _with_following(listed: _List) -> _List:
    return _List(listed.total, [*listed.parts, *listed.loose], full=False)


def _almost(listed: _List, right: Decimal) -> bool:
    """Whether what may be no parts comes so near the total that it hardly is anything else."""
    gap = abs(listed.total.value - right)
    exact = gap * 2 <= listed.total.step
    return len(listed.parts) > 2 and not exact and gap <= listed.total.value * CLOSE and not _begin_with_all(listed)


def _kind(listed: _List, gap: Decimal) -> IssueKind | None:
    several = len(listed.parts) > 1
    if several and abs(gap) <= slack(listed.total, listed.parts):
        return NEAR
    names = [part.name.removeprefix("其中").strip(" :,") for part in listed.parts]
    overlapping = several and listed.total.unit in _COUNTED and not listed.full and not exclude_one_another(names)
    if (gap < 0 and not overlapping) or listed.full:
        return KIND
    return NEAR if several and 0 < gap <= listed.total.value * CLOSE else None


def _begin_with_all(listed: _List) -> bool:
    """Whether the first items are the whole already: what follows belongs to something else."""
    running = Decimal(0)
    for value in listed.values[:-1]:
        running += value
        if running == listed.total.value:
            return True
    return False


def values_of(parts: Iterable[Figure], unit: str) -> list[Decimal]:
    """The parts in the unit of their total; those of another kind are left out."""
    return [value for part in parts if (value := part.in_unit(unit)) is not None]


def slack(total: Figure, parts: list[Figure]) -> Decimal:
    """By how much rounded parts may miss a rounded total."""
    numbers = [number_of(part, total.unit) for part in parts]
    return (total.step + sum((number.step for number in numbers if number is not None), Decimal(0))) / 2
