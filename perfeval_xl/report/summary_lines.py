"""The lines of a batch's summary, taken from the objects of ``results.jsonl``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfeval_xl.issues import Severity
from perfeval_xl.report.summary_doubts import doubt_of
from perfeval_xl.rules.choosing import year_not_covered

Record = Mapping[str, Any]
"""One object of ``results.jsonl``; ``output`` is the scored workbook's path from the summary's folder."""

NO_FORM = "没有自评表"
CHECKED = "只检查不评分"
_UNFILLED, _NOTHING_FILLED = "STR-10", "还没有填写"
"""The issue of a form handed in empty (:mod:`perfeval_xl.checks.ind_19_mandatory`), and how its message says so."""
_FULL_POINTS = 100
_KINDS = {"project": "项目支出", "department": "部门整体"}
_TEN_THOUSANDS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}


class FormLine(NamedTuple):
    """One form, or one file without any; amounts in 万元, the rate as a fraction."""

    file: str
    sheet: str = ""
    kind: str = ""
    unit: str = ""
    project: str = ""
    year: int | None = None
    budget: Decimal | None = None
    executed: Decimal | None = None
    rate: Decimal | None = None
    points: Decimal | None = None
    score: Decimal | None = None
    grade: str = ""
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    rules: str = ""
    status: str = ""
    output: str | None = None
    readable: bool = True
    extras: str = ""
    """What the workbook brings along that is never run, such as macros."""
    converted: str = ""
    """From what, and by what, the workbook that holds the results was made, where it is no copy of the original."""
    scored: bool = True
    """Whether it is of a kind that has points at all."""
    digest: str = ""
    """SHA-256 of the file, in hex."""
    is_copy: bool = False
    """Whether an earlier line is of a file of the same bytes: it is listed, but counted in no sum."""

    is_alike: bool = False
    """Whether an earlier line of another file has the same unit, project and year."""
    is_doubtful: bool = False
    """Whether its money cannot be right, so that its score and rank are to be verified first."""

    @property
    def is_of_hundred(self) -> bool:
        """Whether its score can stand beside others': out of 100 points."""
        return self.score is not None and self.points == _FULL_POINTS

    @property
    def is_ranked(self) -> bool:
        """Whether it has a place among others."""
        return self.is_of_hundred and not self.is_copy


class IssueLine(NamedTuple):
    """One issue with the file that it is in; ``output`` is where its link leads."""

    file: str
    severity: str
    code: str
    sheet: str
    cell: str
    message: str
    remedy: str
    clause: str
    output: str | None

    @property
    def label(self) -> str:
        return Severity(self.severity).label


_EXTRAS = {
    "macros": "宏",
    "macro_sheet": "宏表(XLM)",
    "external_links": "外部链接",
    "dde": "DDE链接",
    "connections": "数据连接",
    "web_functions": "联网函数",
}
"""Notes of the reader that are told in the summary, once a workbook."""


_CONVERTERS = {"own": "本工具", "libreoffice": "LibreOffice"}


def form_lines(record: Record) -> list[FormLine]:
    """One line a form; a file that could not be handled is one line with its reason."""
    output = record.get("output")
    file = record["workbook"]
    extras = "、".join(_EXTRAS[note] for note in record.get("notes", ()) if note in _EXTRAS)
    lines = _lines(record, file, output)
    converted, digest = _converted(record.get("conversion")), record.get("input_sha256") or ""
    return [lines[0]._replace(extras=extras, converted=converted, digest=digest), *lines[1:]]


def _converted(conversion: Record | None) -> str:
    return "" if conversion is None else f".{conversion['source']} 由{_CONVERTERS[conversion['by']]}转换"


def _lines(record: Record, file: str, output: str | None) -> list[FormLine]:
    counts = _counts(record["issues"], [form["sheet"] for form in record["forms"]])
    if record["status"] == "unreadable":
        return [FormLine(file=file, **counts[0], status=f"无法处理：{record['error']}", output=output, readable=False)]
    doubts = [doubt_of(form, record["issues"]) for form in record["forms"]]
    forms = zip(record["forms"], counts, doubts, strict=False)
    issues = record["issues"]
    return [
        _form_line(file, form, count, (doubt, _status(form, count, issues)), output) for form, count, doubt in forms
    ] or [FormLine(file=file, **counts[0], status=_no_form(record), output=output)]


def _no_form(record: Record) -> str:
    """``没有自评表``, and what its sheets are instead."""
    told = (issue["message"].partition(f"里{NO_FORM}：")[2] for issue in record["issues"])
    return "：".join((NO_FORM, *filter(None, told)))


def issue_lines(record: Record) -> list[IssueLine]:
    """All issues of one workbook."""
    output = record.get("output")
    return [
        IssueLine(
            file=record["workbook"],
            severity=issue["severity"],
            code=issue["code"],
            sheet=issue["sheet"] or "",
            cell=issue["cell"] or "",
            message=issue["message"],
            remedy=issue["remedy"],
            clause=issue["clause"],
            output=output,
        )
        for issue in record["issues"]
    ]


def _form_line(file: str, form: Record, counts: dict[str, Any], told: tuple[str, str], output: str | None) -> FormLine:
    """One form's line; ``told`` is the doubt of its money and its state."""
    fund: Record = next((fund for fund in form["funds"] if fund["key"] == "total"), {})
    factor = _TEN_THOUSANDS.get(form["amount_unit"])
    other_year = year_not_covered(form.get("rules_chosen_how") or "")
    return FormLine(
        file=file,
        sheet=form["sheet"],
        kind=_KINDS.get(form["kind"], str(form["kind"])),
        unit=form["unit"] or "",
        project=form["project"] or "",
        year=form["year"],
        budget=_amount(fund.get("budget"), factor),
        executed=_amount(fund.get("executed"), factor),
        rate=_number(fund.get("rate")),
        points=_number(form["points_total"]),
        score=_number(form["score_total"]),
        grade=form["grade"] or "",
        **counts,
        rules=form["rules"],
        status="；".join(filter(None, (*told, other_year))),
        is_doubtful=told[0] != "",
        scored=form["scored"],
        output=output,
    )


def _status(form: Record, counts: Record, issues: Sequence[Record]) -> str:
    if unfilled := _unfilled(form, issues):
        return unfilled
    state = "有问题待改" if counts["errors"] else "有事项待核" if counts["warnings"] else "正常"
    if not form["scored"]:
        return f"{state}（表式没有分值，{CHECKED}）"
    if form["score_total"] is None:
        return f"未评出总分：{form['why_not']}"
    if form["grade"] is None:
        return f"未定等级：{form['why_not']}"
    return state


def _unfilled(form: Record, issues: Sequence[Record]) -> str:
    """``还没有填写：9条指标的实际完成值都是空的``; empty for a form that somebody began to fill."""
    cells = {row["cells"].get("actual") for row in form["indicators"]}
    for issue in issues:
        if issue["code"] == _UNFILLED and issue["sheet"] == form["sheet"] and issue["cell"] in cells:
            return "".join(issue["message"].partition(_NOTHING_FILLED)[1:])
    return ""


def _counts(issues: Sequence[Record], sheets: Sequence[str]) -> list[dict[str, Any]]:
    """Issues by weight for each form: those on its sheet; what lies elsewhere counts with the first form."""
    found: list[Counter[str]] = [Counter() for _ in sheets or [""]]
    first = {sheet: number for number, sheet in reversed(list(enumerate(sheets)))}
    for issue in issues:
        found[first.get(issue["sheet"], 0)][issue["severity"]] += 1
    return [{"errors": count["error"], "warnings": count["warning"], "hints": count["hint"]} for count in found]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _amount(text: str | None, factor: Decimal | None) -> Decimal | None:
    return None if text is None or factor is None else Decimal(text) * factor
