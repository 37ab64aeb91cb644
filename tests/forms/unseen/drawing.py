"""Draw forms by chance and write them down with the truth about every cell: ``python -m tests.forms.unseen.drawing SET``.

A form is put together from parts (header area, money, objectives, indicators, tail). The parts are made so that the truth is
known while they are laid out; what is drawn is kept as data and not drawn again.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.workbook.address import cell_name

FOLDER = Path(__file__).parent
FORMS = 16
STANDARD = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "points": "分值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
    "block": "项目资金（万元）",
    "total": "年度资金总额",
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "rate": "执行率",
    "fund_points": "分值",
    "fund_score": "得分",
    "project": "项目名称",
    "unit": "实施单位",
    "authority": "主管部门",
    "goal": "年度总体目标",
    "goal_expected": "预期目标",
    "goal_actual": "实际完成情况",
    "sum": "总分",
}
VALUES = ("name", "target", "actual", "points", "score", "reason")
INDICATOR = ("level1", "level2", *VALUES)


@dataclass
class Canvas:
    """A sheet in the making."""

    width: int
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    row: int = 0

    def put(self, row: int, column: int, text: object, across: int = 1, down: int = 1) -> str:
        """Write a cell, joined over so many columns and rows; gives its address."""
        for r in range(row, row + down):
            for c in range(column, column + across):
                self.cells[r, c] = "^" if r > row else "<"
        self.cells[row, column] = str(text)
        return cell_name(row, column)

    def line(self, text: str) -> None:
        self.put(self.row, 0, text, self.width)
        self.row += 1

    def shown(self, *, merged: bool, left: int = 0) -> str:
        width = max(c for _, c in self.cells) + 1
        lines = []
        for r in range(self.row):
            cells = ["", *[""] * (left - 1)] if left else []
            cells += [self.cells.get((r, c), "") for c in range(width)]
            shown = [text if merged or text not in ("<", "^") else "" for text in cells]
            lines.append("| " + " | ".join(text.replace("\n", "\\n") for text in shown) + " |")
        return "\n".join(lines) + "\n"


@dataclass
class Draw:
    """One form: its canvas, words, contents, chance, and the truth so far."""

    chance: random.Random
    words: Callable[[str], str]
    content: dict[str, Any]
    canvas: Canvas
    truth: dict[str, Any] = field(default_factory=dict)
    funds: bool = True

    def single(self, name: str, cell: str, text: str | None = None) -> None:
        self.truth.setdefault("single", {})[name] = [cell, text or self.content[name]]

    def rows(self) -> list[dict[str, Any]]:
        """The indicators as dictionaries; the levels in this form's words."""
        found = []
        for values in self.content["indicators"]:
            row = dict(zip(INDICATOR, values, strict=True))
            row["level1"], row["level2"] = self.words(row["level1"]), self.words(row["level2"])
            found.append(row)
        return found

    def indicator(self, row: dict[str, Any], cells: dict[str, str]) -> None:
        levels = {key: row[key] for key in ("level1", "level2") if row.get(key)}
        self.truth.setdefault("indicators", []).append(levels | cells)


def title(draw: Draw) -> None:
    year = draw.chance.choice((2021, 2022, 2023, 2024))
    draw.truth["year"] = year
    head = draw.chance.choice(("项目支出绩效自评表", "项目绩效自评表", "财政资金绩效自评表"))
    if draw.chance.random() < 0.5:
        draw.canvas.line(f"{year}年度{head}")
    else:
        draw.canvas.line(head)
        draw.canvas.line(f"（{year}年度）")


# header areas


def plain_area(draw: Draw) -> None:
    canvas, half = draw.canvas, draw.canvas.width // 2
    canvas.put(canvas.row, 0, draw.words("project"))
    draw.single("project", canvas.put(canvas.row, 1, draw.content["project"], canvas.width - 1))
    canvas.row += 1
    canvas.put(canvas.row, 0, draw.words("authority"))
    draw.single("authority", canvas.put(canvas.row, 1, draw.content["authority"], half - 1))
    canvas.put(canvas.row, half, draw.words("unit"))
    draw.single("unit", canvas.put(canvas.row, half + 1, draw.content["unit"], canvas.width - half - 1))
    canvas.row += 1


UNIT_WORDS = (
    "项目单位",
    "实施单位",
    "用款单位",
    "资金使用单位",
    "项目实施单位",
    "填报单位（盖章）",
    "项目承担单位",
    "单位名称（公章）",
)


def _extras(draw: Draw) -> list[tuple[str, str]]:
    """Rows that an area may have besides: none of them names the unit or project."""
    return draw.chance.sample(
        [
            ("项目负责人", "某某"),
            ("联系人", "某某"),
            ("联系电话", "0000-1234567"),
            ("填报日期", "2025年3月12日"),
            ("评价时间", "2025-03-01"),
            ("项目起止时间", "2024年1月-2024年12月"),
            ("项目属性", "☑新增  □延续"),
            ("项目编码", "530000210000000012345"),
            ("预算科目", "2130305 水利工程建设"),
            ("项目类别", "部门预算项目"),
            ("单位地址", "中山路18号"),
            ("单位负责人", "某某"),
        ],
        draw.chance.randint(1, 4),
    )


def varied_area(draw: Draw) -> None:
    """Names in one of the makings that offices use."""
    made = draw.chance.choice((_beside, _inline, _stacked, _mixed))
    without = draw.chance.random() < 0.3
    word = draw.chance.choice(UNIT_WORDS)
    pairs = [("project", draw.chance.choice(("项目名称", "项目名称（全称）", "专项资金名称")), draw.content["project"])]
    if without or draw.chance.random() < 0.6:
        label = draw.chance.choice(("主管部门", "主管部门", "主管部门及代码", "预算主管部门"))
        text = f"{draw.content['authority']}[302]" if "代码" in label else draw.content["authority"]
        pairs.append(("authority", label, text))
    if not without:
        pairs.append(("unit", word, draw.content["unit"]))
    extras = [("", label, text) for label, text in _extras(draw)]
    pairs = pairs[:1] + draw.chance.sample(pairs[1:] + extras, len(pairs) - 1 + len(extras))
    made(draw, pairs)
    for name in ("unit", "authority"):
        if all(name != key for key, _, _ in pairs):
            draw.truth.setdefault("single", {})[name] = [None, ""]
    if draw.chance.random() < 0.3:
        draw.canvas.put(draw.canvas.row, draw.canvas.width - 2, "金额单位：万元", 2)
        draw.canvas.row += 1


def _told(draw: Draw, name: str, cell: str, text: str) -> None:
    if name:
        draw.single(name, cell, text)


def _beside(draw: Draw, pairs: list[tuple[str, str, str]]) -> None:
    """Label and value beside each other, one or two a row."""
    canvas, half = draw.canvas, draw.canvas.width // 2
    while pairs:
        two = len(pairs) > 1 and draw.chance.random() < 0.6
        (name, label, text), *pairs = pairs
        canvas.put(canvas.row, 0, label)
        _told(draw, name, canvas.put(canvas.row, 1, text, (half if two else canvas.width) - 1), text)
        if two:
            (name, label, text), *pairs = pairs
            canvas.put(canvas.row, half, label)
            _told(draw, name, canvas.put(canvas.row, half + 1, text, canvas.width - half - 1), text)
        canvas.row += 1


def _inline(draw: Draw, pairs: list[tuple[str, str, str]]) -> None:
    """Label and value in one cell, one or two a row."""
    canvas, half = draw.canvas, draw.canvas.width // 2
    while pairs:
        two = len(pairs) > 1 and draw.chance.random() < 0.6
        (name, label, text), *pairs = pairs
        colon = draw.chance.choice("：:")
        _told(draw, name, canvas.put(canvas.row, 0, f"{label}{colon}{text}", half if two else canvas.width), text)
        if two:
            (name, label, text), *pairs = pairs
            _told(draw, name, canvas.put(canvas.row, half, f"{label}{colon}{text}", canvas.width - half), text)
        canvas.row += 1


def _stacked(draw: Draw, pairs: list[tuple[str, str, str]]) -> None:
    """Labels in one row, their values in the row below."""
    canvas = draw.canvas
    while pairs:
        part, pairs = pairs[:3], pairs[3:]
        step = canvas.width // len(part)
        for number, (name, label, text) in enumerate(part):
            across = step if number < len(part) - 1 else canvas.width - step * number
            canvas.put(canvas.row, number * step, label, across)
            _told(draw, name, canvas.put(canvas.row + 1, number * step, text, across), text)
        canvas.row += 2


def _mixed(draw: Draw, pairs: list[tuple[str, str, str]]) -> None:
    """The first in one cell, the others beside."""
    _inline(draw, pairs[:1])
    _beside(draw, pairs[1:])


# money and objectives


def money(draw: Draw) -> None:
    canvas, content = draw.canvas, draw.content
    if not draw.funds:
        return
    initial, budget, executed, rate, score = content["money"]
    two = draw.chance.random() < 0.4
    heads = ["initial", "budget", "executed", "rate", "fund_points", "fund_score"]
    values = [initial, budget, executed, rate, 10, score]
    if draw.chance.random() < 0.4:
        heads, values = heads[1:], values[1:]
    canvas.put(canvas.row, 0, draw.words("block"), 1, 3 if two else 2)
    canvas.put(canvas.row, 1, "")
    truth = {}
    for number, head in enumerate(heads):
        canvas.put(canvas.row, 2 + number, draw.words(head))
    canvas.put(canvas.row + 1, 1, draw.words("total"))
    for number, (head, value) in enumerate(zip(heads, values, strict=True)):
        truth[head.removeprefix("fund_")] = canvas.put(canvas.row + 1, 2 + number, value)
    canvas.row += 2
    if two:
        canvas.put(canvas.row, 1, "其中：财政拨款")
        for number, (head, value) in enumerate(zip(heads, values, strict=True)):
            canvas.put(canvas.row, 2 + number, value if "fund" not in head and head != "rate" else "—")
        canvas.row += 1
    draw.truth["funds"] = truth


def objectives(draw: Draw) -> None:
    canvas, half = draw.canvas, draw.canvas.width // 2
    if draw.chance.random() < 0.25:
        return
    canvas.put(canvas.row, 0, draw.words("goal"), 1, 2)
    canvas.put(canvas.row, 1, draw.words("goal_expected"), half - 1)
    canvas.put(canvas.row, half, draw.words("goal_actual"), canvas.width - half)
    expected, actual = draw.content["goals"]
    draw.single("goal_expected", canvas.put(canvas.row + 1, 1, expected, half - 1), expected)
    draw.single("goal_actual", canvas.put(canvas.row + 1, half, actual, canvas.width - half), actual)
    canvas.row += 2


# indicators


def _runs(rows: list[dict[str, Any]], keys: tuple[str, ...]) -> list[tuple[int, int]]:
    """(start, length) of rows that are alike in these keys."""
    found: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        if number and all(row[key] == rows[number - 1][key] for key in keys):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((number, 1))
    return found


def _whole(draw: Draw) -> tuple[float, float]:
    rows = draw.content["indicators"]
    extra = draw.content["money"][-1] if draw.funds else 0
    return (100 if draw.funds else 90, round(sum(row[6] for row in rows) + extra, 2))


def upright(draw: Draw) -> None:
    """The usual table, the header in one or two rows."""
    canvas, rows = draw.canvas, draw.rows()
    columns = [*INDICATOR]
    if draw.chance.random() < 0.3:
        columns.remove("reason")
    if draw.chance.random() < 0.2:
        columns.remove("level2")
    heads = {key: draw.words(key) for key in columns}
    if draw.chance.random() < 0.2:
        columns[columns.index("points")], columns[columns.index("score")] = "score", "points"
    if draw.chance.random() < 0.25:
        where = columns.index("points")
        columns = [key for key in columns if key != "points"]
        columns.insert(where - 2, "points")
    deep = draw.chance.random() < 0.3 and columns.index("actual") == columns.index("target") + 1
    for c, key in enumerate(columns):
        if deep and key in ("target", "actual"):
            canvas.put(canvas.row + 1, c, heads[key])
            if key == "target":
                canvas.put(canvas.row, c, "对照情况", 2)
        else:
            canvas.put(canvas.row, c, heads[key], 1, 2 if deep else 1)
    canvas.row += 2 if deep else 1
    _body(draw, canvas.row, 0, columns, rows)
    canvas.row += len(rows)
    _sum_row(draw, 0, columns)


def _body(draw: Draw, top: int, left: int, columns: list[str], rows: list[dict[str, Any]]) -> None:
    canvas = draw.canvas
    for key, keys in (("level1", ("level1",)), ("level2", ("level1", "level2"))):
        if key in columns:
            for start, length in _runs(rows, keys):
                canvas.put(top + start, left + columns.index(key), rows[start][key], 1, length)
    for number, row in enumerate(rows):
        cells = {key: canvas.put(top + number, left + columns.index(key), row[key]) for key in VALUES if key in columns}
        shown = row if "level2" in columns else row | {"level2": ""}
        draw.indicator(shown, {key: cell for key, cell in cells.items() if row[key] != ""})


def _sum_row(draw: Draw, left: int, columns: list[str]) -> None:
    canvas = draw.canvas
    points, score = columns.index("points"), columns.index("score")
    whole, reached = _whole(draw)
    canvas.put(canvas.row, left, draw.words("sum"), max(min(points, score), 1))
    canvas.put(canvas.row, left + points, whole)
    draw.single("score_total", canvas.put(canvas.row, left + score, reached), str(reached))
    canvas.row += 1


def lying(draw: Draw) -> None:
    """Indicators as columns: what stands in a header otherwise stands at the left."""
    canvas, rows = draw.canvas, draw.rows()
    keys = ["level1", "level2", "name", "target", "actual", "points", "score"]
    if draw.chance.random() < 0.3:
        keys.remove("level2")
    elif draw.chance.random() < 0.2:
        keys = keys[2:]
    if draw.chance.random() < 0.4:
        keys.append("reason")
    if draw.chance.random() < 0.3:
        keys.remove("points")
        keys.insert(keys.index("target"), "points")
    left = int(draw.chance.random() < 0.4)
    halves = [rows]
    if len(rows) > 4 and draw.chance.random() < 0.3:
        cut = next(n for n, row in enumerate(rows) if row["level1"] != rows[0]["level1"])
        halves = [rows[:cut], rows[cut:]]
    top = canvas.row
    for part in halves:
        _lay(draw, left, keys, part, total=part is halves[-1])
    if left:
        canvas.put(top, 0, "绩\n效\n指\n标", 1, canvas.row - top)


def _lay(draw: Draw, left: int, keys: list[str], rows: list[dict[str, Any]], *, total: bool) -> None:
    canvas, top = draw.canvas, draw.canvas.row
    for r, key in enumerate(keys):
        canvas.put(top + r, left, draw.words(key))
    for key, alike in (("level1", ("level1",)), ("level2", ("level1", "level2"))):
        if key in keys:
            for start, length in _runs(rows, alike):
                canvas.put(top + keys.index(key), left + 1 + start, rows[start][key], length)
    for number, row in enumerate(rows):
        cells = {key: canvas.put(top + keys.index(key), left + 1 + number, row[key]) for key in VALUES if key in keys}
        shown = {key: text if key in keys else "" for key, text in row.items()}
        draw.indicator(shown, {key: cell for key, cell in cells.items() if row[key] != ""})
    if total:
        whole, reached = _whole(draw)
        column = left + 1 + len(rows)
        canvas.put(top, column, draw.words("sum"), 1, max(1, keys.index("target") if "target" in keys else 1))
        canvas.put(top + keys.index("points"), column, whole)
        draw.single("score_total", canvas.put(top + keys.index("score"), column, reached), str(reached))
    canvas.row = top + len(keys)


def beside(draw: Draw) -> None:
    """Blocks of indicators side by side: the outputs left, the others right."""
    canvas, rows = draw.canvas, draw.rows()
    first = rows[0]["level1"]
    last = rows[-1]["level1"]
    parts = [[row for row in rows if row["level1"] != last], [row for row in rows if row["level1"] == last]]
    if draw.chance.random() < 0.5:
        parts = [[row for row in rows if row["level1"] == first], [row for row in rows if row["level1"] != first]]
    columns = ["level1", "level2", "name", "target", "actual", "points", "score"]
    making = draw.chance.choice(("level1", "no level2", "headed"))
    if making != "level1":
        columns = columns[2:] if making == "headed" else ["level1", *columns[2:]]
    if making == "headed" and not all(len({row["level1"] for row in part}) == 1 for part in parts):
        parts = [
            [row for row in rows if row["level1"] == name] for name in dict.fromkeys(row["level1"] for row in rows)
        ]
    step = len(columns) + int(draw.chance.random() < 0.3)
    top = canvas.row
    height = 1
    for number, part in enumerate(parts):
        left, row = number * step, top
        if making == "headed":
            canvas.put(row, left, part[0]["level1"], len(columns))
            row += 1
        for c, key in enumerate(columns):
            canvas.put(row, left + c, draw.words(key))
        levels = {"level2": ""} if "level2" not in columns else {}
        _body(draw, row + 1, left, columns, [line | levels for line in part])
        height = max(height, row + 1 + len(part) - top)
    canvas.row = top + height
    whole, reached = _whole(draw)
    width = step * (len(parts) - 1) + len(columns)
    if draw.chance.random() < 0.6:
        canvas.put(canvas.row, 0, draw.words("sum"), width - 2)
        canvas.put(canvas.row, width - 2, whole)
        draw.single("score_total", canvas.put(canvas.row, width - 1, reached), str(reached))
        canvas.row += 1


# what stands below


def tail(draw: Draw) -> None:
    canvas = draw.canvas
    for part in draw.chance.sample((_signed, _explained, _noted, _concluded), draw.chance.randint(0, 3)):
        part(draw)
    if draw.chance.random() < 0.2:
        canvas.row += 1


def _signed(draw: Draw) -> None:
    canvas, third = draw.canvas, draw.canvas.width // 3
    for number, label in enumerate(
        draw.chance.sample(("填报人：", "审核人：", "单位负责人：", "填表日期：", "联系电话："), 3)
    ):
        canvas.put(canvas.row, number * third, label + draw.chance.choice(("", "某某")))
    canvas.row += 1


def _explained(draw: Draw) -> None:
    draw.canvas.line("填表说明：")
    draw.canvas.line("1.定量指标得分=实际完成值÷年度指标值×分值，最高不超过该指标分值。")
    draw.canvas.line("2.项目名称、实施单位应与预算批复一致，未完成的应说明原因。")
    draw.canvas.line("3.总分100分：产出指标50分、效益指标30分、满意度指标10分、预算执行10分。")


def _noted(draw: Draw) -> None:
    draw.canvas.line(
        "注：1.其他资金包括社会投入资金。2.全年执行数是指按照国库集中支付制度要求支付到商品和劳务供应者的资金。"
    )


def _concluded(draw: Draw) -> None:
    draw.canvas.put(draw.canvas.row, 0, "自评结论")
    draw.canvas.put(draw.canvas.row, 1, "项目总体完成较好，资金使用规范。", draw.canvas.width - 1)
    draw.canvas.row += 1


# draws


def _made(kind: str, half: int, number: int, contents: list[Any], invented: dict[str, list[str]]) -> dict[str, Any]:
    chance = random.Random(f"{kind}-{half}-{number}")  # noqa: S311 - the same forms in every run
    chosen = {key: texts[half * 3 + chance.randrange(3)] for key, texts in invented.items()}

    def words(key: str) -> str:
        return chosen.get(key, key) if kind == "invented" else STANDARD.get(key, key)

    draw = Draw(chance, words, chance.choice(contents), Canvas(10), funds=chance.random() < 0.8)
    title(draw)
    (varied_area if kind == "areas" else plain_area)(draw)
    money(draw)
    if chance.random() < 0.8:
        objectives(draw)
    made = upright if kind != "sideways" else chance.choice((lying, lying, beside))
    made(draw)
    tail(draw)
    merged = chance.random() < 0.8
    return {
        "name": f"{kind}-{half + 1}-{number + 1}: {made.__name__}{'' if merged else ', unmerged'}",
        "sheet": draw.canvas.shown(merged=merged),
        "truth": draw.truth,
    }


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def main() -> None:
    half = int(sys.argv[1]) - 1
    contents = yaml.safe_load((FOLDER / "contents.yaml").read_text(encoding="utf-8"))
    invented = yaml.safe_load((FOLDER / "words.yaml").read_text(encoding="utf-8"))
    for kind in ("sideways", "invented", "areas"):
        drawn = [_made(kind, half, number, contents, invented) for number in range(FORMS)]
        text = yaml.dump(
            drawn, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=4000, default_flow_style=None
        )
        (FOLDER / f"{kind}_{half + 1}.yaml").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
