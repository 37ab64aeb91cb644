"""TOT-02: the printed grade is that of the printed score (of ours where no score was printed).

Bands come from the rule pack: 优 ≥90, 良 ≥80, 中 ≥60, 差 below. Worked example: 86.4 分 and 优: an error (良).
Worked example: a pack that allows 良 at best below 80% of execution: 95 分 and 良 is right there, 优 an error.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.capped import below, cap_on
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="TOT-02",
    severity=Severity.ERROR,
    title="等级与得分不符",
    message="自评等级填“{entered}”，{score}分应为“{grade}”{why}",
    remedy="请按得分改正等级：{bands}；评分后表里已是这个等级的，核对无误不用再改",
    clause="自评结果分为优、良、中、差四个等级",
)
_SYNONYMS = {"优秀": "优", "良好": "良", "中等": "中", "一般": "中", "较差": "差", "优等": "优"}


@check
def grade_fits_the_score(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        entered = normalise(form.form.entered_grade)
        entered = _SYNONYMS.get(entered, entered)
        score = form.form.entered_total.value if form.form.entered_total.value is not None else form.score_total
        if not entered or score is None:
            continue
        grades = book.pack(form).grades
        names = [band.name for band in grades.bands]
        grade, cap = grades.grade(score), cap_on(book, form)
        lowered = cap is not None and cap.grade != "" and names.index(cap.grade) > names.index(grade)
        if cap is not None and lowered:
            grade = cap.grade
        if entered not in names or entered == grade:
            continue
        yield KIND.at(
            form.form.sheet,
            form.form.cells.get("grade"),
            entered=form.form.entered_grade,
            score=plain(score),
            grade=grade,
            why=f"（{below(cap)}，等级最高为{grade}）" if cap is not None and lowered else "",
            bands="、".join(f"{band.name}≥{plain(band.at_least)}" for band in grades.bands),
        )
