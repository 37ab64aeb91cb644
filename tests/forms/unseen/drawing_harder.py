"""Draw forms of harder makings, as :mod:`tests.forms.unseen.drawing` does: ``python -m tests.forms.unseen.drawing_harder 3``.

Made after the first two draws were read whole: makings that no code was written for, half of the words invented.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Any

import yaml

from tests.forms.unseen.drawing import (
    FOLDER,
    FORMS,
    STANDARD,
    VALUES,
    Canvas,
    Draw,
    _Dumper,
    _extras,
    _runs,
    _whole,
    lying,
    money,
    objectives,
    plain_area,
    tail,
    title,
    upright,
    varied_area,
)

EXTRA = {"unit": "计量单位", "standard": "评分标准", "completion": "完成率", "nature": "指标性质"}


def _extra(draw: Draw, key: str, row: dict[str, Any]) -> str:
    made = {
        "unit": "见指标值",
        "standard": "按完成比例计分，扣完为止",
        "completion": "100%" if row["points"] == row["score"] else "95%",
        "nature": draw.chance.choice(("定量", "定性")),
    }
    return made[key]


def wide(draw: Draw) -> None:
    """An upright table with a name over two columns, a column down its side, further columns, blank rows, subtotals."""
    canvas, rows = draw.canvas, draw.rows()
    columns = ["side", "level1", "level2", "name", "name2", "target", "actual", "points", "score", "reason"]
    extra = draw.chance.sample(["standard", "completion", "nature"], draw.chance.randint(0, 2))
    for key in extra:
        columns.insert({"standard": 7, "completion": columns.index("actual") + 1, "nature": 5}[key], key)
    if draw.chance.random() < 0.3:
        columns.remove("side")
    if draw.chance.random() < 0.3:
        columns.remove("reason")
    top = canvas.row
    for c, key in enumerate(columns):
        if key != "name2":
            word = EXTRA.get(key) or ("绩效指标" if key == "side" else draw.words(key))
            canvas.put(top, c, word, 2 if key == "name" else 1)
    canvas.row += 1
    gap = draw.chance.random() < 0.2
    subtotals = draw.chance.random() < 0.3
    canvas.row += gap
    for start, length in _runs(rows, ("level1",)):
        _group(draw, columns, extra, rows[start : start + length])
        if subtotals:
            _subtotal(draw, columns, rows[start : start + length])
    if "side" in columns:
        canvas.put(top, 0, "绩效指标", 1, canvas.row - top)
    whole, reached = _whole(draw)
    canvas.put(canvas.row, 0, draw.words("sum"), columns.index("points"))
    canvas.put(canvas.row, columns.index("points"), whole)
    draw.single("score_total", canvas.put(canvas.row, columns.index("score"), reached), str(reached))
    canvas.row += 1


def _group(draw: Draw, columns: list[str], extra: list[str], rows: list[dict[str, Any]]) -> None:
    """The rows under one 一级."""
    canvas = draw.canvas
    canvas.put(canvas.row, columns.index("level1"), rows[0]["level1"], 1, len(rows))
    for start, length in _runs(rows, ("level2",)):
        canvas.put(canvas.row + start, columns.index("level2"), rows[start]["level2"], 1, length)
    for row in rows:
        cells = {}
        for key in VALUES:
            if key in columns:
                cell = canvas.put(canvas.row, columns.index(key), row[key], 2 if key == "name" else 1)
                cells |= {key: cell} if row[key] != "" else {}
        for key in extra:
            canvas.put(canvas.row, columns.index(key), _extra(draw, key, row))
        draw.indicator(row, cells)
        canvas.row += 1


def _subtotal(draw: Draw, columns: list[str], rows: list[dict[str, Any]]) -> None:
    canvas = draw.canvas
    first = columns.index("level1")
    canvas.put(canvas.row, first, "小计", columns.index("points") - first)
    canvas.put(canvas.row, columns.index("points"), sum(row["points"] for row in rows))
    canvas.put(canvas.row, columns.index("score"), round(sum(row["score"] for row in rows), 2))
    canvas.row += 1


def lying_wide(draw: Draw) -> None:
    """A table on its side with heads over two columns, indicators over two columns each, further rows."""
    canvas, rows = draw.canvas, draw.rows()
    keys = ["level1", "level2", "name", "target", "actual", "points", "score"]
    for key in draw.chance.sample(["unit", "standard", "completion", "nature"], draw.chance.randint(1, 2)):
        keys.insert({"unit": 3, "standard": 5, "completion": 5, "nature": 3}[key], key)
    if draw.chance.random() < 0.5:
        keys.append("reason")
    heads, each = draw.chance.choice(((2, 1), (1, 2), (2, 2)))
    top = canvas.row
    for r, key in enumerate(keys):
        canvas.put(top + r, 0, EXTRA.get(key) or draw.words(key), heads)
    for key, alike in (("level1", ("level1",)), ("level2", ("level1", "level2"))):
        for start, length in _runs(rows, alike):
            canvas.put(top + keys.index(key), heads + start * each, rows[start][key], length * each)
    for number, row in enumerate(rows):
        cells = {}
        for r, key in enumerate(keys):
            if key in EXTRA:
                canvas.put(top + r, heads + number * each, _extra(draw, key, row), each)
            elif key not in ("level1", "level2"):
                cell = canvas.put(top + r, heads + number * each, row[key], each)
                cells |= {key: cell} if row[key] != "" else {}
        draw.indicator(row, cells)
    canvas.row = top + len(keys)
    if draw.chance.random() < 0.5:
        _, reached = _whole(draw)
        canvas.put(canvas.row, 0, draw.words("sum"), heads)
        draw.single("score_total", canvas.put(canvas.row, heads, reached), str(reached))
        canvas.row += 1


def beside_uneven(draw: Draw) -> None:
    """Blocks side by side: the right one has fewer columns, a total of its own below each, or a side column."""
    canvas, rows = draw.canvas, draw.rows()
    last = rows[-1]["level1"]
    parts = [[row for row in rows if row["level1"] != last], [row for row in rows if row["level1"] == last]]
    left_columns = ["level1", "level2", "name", "target", "actual", "points", "score"]
    right_columns = draw.chance.choice(
        (["name", "target", "actual", "points", "score"], ["level1", "name", "actual", "points", "score"], left_columns)
    )
    if draw.chance.random() < 0.3:
        left_columns = ["level1", "name", "target", "actual", "points", "score", "reason"]
    gap = int(draw.chance.random() < 0.5)
    top = canvas.row
    totals = draw.chance.random() < 0.4
    height = 0
    left = 0
    for part, columns in zip(parts, (left_columns, right_columns), strict=True):
        for c, key in enumerate(columns):
            canvas.put(top, left + c, draw.words(key))
        for key, alike in (("level1", ("level1",)), ("level2", ("level1", "level2"))):
            if key in columns:
                for start, length in _runs(part, alike):
                    canvas.put(top + 1 + start, left + columns.index(key), part[start][key], 1, length)
        for number, row in enumerate(part):
            cells = {}
            for key in VALUES:
                if key in columns:
                    cell = canvas.put(top + 1 + number, left + columns.index(key), row[key])
                    cells |= {key: cell} if row[key] != "" else {}
            draw.indicator({key: text if key in columns else "" for key, text in row.items()}, cells)
        if totals:
            canvas.put(top + 1 + len(part), left, "小计")
            canvas.put(top + 1 + len(part), left + columns.index("points"), sum(row["points"] for row in part))
            canvas.put(top + 1 + len(part), left + columns.index("score"), round(sum(row["score"] for row in part), 2))
        height = max(height, 1 + len(part) + totals)
        left += len(columns) + gap
    canvas.row = top + height


def area_in_cells(draw: Draw) -> None:
    """Several fields in one cell, or a cell a field with the label on a line of its own."""
    canvas = draw.canvas
    unit = draw.chance.choice(("实施单位", "填报单位", "项目单位", "用款单位"))
    pairs = [("project", "项目名称"), ("unit", unit), ("authority", "主管部门")]
    if draw.chance.random() < 0.3:
        pairs = pairs[:2]
    made = draw.chance.choice(("one cell", "line break", "colon beside", "code before"))
    extras = _extras(draw)
    if made == "one cell":
        text = "　　".join(f"{label}：{draw.content[name]}" for name, label in pairs[1:])
        draw.single("project", canvas.put(canvas.row, 0, f"项目名称：{draw.content['project']}", canvas.width))
        cell = canvas.put(canvas.row + 1, 0, text, canvas.width)
        for name, _ in pairs[1:]:
            draw.single(name, cell)
        canvas.row += 2
    else:
        third = canvas.width // len(pairs)
        for number, (name, label) in enumerate(pairs):
            value = draw.content[name]
            if made == "line break":
                cell = canvas.put(canvas.row, number * third, f"{label}：\n{value}", third)
                draw.single(name, cell)
                continue
            canvas.put(canvas.row, 0, f"{label}：" if made == "colon beside" else label, 2)
            shown = f"3020{number}1-{value}" if made == "code before" else value
            draw.single(name, canvas.put(canvas.row, 2, shown, canvas.width - 2), shown)
            canvas.row += 1
        canvas.row += made == "line break"
    for label, text in extras:
        canvas.put(canvas.row, 0, label, 2)
        canvas.put(canvas.row, 2, text, canvas.width - 2)
        canvas.row += 1
    if len(pairs) == 2:
        draw.truth["single"]["authority"] = [None, ""]


MAKINGS: dict[str, tuple[Callable[[Draw], None], ...]] = {
    "sideways": (lying_wide, lying_wide, beside_uneven, lying),
    "invented": (wide, wide, upright, lying),
    "areas": (upright, wide),
}


def _made(kind: str, half: int, number: int, contents: list[Any], invented: dict[str, list[str]]) -> dict[str, Any]:
    chance = random.Random(f"harder-{kind}-{half}-{number}")  # noqa: S311 - the same forms in every run
    share = {"sideways": 0.15, "invented": 0.6, "areas": 0.0}[kind]
    chosen = {key: texts[half * 3 + chance.randrange(3)] for key, texts in invented.items() if chance.random() < share}

    def words(key: str) -> str:
        return chosen.get(key, STANDARD.get(key, key))

    draw = Draw(chance, words, chance.choice(contents), Canvas(10), funds=chance.random() < 0.8)
    title(draw)
    if kind == "areas":
        chance.choice((area_in_cells, area_in_cells, varied_area))(draw)
    else:
        plain_area(draw)
    money(draw)
    if chance.random() < 0.8:
        objectives(draw)
    made = chance.choice(MAKINGS[kind])
    made(draw)
    tail(draw)
    merged = chance.random() < 0.8
    return {
        "name": f"{kind}-{half + 3}-{number + 1}: {made.__name__}{'' if merged else ', unmerged'}",
        "sheet": draw.canvas.shown(merged=merged),
        "truth": draw.truth,
    }


def main() -> None:
    number = int(sys.argv[1])
    contents = yaml.safe_load((FOLDER / "contents.yaml").read_text(encoding="utf-8"))
    invented = yaml.safe_load((FOLDER / "more_words.yaml").read_text(encoding="utf-8"))
    for kind in MAKINGS:
        drawn = [_made(kind, number - 3, at, contents, invented) for at in range(FORMS)]
        text = yaml.dump(
            drawn, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=4000, default_flow_style=None
        )
        (FOLDER / f"{kind}_{number}.yaml").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
