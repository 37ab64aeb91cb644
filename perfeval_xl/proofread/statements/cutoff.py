"""Figures of a year's self-evaluation that end before the year does.

Seed: 2020年度…自评报告, ``截至2020年10月31日``, ``截至2020年11月23日``: those are figures of ten and of nearly
eleven months. Each date is told once, and only where the report names no figure as of 12月31日.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, Report, found, report_check

KIND = IssueKind(
    code="TXT-28",
    severity=Severity.HINT,
    title="数据没有到年底",
    message="“{quote}”：{year}年度的自评，这里的数只到{month}月，不是全年数",
    remedy="请改用截至12月31日的数；确实只能用这一时点的，请在“其他需要说明的问题”中写明",
)
_TITLE = re.compile(r"(?P<year>20[0-9]{2})年度?[^。;,]{0,24}自评")
_DATE = re.compile(r"截[至止]到?(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月(?:[0-9]{1,2}日)?(?:底|末)?")
_FIGURES = re.compile(r"支出|执行|完成|到位|使用|满意")
_YEAR_END = re.compile(r"12月(?:31日|底|末)|全年(?:执行|支出|完成)")
_HEAD = 40
"""Lines among which the title stands."""


@report_check
def figures_reach_the_year_end(report: Report) -> Iterator[Finding]:
    year = next((match["year"] for one in report.sentences[:_HEAD] if (match := _TITLE.search(one.shaped))), None)
    if year is None or any(_YEAR_END.search(one.shaped) for one in report.sentences):
        return
    told: set[str] = set()
    for sentence in report.sentences:
        for match in _DATE.finditer(sentence.shaped):
            if match["year"] != year or int(match["month"]) > 11 or match[0] in told:
                continue
            if _FIGURES.search(sentence.shaped):
                told.add(match[0])
                yield found(KIND, sentence, match.start(), match.end(), year=year, month=match["month"])
