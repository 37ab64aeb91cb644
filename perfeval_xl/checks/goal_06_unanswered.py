"""GOAL-06, 08: every form answers one of the objectives that were given, and one only.

Worked example: the folder of approvals has 青山渠维修 and 水库除险, the form is of 校舍维修.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.goal_01_rows import CLAUSE
from perfeval_xl.forms.model import Form
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.objectives.register import Register, place_of

KIND = IssueKind(
    code="GOAL-06",
    severity=Severity.WARNING,
    title="没有对应的绩效目标表",
    message="在给出的{count}份绩效目标里，没有找到“{name}”{year}的{near}",
    remedy="请核对项目名称、单位和年度是否与绩效目标表一致，或补上它的绩效目标表",
    clause=CLAUSE,
    verified=False,
)
SEVERAL = IssueKind(
    code="GOAL-08",
    severity=Severity.WARNING,
    title="有几份绩效目标表",
    message="“{name}”{year}有{count}份绩效目标（{places}），不知以哪一份为准，没有核对",
    remedy="请只留批复的（年中调整过的留调整后的）一份，再核对一次；按地区或单位分列的，请在自评表写明单位名称",
    clause=CLAUSE,
    verified=False,
)
_LISTED = 3


@check
def every_form_answers_an_objective(book: Book) -> Iterator[Issue]:
    if not (book.objectives and book.objectives.asked):
        return
    answering = {form.form.form for form, _objective, _rows in book.answered}
    for form in book.forms:
        if form.form.form in answering:
            continue
        facts = {"name": form.label, "year": f"{form.form.year}年度" if form.form.year else ""}
        cell = form.form.cells.get("project") or form.form.cells.get("unit")
        several = book.objectives.candidates(form.parsed)
        if several:
            listed = (place_of(one) + (f"“{one.area}”" if one.area else "") for one in several[:_LISTED])
            places = "、".join(listed) + ("等" if len(several) > _LISTED else "")
            yield SEVERAL.at(form.form.sheet, cell, **facts, count=len(several), places=places)
        else:
            yield KIND.at(
                form.form.sheet,
                cell,
                **facts,
                count=len(book.objectives.objectives),
                near=_near(book.objectives, form.form),
            )


def _near(register: Register, form: Form) -> str:
    """What tells the namesakes apart, which may have been mistyped; nothing where there are none."""
    if years := register.years_of(form):
        return f"，有它{_listed([str(year) for year in years])}年度的"
    if units := register.units_of(form):
        return f"，同名的是{_listed([f'“{unit}”' for unit in units])}的"
    return ""


def _listed(names: list[str]) -> str:
    return "、".join(names[:_LISTED]) + (f"等{len(names)}个" if len(names) > _LISTED else "")
