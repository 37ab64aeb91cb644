"""One short text said as the reader of quantities knows it: what is no part of the figure is left out."""

from __future__ import annotations

import re

from perfeval_xl.values.numerals import in_figures
from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.totals import total_of
from perfeval_xl.values.unit_names import is_unit

_TIME_AHEAD = re.compile(
    r"(?:截至|截止到?|于|在|到|至)?"
    r"(?:(?:19|20)[0-9]{2}年(?:底|末|终)|(?:(?:19|20)[0-9]{2}年度?)?(?:(?:1[0-2]|0?[1-9])月(?:份|底|末|初|[0-9]{1,2}[日号])?|"
    r"第?[一二三四1-4]季度(?:末|底)?|[上下]半年(?:末|底)?|年(?:底|末|终))|年(?:底|末|终)|"
    r"(?:19|20)[0-9]{2}年(?!度)(?![前后内起以至到来间第初底末终~-])|(?:19|20)[0-9]{2}年度(?![前后内起以至到~-]))"
    r"(?:(?:之前|以前|前)[,:]?|(?<=[底末终])[,:]?(?=[0-9])|[,:]?(?=[^0-9]))"
)
"""三季度末达到75%, 11月底≥90%, 2023年共开展8场: when the figure is due, not the figure."""
_ANOTHER_TIME = re.compile(
    r"[,;。、](?:截至|到|至|于|在)?(?:(?:19|20)[0-9]{2}年|(?:1[0-2]|0?[1-9])月|第?[一二三四1-4]季度|[上下]半年|年[底末])"
)
_COMPARED_YEAR = compiled_later(r"(?P<than>较|比)(?:19|20)[0-9]{2}年(?:度|底|末)?(?:同期)?")
_OF_A_YEAR = compiled_later(
    r"(?:(?:(?:19|20)[0-9]{2}年|上年|去年)(?:度|同期)?(?:水平)?|总数|总量|总额|任务数|计划数)的(?=[0-9][0-9.]{0,6}[%‰])"
)
"""恢复到2019年的80%, 不少于总数的30%: a share all the same."""
_WORD_AND_FIGURE = compiled_later(
    r"(?:(?:实现|达到)?(?:全覆盖|全部|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|(?:比较|较|非常|基本)?满意|优秀|优良|良好|合格|长期|较高|显著)(?:[及或]以上)?"
    r"[,:]?\(?|(?P<name>[\u4e00-\u9fff]{1,10}(?:率|度|比例|占比))\((?=[^()]*\)\Z))"
    r"(?P<figure>[≥≤<>=]?[0-9]{1,4}(?:\.[0-9]{1,4})?[^()0-9]{0,5})\)?\Z"
)
"""满意(≥90%), 应保尽保100%: the figure tells what the word means."""
_STARTED_FROM = compiled_later(
    r"[由从](?:原来?的?|上年的?|去年的?|目前的?)?[0-9][0-9.,]{0,12}[^0-9,;。]{0,8}?"
    r"(?=(?:提高|提升|增加|增长|上升|升高|扩大|延长|升|增|下降|降低|降|减少|减|缩短|压减|压降|压缩|缩减)(?:至|到|为))"
)
_A_YEAR = compiled_later(
    r"[一1]年(?:内)?(?=不|至少|最多|[一二两三四五六七八九十0-9]{1,3}(?:次|场|期|批|轮|回)(?![/0-9]))"
)
_PER_IN_BRACKETS = compiled_later(r"/\((?P<per>[^()/0-9]{1,12})\)")
_WORD_AMID_UNIT = compiled_later(r"(?P<word>[及或和]?以[上下内])(?P<per>/[\u4e00-\u9fff·./]{1,8})(?=\Z|[,;。(])")
_TEN_THOUSAND = compiled_later(r"(?<=[0-9])[wW](?=元)")
_VARIABLE = re.compile(r"[XxYyNn](?=[≥≤<>=])")
_VARIABLE_BEHIND = re.compile(r"(?P<sign>[≥≤<>=])[XxYyNn]\Z")
_NAME_BEHIND = compiled_later(r"(?P<figure>[0-9][0-9.,]{0,14}[%‰]?)(?P<sign>[≥≤<>])(?P<name>[\u4e00-\u9fff]{2,12})\Z")
_AND_MORE = compiled_later(r"(?<=[0-9%‰])\+\Z")
_LETTERS = frozenset("XxYyNn")
_DESCRIBED = re.compile("[A-Z岁寸]|1(?:10|19|20|22|23[0-9]{2})[热工平报急指政投接出调中]")
_DESCRIPTION = compiled_later(
    r"[0-9]{1,3}(?:[-~至到][0-9]{1,3})?周?岁(?:[及和或]?以[上下]|以内)?(?=[\u4e00-\u9fff≥≤<>=])|"
    r"[0-9]+英?寸(?=[\u4e00-\u9fff])|(?<![0-9.A-Za-z])[1-9][A-G][级类]?(?=[\u4e00-\u9fff])|"
    r"(?<![0-9.])1(?:10|19|20|22|23[0-9]{2})(?=热线|工单|平台|报警|急救|指挥|政务|投诉|接警|出警|调度|中心)|"
    r"PM(?:2\.5|10)(?![0-9])|[0-9]{1,4}[MG](?:bps)?(?=[\u4e00-\u9fff])|[0-9]{1,4}k[Vv](?=[\u4e00-\u9fff])|"
    r"(?:GB|ISO|HJ|DB)(?:/T)?[0-9.]+(?:-[0-9]{4})?|(?:CO2|SO2|NO2|O3)(?:当量)? ?(?=[0-9\u4e00-\u9fff≥≤<>])|"
    r"(?<![A-Za-z])[A-Z]{1,3}[0-9]{1,4}(?=[\u4e00-\u9fff])"
    r"(?!(?:万|亿)?(?:吨|公斤|千克|克|人|次|个|项|台|套|元|亩|公里|米|天|小时)(?:[^\u4e00-\u9fff次]|以|\Z))"
)
"""Digits of a name that count nothing: 60岁以上老人, 5G基站, 4A级景区, A4纸, GB3838-2002."""
_SPAN_OF_RATE = compiled_later(
    r"(?:^|(?<=[,;。(]))[0-9]{1,3}(?:年|个月|个?工作日|天|日|周|小时|分钟|次)内?(?=[\u4e00-\u9fff]{1,8}?率)"
)
"""3年保存率≥85%, 2小时修复率100%: so long a time is part of the name."""
_NUMBERED_KIND = compiled_later(r"(?<=[\u4e00-\u9fff])\([0-9]{1,2}\)(?=[型类级])")
_THINGS = "个|人|名|户|家|项|件|台|套|辆|座|处|条|所|栋|间|组|面|盏|根|支|部|只|头|袋|箱|瓶|场|次|批|期|亩|公里|千米"
_SPECIFIED = compiled_later(
    r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?"
    r"(?:(?:kVA|kV|KVA|KV|kW|KW|MW|mm|毫米|厘米|马力|匹|升|吨级?|公斤装?|年一遇)|"
    r"(?:千|万|亿)?(?:元|美元|平方米|平米|人|吨|头|亩)(?:[及或和]?以[上下]))"
    r"(?=[\u4e00-\u9fff]{1,10}?(?<![和及与并])[≥≤<>=]?[0-9]+(?:\.[0-9]+)?(?:" + _THINGS + "))"
)
"""What sort of thing is counted, by its size: 5000万元以上项目105个, 1250kVA变压器3台, 20年一遇堤防3公里."""
_SIZED = re.compile("以[上下]|[VW匹升吨]|mm|毫米|厘米|马力|公斤|一遇")
_MASK = "某"
_LABELLED = compiled_later(
    r"(?P<label>[\u4e00-\u9fff]{1,12})\((?:单位:)?(?P<unit>[^()0-9:]{1,8})\):?(?P<figure>[≥≤<>=]?[0-9][0-9.,]{0,14})\Z"
)
_TWO_SCALES = compiled_later(
    r"(?<![0-9.,])(?P<one>[0-9]{1,6})(?P<scale>[万亿])(?P<two>[1-9][0-9]{0,3})(?P<below>[千百]?万|[千百])(?![0-9瓦米克伏帕])"
)
_UNDER = {"亿": {"千万": 1, "百万": 2, "万": 4}, "万": {"千": 1, "百": 2}}
"""Places by which the second scale stands under the first."""
_PER_EACH = compiled_later(
    r"(?<=元)(?:/[\u4e00-\u9fff]{1,2}?)?(?:每[^\x00-\xff每元]{1,4}?){1,3}(?=\Z|[,;。(]|[及或和]?以[上下内])"
)
_MIRRORED = {"≥": "≤", "≤": "≥", ">": "<", "<": ">", "=": "="}


def plainly(text: str) -> str:
    """A normalised text without what is no part of its figure, and with that figure in digits."""
    if text[-1:] in ")%分年" and (worded := _WORD_AND_FIGURE.match(text)) is not None:
        text = (worded["name"] or "") + worded["figure"]
    if "的" in text:
        text = _OF_A_YEAR.sub("", text)
    text = without_start(with_sign_first(without_time(total_of(text))))
    return in_figures(with_slashes(without_descriptions(in_one_scale(without_label(text)))))


def without_label(text: str) -> str:
    """``资金(万元):35 -> 资金35万元``: the unit stands in the brackets of a label; other texts unchanged."""
    match = _LABELLED.match(text) if "(" in text else None
    if match is None or not is_unit(match["unit"]):
        return text
    return f"{match['label']}{match['figure']}{match['unit']}"


def in_one_scale(text: str) -> str:
    """``12万5千元 -> 12.5万元``, ``1亿2300万元 -> 1.2300亿元``; other texts unchanged."""
    return _TWO_SCALES.sub(_joined, text) if "万" in text else text


def _joined(match: re.Match[str]) -> str:
    places = _UNDER[match["scale"]].get(match["below"], 0)
    if len(match["two"]) > places:
        return match[0]
    return f"{match['one']}.{match['two'].zfill(places)}{match['scale']}"


def without_time(text: str) -> str:
    """``三季度末达到75% -> 达到75%``, ``较2022年增长5% -> 较上年增长5%``; other texts unchanged."""
    if "月" not in text and "季" not in text and "年" not in text:
        return text
    match = _TIME_AHEAD.match(text)
    if match is not None and _ANOTHER_TIME.search(text, match.end()) is not None:
        return text  # 6月底完成60场,12月底完成125场
    text = text if match is None else text[match.end() :]
    return _COMPARED_YEAR.sub(r"\g<than>上年", text) if "较" in text or "比" in text else text


def with_sign_first(text: str) -> str:
    """``X≥90% -> ≥90%``, ``90%≤X -> ≥90%``, ``90%≤满意率 -> 满意率≥90%``, ``90%+ -> 90%以上``."""
    if text[-1:] == "+":
        return _AND_MORE.sub("以上", text)
    if text[:1].isdigit() and (named := _NAME_BEHIND.match(text)) is not None:
        return named["name"] + _MIRRORED[named["sign"]] + named["figure"]
    if text[:1] not in _LETTERS and text[-1:] not in _LETTERS:
        return text
    if _VARIABLE.match(text) is not None:
        return text[1:]
    match = _VARIABLE_BEHIND.search(text)
    return text if match is None else _MIRRORED[match["sign"]] + text[: match.start()]


def without_start(text: str) -> str:
    """``由85%提升至90% -> 提升至90%``, ``一年两次 -> 每年两次``; other texts unchanged."""
    if "由" in text or "从" in text:
        return _STARTED_FROM.sub("", text, count=1)
    match = _A_YEAR.match(text) if text[1:2] == "年" else None
    return text if match is None else "每年" + text[match.end() :]


def without_descriptions(text: str) -> str:
    """``60岁以上老人500人 -> 某老人500人``, ``20座5G基站 -> 20座某基站``; other texts unchanged."""
    if ")" in text:
        text = _NUMBERED_KIND.sub("", text)
    if "率" in text:
        text = _SPAN_OF_RATE.sub(_MASK, text)
    if _SIZED.search(text) is not None:
        text = _SPECIFIED.sub(_MASK, text)
    return _DESCRIPTION.sub(_MASK, text) if _DESCRIBED.search(text) is not None else text


def with_slashes(text: str) -> str:
    """``50元每人每天 -> 50元/人/天``, ``30元/(人·天) -> 30元/人·天``, ``400元以内/人 -> 400元/人以内``."""
    if "/(" in text:
        text = _PER_IN_BRACKETS.sub(r"/\g<per>", text)
    if "/" in text and "以" in text:
        text = _WORD_AMID_UNIT.sub(r"\g<per>\g<word>", text)
    if "元" not in text:
        return text.replace("人(次)", "人次")
    if "每" in text:
        text = _PER_EACH.sub(lambda match: match[0].replace("每个", "/").replace("每", "/"), text)
    return _TEN_THOUSAND.sub("万", text) if "w" in text or "W" in text else text
