"""Clauses around a figure that must not be taken for it: a time ahead, a rate per time, a doubt, further counts."""

from __future__ import annotations

import re

from perfeval_xl.values import words
from perfeval_xl.values.patterns import compiled_later

_TIME_AHEAD = re.compile(
    r"(?:截至|截止到?|于|在|到|至)?"
    r"(?:(?:19|20)[0-9]{2}年(?:底|末|终)|(?:(?:19|20)[0-9]{2}年度?)?(?:(?:1[0-2]|0?[1-9])月(?:份|底|末|初|[0-9]{1,2}[日号])?|"
    r"第?[一二三四1-4]季度(?:末|底)?|[上下]半年(?:末|底)?|年(?:底|末|终))|年(?:底|末|终))"
    r"(?:(?:之前|以前|前)[,:]?|(?<=[底末终])[,:]?(?=[0-9])|[,:]?(?=[^0-9]))"
)
"""三季度末达到75%, 11月底≥90%: when the figure is due, not the figure."""
_PERIODIC = compiled_later(
    r"每(?:个?(?:日|天|周|星期|旬|月|季度?)|半年)[^,;。]{0,8}?(?:[0-9]+(?![0-9.%‰])|[一二两三四五六七八九十]+(?:次|场|期|批|篇|份|个|件|项))|"
    r"(?:一个?(?:日|天|周|星期|月|季度?)|半年|[日周月季]更)(?:[0-9]+|[一二两三四五六七八九十]+)(?:次|场|期|批|篇|份|个|件|项)"
)
"""每季度一次, 每周不少于2次, 每月5日前: a rate per time; how often in the year is for a person to say."""
_CLAUSES = re.compile(r"[,;()、]+")
_OF_THE_YEAR = compiled_later(
    r"(?:全年|年度|本年|年内|共计?|合计|总计|累计|每年)[^0-9]{0,6}[0-9]|[0-9]+[^0-9]{1,2}/年\Z"
)
_ANOTHER_COUNT = re.compile(
    r"未(?!成年|来)|没|尚|仅|每|其中|其余|剩|不(?:足|到|满|含|是|够|能)|无(?!障碍|人机|害化|线|烟|公害|偿|土)|"
    r"(?:第|前|各|(?<![误偏温时])差|缺|欠|余|少|除)\Z|[多少]完成|比(?:计划|目标|预期|预算)|缺口|缺额|缺少|超额|超出|减少|压减|缩减|减至|少了|下降|降低|降至|"
    r"上年|去年|往年|历年|近年|同比|环比|较(?!大|好|重)|提前|逾期|延期|延误|折合|占比|倍|排名|名列"
)
"""Words by which a number is a lack, a change, a part or another year's, not what was counted."""
_FURTHER = compiled_later(r"[,;、。](?P<told>[^0-9,;、。]{0,6}?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<behind>[^0-9]{1,4})")
_ASIDE = re.compile(r"其中|[含比较超增减多少剩未余占折约]|上年|去年|同比|包括|目标|计划|原")
_RUNS_ON = compiled_later(r"(?!其中|[含比较占])[^0-9,;、。(]{1,12}[0-9]+(?:\.[0-9]+)?(?![0-9.]*[%‰])")
_PARALLEL = re.compile(r"(?:^|[,;、。和及与且])(?:共计?|合计|总计|累计|约|达)?[≥≤<>=]?[0-9]")
_VARIABLE = re.compile(r"[XxYyNn](?=[≥≤<>=])")
_VARIABLE_BEHIND = re.compile(r"(?P<sign>[≥≤<>=])[XxYyNn]\Z")
_LETTERS = frozenset("XxYyNn")
_DESCRIBED = re.compile("[A-Z岁寸]")
_DESCRIPTION = compiled_later(
    r"[0-9]{1,3}(?:[-~至到][0-9]{1,3})?周?岁(?:[及和或]?以[上下]|以内)?(?=[\u4e00-\u9fff≥≤<>=])|"
    r"[0-9]+英?寸(?=[\u4e00-\u9fff])|(?<![0-9.A-Za-z])[1-9][A-G][级类]?(?=[\u4e00-\u9fff])|"
    r"PM(?:2\.5|10)(?![0-9])|[0-9]{1,4}k[Vv](?=[\u4e00-\u9fff])|"
    r"(?:GB|ISO|HJ|DB)(?:/T)?[0-9.]+(?:-[0-9]{4})?|(?<![A-Za-z])[A-Z]{1,3}[0-9]{1,4}(?=[\u4e00-\u9fff])"
)
"""Digits of a name that count nothing: 60岁以上老人, 5G基站, 4A级景区, A4纸, GB3838-2002."""
_MASK = "某"
_PER_EACH = compiled_later(
    r"(?<=元)(?:/[\u4e00-\u9fff]{1,2}?)?(?:每[^\x00-\xff每元]{1,4}?){1,3}(?=\Z|[,;。(]|[及或和]?以[上下内])"
)
_PLANNED = compiled_later(
    r"计划(?!生育|免疫|书|单列)|目标(?!人群|对象|群体|管理|责任|考核|客户)|任务(?!书|清单|型)|"
    r"预算(?!绩效|管理|编制|执行|公开|评审|单位)|预计|预期(?!寿命)|预定|应(?:到|参|完成|发|有|收)|指标值"
)
"""What was meant to be done, not what was."""
_PLANS = frozenset("计目任预应指")
_BY_PLAN = compiled_later(r"(?:按照?|依照|根据)(?:年度|年初|既定|预定|工作|原)*(?:计划|目标|任务|预算)(?:要求)?")
_ACHIEVED = compiled_later(r"实(?:际|到|参|有|发|收)|(?<=[,;。、])(?:已|共|全部|累计|全年)*(?:完成|达到|开展|达)")
_RATE = ("率", "度", "比例")
_OFFERED = compiled_later(
    r"(?:不间断|全天|热线|在线|连续)*(?:值班|值守|服务|开放|供水|供电|供应|运行|监控|待命|备勤|营业|接听)"
)
_NOT_DONE = re.compile(r"[^,;。()]{0,4}?(?:未(?!成年|来)|没|不(?:达|够|足|合格|满意|及格))")
_MIRRORED = {"≥": "≤", "≤": "≥", ">": "<", "<": ">", "=": "="}


def without_time(text: str) -> str:
    """``三季度末达到75% -> 达到75%``; other texts unchanged."""
    if "月" not in text and "季" not in text and "年" not in text:
        return text
    match = _TIME_AHEAD.match(text)
    return text if match is None else text[match.end() :]


def with_sign_first(text: str) -> str:
    """``X≥90% -> ≥90%``, ``90%≤X -> ≥90%``: the letter stands for the actual value; other texts unchanged."""
    if text[:1] not in _LETTERS and text[-1:] not in _LETTERS:
        return text
    if _VARIABLE.match(text) is not None:
        return text[1:]
    match = _VARIABLE_BEHIND.search(text)
    return text if match is None else _MIRRORED[match["sign"]] + text[: match.start()]


def is_periodic(text: str) -> bool:
    """Whether a normalised text counts per day, week, month, quarter or half-year; a year is the form's own time."""
    marked = "每" in text or "一" in text or "半年" in text or "更" in text
    return marked and _PERIODIC.search(text) is not None


def of_the_year(text: str) -> str | None:
    """The one clause that tells the whole year's figure beside a rate per time: ``每月1次,全年12次 -> 全年12次``."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause and not is_periodic(clause)]
    return clauses[0] if len(clauses) == 1 and _OF_THE_YEAR.match(clauses[0]) is not None else None


def is_doubted(bracket: str) -> bool:
    """Whether the words in brackets behind a number doubt it: 0份(疑20份)."""
    return bool(bracket) and any(doubt in bracket for doubt in words.DOUBTS)


def says_what_is_counted(prefix: str) -> bool:
    """Whether words before a count of things say only what is counted: 带动就业, 为群众办实事; not 尚缺, 其中."""
    return _ANOTHER_COUNT.search(prefix) is None


def has_parallel_count(rest: str, unit: str) -> bool:
    """Whether the text behind a figure tells another one of equal standing.

    4期|280人次, 2家|;6家, 新建203盏|,改造150盏, 分3批|发放共计512万元; not 16人|,其中脱贫户3人, 129户|(完工率243%).
    """
    if _PARALLEL.search(rest) is not None or _RUNS_ON.match(rest) is not None:
        return True
    further = _FURTHER.match(rest) if unit else None
    return further is not None and further["behind"].startswith(unit) and _ASIDE.search(further["told"]) is None


def without_descriptions(text: str) -> str:
    """``60岁以上老人500人 -> 某老人500人``, ``20座5G基站 -> 20座某基站``; other texts unchanged."""
    return _DESCRIPTION.sub(_MASK, text) if _DESCRIBED.search(text) is not None else text


def with_slashes(text: str) -> str:
    """``50元每人每天 -> 50元/人/天``; other texts unchanged."""
    if "元" not in text or "每" not in text:
        return text
    return _PER_EACH.sub(lambda match: match[0].replace("每个", "/").replace("每", "/"), text)


def achieved(text: str) -> str | None:
    """The part of an actual value that tells what was done, not what was planned.

    ``计划10场,实际8场 -> 实际8场``; ``None`` where only a plan is told (计划120人); other texts unchanged.
    """
    if _PLANS.isdisjoint(text) or _PLANNED.search(text) is None:
        return text
    text = _BY_PLAN.sub("", text)
    start = _first_digit(text)
    prefix = text[:start]
    planned = _PLANNED.search(prefix)
    if planned is None or prefix.endswith(_RATE) or "完成" in prefix[: planned.start()]:
        return text
    done = _ACHIEVED.search(text, start)
    if done is None or _PLANNED.search(text, done.start()) is not None:
        return None
    return text[done.start() :]


def _first_digit(text: str) -> int:
    return next((place for place, char in enumerate(text) if char.isdigit()), len(text))


def is_not_done(rest: str) -> bool:
    """Whether the words straight behind a figure say that it was missed: 3个|未完成, 95%|未达到."""
    return bool(rest) and _NOT_DONE.match(rest) is not None


def is_offered(rest: str) -> bool:
    """Whether the words straight behind a stretch of time say that it is offered, not taken: 24小时|值班."""
    return _OFFERED.match(rest) is not None
