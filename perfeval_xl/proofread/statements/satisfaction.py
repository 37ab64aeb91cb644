"""SAT-01 in prose: no complaint is no survey.

``未接到投诉…。满意度为100%``: a warning unless the report tells of a survey somewhere (发放问卷, 收回有效问卷).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.checks.sat_01_no_survey import KIND
from perfeval_xl.proofread.finding import Finding, Report, found, report_check

_RATE = re.compile(r"满意度?率?(?:为|达到|达|是|:)*\s?(?P<n>100(?:\.0+)?)\s?%")
_NO_COMPLAINT = re.compile(r"(?:未|没有|无|零)(?:接到|收到|发生|出现|接)?[^。;]{0,30}投诉")
_SURVEY = re.compile(
    r"(?:发放|收回|回收|填写|有效)[^。;]{0,12}问卷|问卷[^。;]{0,6}[0-9]|[0-9]\s?份[^。;]{0,6}问卷|满意度(?:调查|测评|回访)|抽样调查|电话回访"
)


@report_check
def satisfaction_rests_on_a_survey(report: Report) -> Iterator[Finding]:
    if any(_SURVEY.search(sentence.shaped) for sentence in report.sentences):
        return
    for place, sentence in enumerate(report.sentences):
        match = _RATE.search(sentence.shaped)
        near = report.sentences[max(0, place - 2) : place + 1]
        if match and any(_NO_COMPLAINT.search(one.shaped) for one in near if one.line is sentence.line):
            yield found(KIND, sentence, match.start(), match.end(), name="满意度", actual=f"{match['n']}%")
