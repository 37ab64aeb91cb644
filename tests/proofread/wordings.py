"""Sentences that say one published rate in several wordings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"

COMPLETION = (
    "全年预算数{base}{unit}，执行数{part}{unit}，预算执行率{rate}。",
    "累计支出{part}{unit}，完成年度预算{base}{unit}的{rate}。",
    "年初预算为{base}{unit}，支出决算为{part}{unit}，完成年初预算的{rate}。",
    "全年目标任务{base}{unit}，实际完成{part}{unit}，完成率为{rate}，工作有序推进。",
    "本年完成{part}{unit}，为全年计划{base}{unit}的{rate}。",
)
SHARE = (
    "总支出{base}{unit}，其中重点支出{part}{unit}，占{rate}。",
    "全年总量{base}{unit}，其中甲类{part}{unit}，占总数的{rate}。",
    "共{base}{unit}，其中乙类{part}{unit}（占{rate}）。",
)
RISE = (
    "今年实现{current}{unit}，比上年增加{part}{unit}，增长{rate}。",
    "由{base}{unit}增加到{current}{unit}，增长{rate}。",
    "上年{base}{unit}，今年{current}{unit}，同比增长{rate}。",
    "全年{current}{unit}，较上年的{base}{unit}增加{part}{unit}，增幅为{rate}。",
)
FALL = (
    "今年支出{current}{unit}，比上年减少{part}{unit}，下降{rate}。",
    "由{base}{unit}减少到{current}{unit}，下降{rate}。",
    "上年{base}{unit}，今年{current}{unit}，同比下降{rate}。",
    "全年{current}{unit}，较上年的{base}{unit}减少{part}{unit}，降幅为{rate}。",
)


@dataclass(frozen=True)
class Sample:
    """One sentence and whether its rate is right."""

    sentence: str
    right: bool


def samples() -> Iterator[Sample]:
    for line in (DATA / "rates.csv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, base, part, current, unit, rate, ok = line.split(",")
        wordings = COMPLETION if kind == "completion" else SHARE
        if kind == "growth":
            rises = Decimal(current) > Decimal(base)
            wordings = RISE if rises else FALL
        for wording in wordings:
            facts = {"base": base, "part": part, "current": current, "unit": unit, "rate": rate.lstrip("-")}
            yield Sample(wording.format(**facts), ok == "true")
