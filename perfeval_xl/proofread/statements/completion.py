"""完成目标B的r%: the number reached stands before it (find_rates of the values room reads such pairs).

``实际利用外资3012万美元,完成省级下达任务数924万美元的306.77%``: it is 325.97%.
``236个,占在库项目总数的41.62%`` of 567: right. ``177.83亿元,完成州级任务数240亿元的74.09%``: cut off, a hint.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.proofread.finding import Finding, sentence_check
from perfeval_xl.proofread.judging import Number
from perfeval_xl.proofread.rate_findings import Rate, rate_findings, some_pair_fits
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.spoken import in_digits
from perfeval_xl.values.conversion import is_money
from perfeval_xl.values.figures import RateClaim, find_rates


@sentence_check
def completion_rates(sentence: Sentence) -> Iterator[Finding]:
    if not any(figure.is_percent for figure in sentence.figures):
        return
    text, places = in_digits(sentence.shaped)
    for claim in find_rates(text):
        start, end = places[claim.span[0]], places[claim.span[1] - 1] + 1
        figure = next((one for one in sentence.figures if one.is_percent and one.start < end <= one.end), None)
        if figure is None:
            continue
        rate = Rate(figure.start, figure.end, figure.value, claim.decimals)
        part, whole = _number(claim.actual, claim), _number(claim.target, claim)
        if rate.decimals and some_pair_fits(sentence.between(0, start) + sentence.between(start, end), rate):
            continue
        yield from rate_findings(sentence, rate, part, whole, start)


def _number(value: Decimal, claim: RateClaim) -> Number:
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    counted = not decimals and not is_money(claim.unit)
    return Number(value, Decimal(0) if counted else Decimal(1).scaleb(-decimals))
