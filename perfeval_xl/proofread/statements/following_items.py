"""总额T,资金来源为: and then each part (1. 2. 3.; 一是 二是; (一) (二)), in paragraphs of their own or in this one.

``项目总投资3000万元,资金来源为:`` with 1500, 900 and 700 in the three items: 3100. Each item must tell one amount of
the total's kind in its first clauses; what an item says behind it (``人员培训费90万元,每期3万元``) is not read. A
list that does not say that it is full (主要用于, 等) may add up to less, and so may one that leaves much open: its
items are no parts then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from perfeval_xl.checks.numbers import added, plain
from perfeval_xl.documents.model import Line
from perfeval_xl.proofread.figures import Figure, shaped
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check
from perfeval_xl.proofread.passages import LONGEST, MARKED, Passage, passage_of
from perfeval_xl.proofread.statements.parts import CLOSE, KIND, MOST, NEAR, STOP, slack, values_of
from perfeval_xl.values.numerals import chinese_number

_LEAD = re.compile(
    r"(?P<words>来源|构成|组成|分别|安排|使用|支出|分配|明细|包括|包含|用于|分为|划分|方向|方面|部分|其中|如下|具体)[^0-9。]{0,12}(?P<end>[:。]|:?\s*\Z)"
)
_PARTIAL = re.compile(r"主要|其中|重点|部分|以及其他")
_NO_PARTS = re.compile(r"目标|任务|指标|工作|内容|完成情况|成效|成果|问题|措施|做法|建议")
"""What a lead announces instead of the parts of its amount."""
_ABOUT_PARTS = re.compile(r"资金|来源|构成|组成|安排|支出|用于|使用|投资|经费|预算|收入|分配|其中")
_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"\s*(?P<n>[一二三四五六七八九十]{1,2})、")),
    (1, re.compile(r"\s*[(](?P<n>[一二三四五六七八九十]{1,2})[)]")),
    (2, re.compile(r"\s*(?P<n>[0-9]{1,2})[.、](?![0-9])")),
    (3, re.compile(r"\s*[(](?P<n>[0-9]{1,2})[)]")),
    (3, re.compile(r"\s*(?P<n>[0-9]{1,2})[)]")),
    (4, re.compile(r"\s*(?P<n>[①-⑩])")),
    (5, re.compile(r"\s*(?P<n>[一二三四五六七八九十]{1,2})是")),
)
_NO_ITEM = re.compile(r"每|人均|户均|单价|标准|累计|已|结余|剩余|占|其中|目标|计划|实际|完成(?!投资)|上年|较|比")
_TOLD = frozenset(("其中", "分别", "包括", "包含", "构成", "组成"))
"""Leads whose parts in the same sentence are read elsewhere (``parts.py``)."""
_BETWEEN = re.compile(r"[;。,]\s*")
_MOST_LINES = 60
_LONGEST_LEAD = 400
_CLAUSES = 3
_LEAST_SHARE = Decimal("0.7")
"""Items of less than this share of the total are rather items of something else."""


@report_check
def items_add_up(report: Report) -> Iterator[Finding]:
    lines = [line for line in report.document.lines if line.story == "body" and not line.in_table]
    for place, line in enumerate(lines):
        for lead, items in (*_behind(lines, place), *_within(line)):
            passage = passage_of([lead])
            total = _total(passage)
            parts = _parts(items, total) if total is not None else []
            if total is not None and len(parts) > 1:
                full = not _PARTIAL.search(passage.shaped[total.end :]) and not _open_end(items)
                yield from _judged(lead, total, parts, full=full)


def _behind(lines: Sequence[Line], place: int) -> Iterator[tuple[Line, list[Line]]]:
    """A paragraph that ends in a lead, and the paragraphs that are its items."""
    line, following = lines[place], lines[place + 1 : place + 1 + _MOST_LINES]
    text = shaped(line.text)
    if not following or len(text) > _LONGEST_LEAD or _style(shaped(following[0].text[:12])) is None:
        return
    lead = _LEAD.search(text[-40:])
    if lead is not None and lead.end() == len(text[-40:].rstrip()) and not _NO_PARTS.search(text[-16:]):
        yield line, _items(following, text)


def _within(line: Line) -> Iterator[tuple[Line, list[Line]]]:
    """A lead in the middle of a paragraph, and the items that follow it there; each as a line of its own."""
    text = shaped(line.text)
    if len(text) > LONGEST:
        return
    for lead in _LEAD.finditer(text):
        first = _style(text[lead.end() : lead.end() + 12])
        if first is None or _number(first[1]) != 1 or lead["words"] in _TOLD or _NO_PARTS.search(lead[0]):
            continue
        begins = [lead.end()]
        for stop in _BETWEEN.finditer(text, lead.end()):
            style = _style(text[stop.end() : stop.end() + 12])
            if style and style[0] == first[0] and _number(style[1]) == len(begins) + 1:
                begins.append(stop.end())
        if len(begins) > 1:
            items = [line.text[begin:end] for begin, end in pairwise((*begins, len(text)))]
            yield replace(line, text=line.text[: lead.end()]), [replace(line, text=item) for item in items]


def _total(passage: Passage) -> Figure | None:
    """The one amount of the lead's last sentence."""
    begin = passage.sentence_start(len(passage.shaped.rstrip().rstrip("。:")))
    amounts = [one for one in passage.between(begin, len(passage.shaped)) if not one.depth and not one.is_percent]
    about = passage.shaped[begin:]
    if len(amounts) != 1 or not amounts[0].is_level or not amounts[0].unit:
        return None
    return amounts[0] if _ABOUT_PARTS.search(about) else None


def _style(head: str) -> tuple[int, str] | None:
    for rank, pattern in _STYLES:
        match = pattern.match(head)
        if match is not None:
            return rank, match["n"]
    return None


def _items(lines: Sequence[Line], lead: str) -> list[Line]:
    """The lines that are numbered 1, 2, 3 in one style; deeper lists and a remark between them are passed over."""
    items: list[Line] = []
    rank, unmarked = -1, 0
    outer = _style(lead[:12])
    for line in lines:
        style = _style(shaped(line.text[:12]))
        if style is None:
            unmarked += 1
            if unmarked > 1 or MARKED.match(shaped(line.text[:12])):
                break
            continue
        unmarked = 0
        if not items:
            rank = style[0]
            if _number(style[1]) != 1 or (outer is not None and outer[0] >= rank):
                break
        elif style[0] < rank:
            break
        if style[0] == rank:
            if _number(style[1]) != len(items) + 1:
                break
            items.append(line)
    return items


def _number(digits: str) -> int:
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if "①" <= digits <= "⑩":
        return ord(digits) - ord("①") + 1
    value = chinese_number(digits)
    return -1 if value is None else int(value)


def _parts(items: Sequence[Line], total: Figure) -> list[Figure]:
    """The amount of each item; none where one of them has none that is surely its own."""
    parts = [_own_amount(passage_of([line]), total) for line in items]
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else []


def _own_amount(passage: Passage, total: Figure) -> Figure | None:
    clauses = 0
    behind = 0
    for figure in passage.figures:
        clauses += len(re.findall(r"[,;。]", passage.shaped[behind : figure.start]))
        behind = figure.end
        if clauses >= _CLAUSES or "。" in passage.shaped[: figure.start].rstrip("。"):
            return None
        if figure.in_unit(total.unit) is None or figure.depth:
            continue
        sure = figure.is_level and not _NO_ITEM.search(figure.name) and not STOP.search(figure.name)
        return figure if sure else None
    return None


def _open_end(items: Sequence[Line]) -> bool:
    return bool(items) and re.search(r"等[。;]?\s*\Z", shaped(items[-1].text)) is not None


def _judged(line: Line, total: Figure, parts: list[Figure], *, full: bool) -> Iterator[Finding]:
    values = values_of(parts, total.unit)
    right = sum(values, Decimal(0))
    gap = total.value - right
    if (
        not gap
        or right > total.value * MOST
        or any(sum(values[:count], Decimal(0)) == total.value for count in range(1, len(values)))
    ):
        return
    if abs(gap) <= slack(total, parts):
        kind = NEAR
    elif gap < 0 or (full and right >= total.value * _LEAST_SHARE):
        kind = KIND
    elif gap <= total.value * CLOSE:
        kind = NEAR
    else:
        return
    yield in_line(
        kind, line, total.begin, len(line.text.rstrip()), mark=total.start,
        right=f"{added(values)}={plain(right)}", entered=plain(total.value),
        gap=plain(abs(gap)), unit=total.unit,
    )  # fmt: skip
