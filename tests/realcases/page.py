"""The generated page docs/accuracy.md: layout families x what is read, and the score over all cases."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.realcases.building import build
from tests.realcases.layouts import LAYOUTS
from tests.realcases.loading import Case, all_cases
from tests.realcases.looks import LOOKS
from tests.realcases.measuring import Tally, measure

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"


@dataclass
class Corpus:
    """The figures of all cases, per layout and together."""

    families: dict[str, Tally] = field(default_factory=dict)
    sizes: Counter[str] = field(default_factory=Counter)
    total: Tally = field(default_factory=Tally)
    cases: dict[int, Tally] = field(default_factory=dict)


@cache
def measured() -> Corpus:
    """Build and measure every case once."""
    corpus = Corpus()
    with tempfile.TemporaryDirectory() as folder:
        for case in all_cases():
            tally = measure(build(case, Path(folder)))
            corpus.cases[case.number] = tally
            corpus.families.setdefault(case.layout, Tally()).add(tally)
            corpus.sizes[case.layout] += 1
            corpus.total.add(tally)
    return corpus


def accuracy_page(corpus: Corpus) -> str:
    """The page, in Chinese."""
    lines = [
        "<!-- 由 python -m tests.realcases --write 生成（make accuracy），请勿手改 -->\n",
        "# 真实自评表上的准确度\n",
        f"{len(all_cases())}份公开的真实自评表（隐去单位）按各地版式重排成工作簿，逐格核对读到的位置、比较方式、数值、"
        "执行率、得分，以及原表里公开的算术错误有没有在出错的单元格上报出来。期望值由人按公开内容另行写出，见 tests/realcases/cases。\n",
        "每份的版面细节各不相同：起始单元格、附件行、单位行、标题加空格或换行、全角字符、合并或不合并、隐藏行、空行空列、"
        "文本型数字、百分比格式、另有说明页。\n",
        "| 版式 | 份数 | 找到表 | 找对格 | 比较方式 | 数值 | 执行率 | 得分 | 公开的错误 | 其他应报 | 误报 |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_line(LAYOUTS[name].name, corpus.sizes[name], tally) for name, tally in sorted(corpus.families.items())]
    lines.append(_line("**合计**", sum(corpus.sizes.values()), corpus.total))
    lines.append(
        f"\n报出的问题中属实的占 {_percent(corpus.total.true_alarms, corpus.total.true_alarms + len(corpus.total.false_alarms))}"
        f"（{corpus.total.true_alarms} 条属实，{len(corpus.total.false_alarms)} 条误报；错误级的都算，警告级的算涉及数字的）。"
        "“其他应报”是原表没有列为错误、但照表面看属实而必须报的，如必填栏为空、超额完成没有说明。\n"
    )
    lines.append(
        f"另外，{len(LAYOUTS)}种版式（包括没有公开案例的上海、云南公开14表、湖北多个年度目标、执行监控表）各用一张没有错误的表，在"
        f"{len(LOOKS)}种版面下逐格核对，不得有一处读错或误报；再一次改错一处，必须报在出错的单元格上（tests/realcases 的 "
        "test_every_look.py、test_slips.py）。评分只写结果格，见 test_writing.py。\n"
    )
    lines += _missed(corpus) + _out_of_scope(all_cases())
    return "\n".join(lines) + "\n"


def _line(name: str, size: int, tally: Tally) -> str:
    metrics = ("forms", "cells", "comparators", "values", "rates", "scores", "published", "also")
    cells = [_share(tally, metric) for metric in metrics]
    return f"| {name} | {size} | " + " | ".join(cells) + f" | {len(tally.false_alarms)} |"


def _share(tally: Tally, metric: str) -> str:
    chances = tally.chances[metric]
    return f"{tally.hits[metric]}/{chances}" if chances else "—"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def _missed(corpus: Corpus) -> list[str]:
    lines = ["## 没有读对或没有报出的\n"]
    lines += [f"- {miss}" for miss in corpus.total.misses] or ["没有。"]
    if corpus.total.false_alarms:
        lines += ["\n## 误报\n", *(f"- {alarm}" for alarm in corpus.total.false_alarms)]
    return lines


def _out_of_scope(cases: tuple[Case, ...]) -> list[str]:
    lines = ["\n## 工作簿核对管不到的公开错误\n", "| 案例 | 说法 | 为什么 |", "|---|---|---|"]
    lines += [
        f"| {case.number:03d}（{case.province}） | {what} | {why} |"
        for case in cases
        for what, why in case.out_of_scope
    ]
    return lines
