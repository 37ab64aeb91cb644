"""TOT-03: score and grade that a text of the form quotes are the form's own.

Only the whole's score counts (自评得分, 综合得分, 自评总分); a department's form may speak of a project's score, so a
sentence that names a project is left alone there.

Worked example: the summary says 自评得分95.97分, the form's 总分 is 85.85: an error at the text.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import SCORE_TOLERANCE, plain
from perfeval_xl.checks.texts import TextPlace, texts_of
from perfeval_xl.forms.model import FormKind
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="TOT-03",
    severity=Severity.ERROR,
    title="文字里的得分或等级与表不符",
    message="{title}写“{quoted}”，表中{what}为{right}",
    remedy="请核对定稿的得分和等级，把文字与表改成一致",
)
_SENTENCE = re.compile(r"[^。;!?\n]+")
_SCORE = re.compile(
    r"(?:自评(?:综合|最终|总体)?(?:得分|总分|总得分|评分)|综合得分|自评分)(?:合计|共计|共)?(?:为|是|:)?([0-9]{1,3}(?:\.[0-9]+)?)分"
)
_GRADE = re.compile(
    r"(?:自评|评价|绩效)(?:等级|等次|结果|结论)(?:评定)?(?:为|是|:)?[“\"'(]?([优良中差])(?![好质异级秀]?[的性])"
)


@check
def texts_quote_the_forms_total(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        one = Book(book.workbook, (form,), (), book.packs)
        for place in texts_of(one):
            text = normalise(place.text)
            if _SCORE.search(text) is None and _GRADE.search(text) is None:
                continue
            for sentence in _SENTENCE.findall(text):
                if form.form.kind is not FormKind.DEPARTMENT or "项目" not in sentence:
                    yield from _sentence(form, place, sentence)


def _sentence(form: FormResult, place: TextPlace, sentence: str) -> Iterator[Issue]:
    score = _SCORE.search(sentence)
    totals = [total for total in (form.form.entered_total.value, form.score_total) if total is not None]
    if score is not None and totals and not any(abs(Decimal(score[1]) - one) <= SCORE_TOLERANCE for one in totals):
        yield _issue(place, score[0], "总分", f"{plain(totals[0])}分")
    grade = _GRADE.search(sentence)
    grades = [given for given in (normalise(form.form.entered_grade)[:1], form.grade) if given]
    if grade is not None and grades and grade[1] not in grades:
        yield _issue(place, grade[0], "等级", f"“{grades[0]}”")


def _issue(place: TextPlace, quoted: str, what: str, right: str) -> Issue:
    return KIND.at(place.sheet, place.cell, title=place.title, quoted=quoted, what=what, right=right)
