"""自评得分 and 等级: the grade is that of the score; one report tells one score.

``自评分95.97分,自评结果为“优”``: right by the bands that the report names (优≥90), else by those of the default
rule pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, Report, found, report_check
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.rules import DEFAULT_PACK, load_pack
from perfeval_xl.values.decimals import NUMBER, from_digits

GRADE = IssueKind(
    code="TOT-30",
    severity=Severity.ERROR,
    title="文中的等级与得分不符",
    message="“{quote}”：{score}分应为“{right}”，写的是“{entered}”",
    remedy="请核对得分和等级",
)
TWO_SCORES = IssueKind(
    code="TOT-32",
    severity=Severity.ERROR,
    title="得分或等级两处不一致",
    message="“{quote}”：{place}是{there}",
    remedy="请核对自评表的总分和等级，报告全文与自评表用同一个",
)
_SCORE = re.compile(
    rf"(?P<name>(?:自评|综合|评价|最终|总)(?:总分|得分|评分|分值|分数|分)|总得分|总分|得分)(?:为|是|达到|达|共计|:|共)*\s?(?P<n>{NUMBER})\s?分"
    r"(?![以之值制])"
)
_WHOLE = re.compile(r"满分|总分(?:为|是|:)?\s?100\s?分|平均|扣|标准|权重")
_GRADE = re.compile(
    r"(?:等级|等次|评级|结果|结论|评定|评为|档次)[^。,;优良中差合]{0,8}?[“\"‘]?(?P<grade>优秀|良好|优|良|中等|中|一般|合格|较差|差)(?=[”\"’。,;)(等级档\s]|\Z)"
)
_SAME = {"优秀": "优", "良好": "良", "中等": "中", "一般": "中", "较差": "差"}
_OWN_BAND = re.compile(r"(?P<grade>优秀?|良好?|中等?|合格|差)\([^()]{0,24}\)")
_OWN = re.compile(r"部门|整体|综合|我局|我单位|我部门|本单位|本局|我委|我厅|自评总分|总体")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MOST = Decimal(100)
Bands = tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A total score that a sentence tells."""

    sentence: Sentence
    start: int
    end: int
    value: Decimal


def scores_of(report: Report, *, bare_totals: bool = False) -> list[Score]:
    """Every score of the unit or project as a whole, in order; with ``bare_totals`` also a 总分 of whatever."""
    return [score for sentence in report.sentences for score in _scores(sentence, bare_totals)]


def _scores(sentence: Sentence, bare_totals: bool) -> Iterator[Score]:
    if "分" not in sentence.shaped:
        return
    for match in _SCORE.finditer(sentence.shaped):
        value = from_digits(match["n"])
        around = sentence.shaped[max(0, match.start() - 12) : match.end()]
        if value is None or value > _MOST or _WHOLE.search(around):
            continue
        named = bare_totals and match["name"] == "总分"
        if match["name"] in ("得分", "总分") and not named and not _OWN.search(sentence.shaped[: match.start()]):
            continue  # 指标得分, a row's score
        yield Score(sentence, match.start(), match.end(), value)


@report_check
def grades_fit_scores(report: Report) -> Iterator[Finding]:
    bands = _own_bands(report) or _default_bands()
    for score in scores_of(report, bare_totals=True):
        grade = _GRADE.search(score.sentence.shaped, score.end, score.end + 60)
        if grade is None or _SCORE.search(score.sentence.shaped, score.end, grade.start()):
            continue
        entered = _SAME.get(grade["grade"], grade["grade"])
        right = next((name for least, name in bands if score.value >= least), "")
        if entered not in {name for _, name in bands} or entered == right:
            continue
        yield found(
            GRADE, score.sentence, score.start, grade.end(), score=plain(score.value), right=right,
            entered=grade["grade"],
        )  # fmt: skip


@report_check
def one_score(report: Report) -> Iterator[Finding]:
    """Only scores of the unit as a whole: reports on several projects tell a score for each."""
    first: Score | None = None
    for score in scores_of(report):
        if not re.search(
            r"部门整体|整体支出|我局|我单位|我部门|本单位|本局|我委|我厅", score.sentence.shaped[: score.start]
        ):
            continue
        if first is None:
            first = score
        elif score.value != first.value and "上年" not in score.sentence.shaped and "项目" not in score.sentence.shaped:
            yield found(
                TWO_SCORES, score.sentence, score.start, score.end, place=first.sentence.line.place,
                there=f"{plain(first.value)}分",
            )  # fmt: skip


def _default_bands() -> Bands:
    grades = load_pack(DEFAULT_PACK).grades
    return tuple(sorted(((band.at_least, band.name) for band in grades.bands), reverse=True))


def _own_bands(report: Report) -> Bands:
    """优(得分≥90分);良(80≤得分<90): the bands that the report itself names, in one sentence."""
    for sentence in report.sentences:
        bands: dict[str, Decimal] = {}
        for match in _OWN_BAND.finditer(sentence.shaped):
            numbers = [Decimal(digits) for digits in _DIGITS.findall(match[0])]
            name = _SAME.get(match["grade"], match["grade"])
            if numbers:
                bands[name] = Decimal(0) if name == "差" else min(numbers)
        if len(bands) > 2 and len(set(bands.values())) == len(bands):
            return tuple(sorted(((least, name) for name, least in bands.items()), reverse=True))
    return ()
