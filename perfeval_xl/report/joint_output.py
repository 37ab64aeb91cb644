"""Several units' forms scored as one: as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from perfeval_xl.forms.labels import label_key
from perfeval_xl.report.json_output import SCHEMA_VERSION, Json, explained, plain, trace_json
from perfeval_xl.report.text_output import indented
from perfeval_xl.results import FormResult, Joint, JointRow


def joint_text(joint: Joint, forms: Sequence[FormResult]) -> str:
    """The units, every aggregated row with its derivation, total and grade."""
    lines = [f"{len(forms)}张表先汇总后计分，规则：{joint.rules}"]
    lines += [f"  {form.form.workbook}  {form.form.sheet}  {_whose(form)}" for form in forms]
    lines += _apart(joint, len(forms))
    lines += _years(forms)
    lines += _twice(forms)
    for row in joint.rows:
        lines += ["", *_row_lines(row)]
    total = joint.score_total if joint.score_total is not None else "—"
    lines += ["", f"· 总分  {total}  等级 {joint.grade or '—'}"]
    if joint.why_not:
        lines += indented(f"未定：{joint.why_not}", "  ")
    if joint.trace.working:
        lines += indented(f"计算：{joint.trace.working}", "  ")
    return "\n".join(lines)


def _whose(form: FormResult) -> str:
    return form.label if form.form.unit in ("", form.label) else f"{form.form.unit}  {form.label}"


def _apart(joint: Joint, forms: int) -> Iterable[str]:
    """A word on rows that not every form has: names may only be spelled differently."""
    count = sum(row.units < forms for row in joint.rows)
    indicators = [row for row in joint.rows if row.level1]
    if forms > 1 and indicators and all(row.units == 1 for row in indicators):
        return indented("注意：没有一条指标是几张表都有的，这些表多半不是同一项目，汇总的总分没有意义。请核对。", "  ")
    told = f"注意：有{count}项不是各表都有。同一指标在各表中的一级、二级、三级名称要一致才能汇总，请核对。"
    return indented(told, "  ") if count else ()


def _years(forms: Sequence[FormResult]) -> Iterable[str]:
    """A word on forms of several years: what one year did is no part of another's target."""
    years = sorted({form.form.year for form in forms if form.form.year})
    told = f"注意：这些表不是同一年度（{'、'.join(map(str, years))}），一起汇总没有意义。请核对。"
    return indented(told, "  ") if len(years) > 1 else ()


def _twice(forms: Sequence[FormResult]) -> Iterable[str]:
    """A word on a unit with several forms: two drafts of one form would count twice."""
    counts = Counter(label_key(form.form.unit) for form in forms if form.form.unit)
    for form in forms:
        count = counts.pop(label_key(form.form.unit), 0)
        if count > 1:
            told = f"注意：“{form.form.unit}”有{count}张表。如果是同一张表的几稿，一起汇总会重复计算。请核对。"
            yield from indented(told, "  ")


def _row_lines(row: JointRow) -> list[str]:
    score = f"得分 {row.score}" if row.score is not None else "未评分"
    where = " / ".join(part for part in (row.level1, row.level2) if part)
    lines = [f"· {row.name}  {score} / 分值 {plain(row.points) or '—'}  {row.units}个单位"]
    facts = [where] if where else []
    if row.target or row.actual:
        target, actual = row.columns
        facts.append(f"汇总 {target}{row.target}{row.unit}，{actual}{row.actual}{row.unit}")
    if facts:
        lines += indented("  ".join(facts), "  ")
    lines += indented(explained(row.why_not, row.trace), "  ")
    return lines


def joint_json(joint: Joint, forms: Sequence[FormResult]) -> Json:
    """The same as data; decimals travel as strings."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rules": joint.rules,
        "forms": [
            {
                "workbook": form.form.workbook,
                "sheet": form.form.sheet,
                "unit": form.form.unit or None,
                "project": form.form.project or None,
                "year": form.form.year,
            }
            for form in forms
        ],
        "rows": [
            {
                "level1": row.level1,
                "level2": row.level2,
                "name": row.name,
                "units": row.units,
                "target": row.target or None,
                "actual": row.actual or None,
                "unit": row.unit or None,
                "points": plain(row.points),
                "score": plain(row.score),
                "why_not": row.why_not or None,
                "trace": trace_json(row.trace),
            }
            for row in joint.rows
        ],
        "points_total": plain(joint.points_total),
        "score_total": plain(joint.score_total),
        "grade": joint.grade,
        "why_not": joint.why_not or None,
        "trace": trace_json(joint.trace),
    }
