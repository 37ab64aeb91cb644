"""Clauses around a figure that must not be taken for it: a time ahead, a rate per time, a doubt, further counts."""

from __future__ import annotations

import re

from perfeval_xl.values import words
from perfeval_xl.values.patterns import compiled_later

_PERIODIC = compiled_later(
    r"每(?:个?(?:日|天|周|星期|旬|月|季度?)|半年)[^,;。]{0,8}?(?:[0-9]+(?![0-9.%‰])|[一二两三四五六七八九十]+(?:次|场|期|批|篇|份|个|件|项))|"
    r"(?:一个?(?:日|天|周|星期|月|季度?)|半年|[日周月季]更|(?:^|[,;、(])(?:(?:季度|月度)[^0-9,;。]{0,4}?|周)|[日月季周]均)(?:[0-9]+|[一二两三四五六七八九十]+)(?:次|场|期|批|篇|份|个|件|项)"
)
"""每季度一次, 每周不少于2次, 每月5日前: a rate per time; how often in the year is for a person to say."""
_PERIOD_MARKS = ("每", "一", "半年", "更", "季", "月", "周", "日均")
_STANDARD_RATE = compiled_later(
    r"每(?:人|户|名|生|位|亩|头|只|床|村|社区|家|车|台)[^0-9,;。]{0,4}每(?:年|个?月|天|日|次|学期|学年)[^0-9,;。]{0,8}[0-9.]+(?:百|千|万)?元"
)
"""每人每月50元: what is paid for each, not how often something is done."""
_CLAUSES = re.compile(r"[,;()、]+")
_OF_THE_YEAR = compiled_later(
    r"(?:全年|年度|本年|年内|共计?|合计|总计|累计|每年)[^0-9]{0,6}[0-9]|[0-9]+[^0-9]{1,2}/年\Z"
)
_ANOTHER_COUNT = re.compile(
    r"未(?!成年|来)|没|尚|严格|仅|每|其中|其余|剩|不(?:足|到|满|含|是|够|能)|无(?!障碍|人机|害化|线|烟|公害|偿|土)|"
    r"(?:第|前|各|(?<![误偏温时])差|缺|欠|余|少|除)\Z|[多少]完成|比(?:计划|目标|预期|预算)|缺口|缺额|缺少|欠付|拖欠|待付|应付|追加|超额|超出|减少|压减|缩减|减至|少了|下降|降低|降至|"
    r"上年|去年|往年|历年|近年|同比|环比|较(?!大|好|重)|提前|逾期|延期|超期|延误|折合|占比|倍|排名|名列"
)
"""Words by which a number is a lack, a change, a part or another year's, not what was counted."""
_FURTHER = compiled_later(r"[,;、。](?P<told>[^0-9,;、。]{0,6}?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<behind>[^0-9]{1,4})")
_ASIDE = re.compile(r"其中|[含比较超增减多少剩未余占折约]|上年|去年|同比|包括|目标|计划|原")
_RUNS_ON = compiled_later(r"(?!其中|[含比较占])[^0-9,;、。(]{1,12}[0-9]+(?:\.[0-9]+)?(?![0-9.]*[%‰])")
_PARALLEL = re.compile(r"(?:^|[,;、。和及与且或])(?:共计?|合计|总计|累计|约|达)?[≥≤<>=]?[0-9]")
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
    r"(?:不间断|全天|热线|在线|连续)*(?:值班|值守|服务|开放|不打烊|无休|在岗|轮班|巡逻|受理|供水|供电|供应|运行|监控|待命|备勤|营业|接听)"
)
_DONE_WITHIN = re.compile(
    r"(?:完成)?(?:响应|到达|到场|办结|办完|修复|答复|回复|反馈|恢复(?:供|通|运)|出警|受理|送达|解决|抢通|出件|领证|派单|接单)"
)
_NOT_DONE = re.compile(r"[^,;。()]{0,4}?(?:未(?!成年|来)|没|不(?:达|够|足|合格|满意|及格))")


def is_periodic(text: str) -> bool:
    """Whether a normalised text counts per day, week, month, quarter or half-year; a year is the form's own time."""
    marked = any(mark in text for mark in _PERIOD_MARKS)
    return marked and _PERIODIC.search(text) is not None and _STANDARD_RATE.search(text) is None


def of_the_year(text: str) -> str | None:
    """The whole year's figure beside a rate per time: ``每月1次,全年12次 -> 全年12次``, ``12次(每月1次) -> 12次``."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause and not is_periodic(clause)]
    if len(clauses) != 1:
        return None
    counted = _OF_THE_YEAR.match(clauses[0]) is not None or text.startswith(f"{clauses[0]}(")
    return clauses[0] if counted and any(char.isdigit() for char in clauses[0]) else None


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
    if further is None or not further["behind"].lstrip("百千万亿").startswith(unit):
        return False
    return _ASIDE.search(further["told"]) is None


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


def is_done_within(rest: str) -> bool:
    """Whether the words straight behind a stretch of time say what is to be done in it: 2小时|修复."""
    return _DONE_WITHIN.match(rest) is not None


def is_offered(rest: str) -> bool:
    """Whether the words straight behind a stretch of time say that it is offered, not taken: 24小时|值班."""
    return _OFFERED.match(rest) is not None
