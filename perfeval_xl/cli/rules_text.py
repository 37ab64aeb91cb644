"""A rule pack on the terminal: every rule with the document that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfeval_xl.report.text_output import table
from perfeval_xl.report.width import wrap
from perfeval_xl.rules.handbook import pack_years, rule_lines

if TYPE_CHECKING:
    from perfeval_xl.rules import RulePack

_LINE = 100


def pack_text(pack: RulePack) -> str:
    """The whole pack: rules with their clauses, then the sources."""
    lines = [f"{pack.id}  {pack.title}", f"适用：{pack.region}，{pack_years(pack)}"]
    if pack.extends:
        lines.append(f"继承：{pack.extends}")
    rows = [(title, text, cite.clause) for title, text, cite in rule_lines(pack)]
    lines += ["", *table([("规则", "内容", "依据"), *rows]), "", "依据文件："]
    for source in pack.sources:
        state = "已核对原文" if source.verified else "依据待核实"
        lines += wrap(f"  {source.text}（{state}）", _LINE, "    ")
        lines += wrap(f"    {source.note}", _LINE, "    ") if source.note else []
        lines += [f"    {source.url}"] if source.url else []
    return "\n".join(lines)
