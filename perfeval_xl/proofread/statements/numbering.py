"""Numbering (序号): 一是…二是…三是 runs on; headings 一、(一) 1. (1) follow one another.

``一是…二是…三是…四是…二是…``: 二是 comes twice. ``1.收入 2.支出 2.资金拨付``: 2 comes twice. A new run may begin at 一
anywhere, except in the middle of a paragraph whose own run goes past it: after 四是, 一是 without a colon before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import shaped
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check
from perfeval_xl.values.numerals import whole_number

KIND = IssueKind(
    code="TXT-06",
    severity=Severity.HINT,
    title="序号重复或跳号",
    message="“{quote}”：前一个序号是“{before}”，这里应为“{right}”",
    remedy="请改正序号",
)
_SPOKEN = re.compile(r"(?:(?<=[。;:,!\s)])|^)(?P<n>[一二三四五六七八九十]{1,2})是(?!否|非)")
_HEADINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s*(?P<n>[一二三四五六七八九十]{1,3})、"), "{n}、"),
    (re.compile(r"\s*\((?P<n>[一二三四五六七八九十]{1,3})\)"), "({n})"),
    (re.compile(r"\s*(?:附件:)?(?P<n>[0-9]{1,2})[.、](?![0-9])"), "{n}."),
    (re.compile(r"\s*\((?P<n>[0-9]{1,2})\)"), "({n})"),
)
_CHINESE = "〇一二三四五六七八九"


@report_check
def headings_follow_one_another(report: Report) -> Iterator[Finding]:
    last: dict[int, int] = {}
    since: list[str] = []
    for line in report.document.lines:
        if line.in_table or line.story != "body":
            continue
        heading = _heading(shaped(line.text[:24]))
        if heading is not None:
            level, match, number = heading
            before, look = last.get(level), _HEADINGS[level][1]
            if before is not None and number not in (1, before + 1) and not _within(since, look, before, number):
                yield in_line(
                    KIND, line, match.start("n"), min(len(line.text), match.end() + 20),
                    before=look.format(n=_like(before, match["n"])), right=look.format(n=_like(before + 1, match["n"])),
                )  # fmt: skip
            since = []
            last = {kept: value for kept, value in last.items() if kept < level} | {level: number}
        since.append(line.text)


def _heading(text: str) -> tuple[int, re.Match[str], int] | None:
    for level, (pattern, _) in enumerate(_HEADINGS):
        match = pattern.match(text)
        number = whole_number(match["n"]) if match else None
        if match is not None and number is not None:
            return level, match, number
    return None


def _within(lines: list[str], look: str, before: int, number: int) -> bool:
    """Whether the numbers that seem to be missing stand inside of the paragraphs before."""
    if number <= before + 1:
        return False
    text = shaped("".join(lines))
    between = range(before + 1, number)
    return all(look.format(n=n) in text or look.format(n=_chinese(n)) in text for n in between)


@report_check
def spoken_numbers_follow_one_another(report: Report) -> Iterator[Finding]:
    for line in report.document.lines:
        text = shaped(line.text)
        if "二是" not in text:
            continue
        before = 0
        for match in _SPOKEN.finditer(text):
            number = whole_number(match["n"])
            if number is None:
                continue
            opens = number == 1 and (before < 2 or text[: match.start()].endswith((":", ":\n")))
            if before and number != before + 1 and not opens:
                end = min(len(text), match.end() + 12)
                yield in_line(
                    KIND, line, match.start(), end, before=f"{_chinese(before)}是", right=f"{_chinese(before + 1)}是"
                )
            before = number


def _like(number: int, sample: str) -> str:
    return str(number) if sample.isdigit() else _chinese(number)


def _chinese(number: int) -> str:
    if number < 10:
        return _CHINESE[number]
    tens, ones = divmod(number, 10)
    return f"{_CHINESE[tens] if tens > 1 else ''}十{_CHINESE[ones] if ones else ''}"
