"""A rule pack on the terminal: every rule with the document that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfeval_xl.report.width import line_columns, wrap
from perfeval_xl.rules.handbook import pack_head, rule_lines

if TYPE_CHECKING:
    from perfeval_xl.rules import RulePack


def pack_text(pack: RulePack) -> str:
    """The whole pack: rules with their clauses, what it does not cover, the sources, the file."""
    columns = line_columns()
    lines = [f"{pack.id}  {pack.title}", *pack_head(pack)]
    for title, text, cite in rule_lines(pack):
        lines += ["", *wrap(f"· {title}：{text}", columns, "  "), *wrap(f"  依据：{cite.clause}", columns, "  ")]
    if pack.not_covered:
        lines += ["", "没有覆盖的："]
        for sentence in pack.not_covered:
            lines += wrap(f"  {sentence}", columns, "    ")
    if pack.basis:
        lines += ["", "报告引用的依据：", *(f"  {source.text}" for source in pack.basis)]
    lines += ["", "依据文件："]
    for source in pack.sources:
        state = "已核对原文" if source.verified else "依据待核实"
        lines += wrap(f"  {source.text}（{state}）", columns, "    ")
        lines += wrap(f"    {source.note}", columns, "    ") if source.note else []
        lines += [f"    {source.url}"] if source.url else []
    # whoever writes rules of her own goes by how others are written; no part of it is repeated here
    lines += ["", "规则文件（可照它的写法）：", f"  {pack.path}"]
    return "\n".join(lines)
