"""The page of the layout families for people: what is recognised by what, from the same data that reads the forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perfeval_xl.forms.layouts import Layout, Signs, Use, layouts
from perfeval_xl.forms.vocabulary import Aliases, form_words

_USES = {Use.SCORE: "评分", Use.CHECK: "只检查（没有分值）", Use.DECLINE: "认得，不评分"}
_FIELDS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "name_instead": "四级指标",
    "target_instead": "调整后的指标值",
    "actual_unit": "完成值的单位",
    "reason": "偏差原因",
    "standard": "评分标准",
    "converted": "折算得分",
    "explanation": "指标解释",
    "total": "年度资金总额",
    "fiscal": "财政拨款",
    "carryover": "上年结转",
    "other": "其他资金",
    "basic": "基本支出",
    "projects": "项目支出",
    "project": "项目名称",
    "unit": "单位",
    "authority": "主管部门",
    "grade": "等级",
}


def layout_pages() -> str:
    """All families and all words, as Markdown sections."""
    words = form_words()
    parts = [
        "## 版式\n",
        "按表中的文字和结构认，不看行号列号。特征最多的一式为准；都不像的按中央通用式读。\n",
        "| 代号 | 版式 | 用途 | 凭什么认出 | 缺了就报告的列 | 依据 |",
        "|---|---|---|---|---|---|",
        *(_row(family) for family in layouts()),
        "\n## 列名\n",
        "每一列认得下列写法；空格、换行、全半角、括号里的内容（如(A)、(万元)）、标点不影响。"
        "差一个字的列名照读并提示（STR-11）。\n",
        "列名前后的序号和算式（A.全年预算数、执行率④=③/②）、列名下面一行的列号不影响。"
        f"以{'、'.join(words.other_period)}开头的列，和写着更早年份的列（2022年实际完成值），是别的年度的数，不读。"
        "指标值、完成值拆成“符号、数值、单位”几列的，合起来读。"
        "调整后目标值、四级指标填了的行，以它们为准。两张表并排、资金表在指标表下方，照样读。\n",
        "不在下表里的列名，认得准才读，并提示核对（STR-11）："
        f"资金列看末尾的词，{'、'.join(words.fund_made.budget)}是预算，{'、'.join(words.fund_made.executed)}是支出"
        "（预算指标数、实际使用数），有几个预算列的按填写的执行率定；"
        "指标值和完成值两列（目标要求、完成结果）的数值单位要一致；分值列的合计要是100、90或80分，且各行不低于得分。"
        "认不准的不读。\n",
        "### 指标表\n",
        *_aliases(words.indicator),
        "\n### 资金表\n",
        *_aliases(words.fund),
        "\n### 资金表的行\n",
        *_words(_grouped(words.fund_line)),
        "\n### 表首\n",
        *_words(_grouped(words.field)),
    ]
    return "\n".join(parts) + "\n"


def _row(family: Layout) -> str:
    titles = form_words().indicator.titles
    source = family.source + ("" if family.verified else "（依据待核实）")
    signs = "；".join(_signs(family.must, titles)) or "没有别的版式的特征"
    if family.fewest_hints:
        signs += f"；并有{family.fewest_hints}处以上：{'；'.join(_signs(family.hints, titles))}"
    required = "、".join(titles[field] for field in family.required)
    return f"| `{family.id}` | {family.title} | {_USES[family.use]} | {signs} | {required} | {source} |"


def _signs(signs: Signs, titles: Mapping[str, str]) -> Iterable[str]:
    if signs.title:
        yield f"表题含“{'”或“'.join(signs.title)}”"
    if signs.columns:
        yield "有" + "、".join(sorted(titles[field] for field in signs.columns)) + "列"
    if signs.without:
        yield "没有" + "、".join(sorted(titles[field] for field in signs.without)) + "列"
    if signs.labels:
        yield "有写着" + "、".join(f"“{label}”" for label in signs.labels) + "的格"
    if signs.contains:
        yield "有含" + "、".join(f"“{word}”" for word in signs.contains) + "的格"


def _aliases(aliases: Aliases) -> Iterable[str]:
    return _words(_grouped(aliases.fields))


def _grouped(fields: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for label, field in fields.items():
        groups.setdefault(field, []).append(label)
    return groups


def _words(groups: Mapping[str, list[str]]) -> Iterable[str]:
    yield "| 含义 | 认得的写法 |"
    yield "|---|---|"
    for field, labels in groups.items():
        yield f"| {_FIELDS.get(field, labels[0])} | {'、'.join(labels)} |"
