"""TXT-03: a rate quoted in a text recomputes from the numbers beside it. TXT-08 is its hint for cut-off digits.

Worked example (seed): 3012万美元,完成省级下达任务数924万美元的306.77%: it is 325.97%.
177.83亿元 of 240亿元 is 74.0958%: 74.09% is cut off, a hint.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import percent
from perfeval_xl.checks.texts import texts_of
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.figures import claim_state, find_rates

KIND = IssueKind(
    code="TXT-03",
    severity=Severity.WARNING,
    title="文中的比率与数字不符",
    message="“{quote}”：按文中数字计算应为{rate}",
    remedy="请核对文中的完成数、目标数和完成率",
)
TRUNCATED = IssueKind(
    code="TXT-08",
    severity=Severity.HINT,
    title="文中的比率截断未四舍五入",
    message="“{quote}”：四舍五入应为{rate}",
    remedy="比率建议四舍五入",
)


@check
def quoted_rates_recompute(book: Book) -> Iterator[Issue]:
    for place in texts_of(book):
        for claim in find_rates(place.text):
            state = claim_state(claim)
            if state == "ok":
                continue
            kind = TRUNCATED if state == "truncated" else KIND
            yield kind.at(
                place.sheet, place.cell, quote=claim.quote, rate=percent(claim.recomputed, max(claim.decimals, 2))
            )
