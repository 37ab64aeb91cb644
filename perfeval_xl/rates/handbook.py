"""The catalogue of rates as a page for people: formulas by definition, direction, zero denominators, sources."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.rates.catalogue import catalogue
from perfeval_xl.rates.computing import formula_words
from perfeval_xl.rates.model import Identity, Rate, RateKind, Term

_TITLES = {
    RateKind.DEPARTMENT: "部门整体支出（财预〔2013〕53号附件2）",
    RateKind.PROJECT: "项目支出（财预〔2013〕53号附件1）",
}


def handbook() -> str:
    """The page as Markdown."""
    parts = [
        "# 共性指标比率手册\n",
        "自评表里写着下列名称的行，按基础数据表重算并与填写的实际完成值核对；同一名称在部门表和项目表里含义不同，分开计算。",
        "公式里的数取自基础数据表“数据项目（列）”。一个比率有几种口径的，不指定时用第一种，",
        "规则包可以另选（`rates` 一节）。",
        "53号文是参考性框架，没有分值；标“依据待核实”的不得当作法定依据引用。\n",
    ]
    for kind, title in _TITLES.items():
        parts += [f"## {title}\n", "| 指标 | 口径与公式 | 方向 | 分母为0时 | 依据 |", "|---|---|---|---|---|"]
        parts += [_row(rate) for rate in catalogue().rates.values() if rate.kind is kind]
        parts.append("")
    parts += ["## 基础数据表的数据项目\n", "| 数据项目 | 也认这些写法 |", "|---|---|"]
    parts += [f"| {item.title} | {'、'.join(item.aliases)} |" for item in catalogue().inputs.values()]
    parts += ["\n## 表内关系\n", *(f"- {words}" for words in _identities())]
    parts += ["\n## 依据\n"]
    for source in catalogue().sources.values():
        mark = "" if source.verified else "（依据待核实）"
        parts.append(f"- {source.text}{mark} {source.note}".rstrip())
    return "\n".join(parts) + "\n"


def _row(rate: Rate) -> str:
    others = f"<br>（{'、'.join(rate.labels[1:])}）" if len(rate.labels) > 1 else ""
    formulas = "<br>".join(
        f"{definition.id}：{definition.title}<br>= {formula_words(definition, _term)}"
        for definition in rate.definitions
    )
    clauses = "<br>".join(f"{definition.id}：{definition.clause}" for definition in rate.definitions)
    zero = f"{rate.zero_words}：{rate.zero.label}"
    return f"| {rate.title}{others} | {formulas} | {rate.direction.label} | {zero} | {clauses} |"


def _term(term: Term) -> str:
    return f"{catalogue().inputs[term.input].title}（{catalogue().columns[term.column]}）"


def _identities() -> Iterator[str]:
    for identity in catalogue().identities:
        whole = catalogue().inputs[identity.whole].title
        if identity.within:
            yield f"{_titles(identity.parts)}≤{whole}（RATE-07）"
        else:
            yield f"{whole}={_titles(identity.parts)}{_otherwise(identity)}（RATE-06）"


def _otherwise(identity: Identity) -> str:
    return f"，或={_titles(identity.otherwise)}" if identity.otherwise else ""


def _titles(names: tuple[str, ...]) -> str:
    return "+".join(catalogue().inputs[name].title for name in names)
