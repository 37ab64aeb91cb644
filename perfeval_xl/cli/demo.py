"""``perfeval demo``: the whole job on the samples that ship with the program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import PATH, verbose_option
from perfeval_xl.report.width import shorten

_FILLED = "填报"
_RESULTS = "结果"

_HELP = """\
用随附样例跑一遍全过程：样例放入 DIR/填报，评分结果放入 DIR/结果，并说明该打开哪些文件。

已有的样例文件不会被覆盖，可以改动后再运行一次看结果的变化。

示例：
  perfeval demo
  perfeval demo -o 试用"""


@click.command("demo", cls=Command, help=_HELP, short_help="用随附样例跑一遍全过程")
@click.option("-o", "--output", metavar="DIR", type=PATH, default=Path("demo"), help="放样例和结果的目录（默认 demo）")
@verbose_option
def command(output: Path) -> int:
    """Copy the samples, run the batch on them, tell what to open; problems in samples are meant to be there."""
    from perfeval_xl.batch import score_folder
    from perfeval_xl.batch.journal import read_records
    from perfeval_xl.batch.layout import RESULTS, SUMMARY
    from perfeval_xl.report.text_output import table

    filled, results = output / _FILLED, output / _RESULTS
    kept = _copy_samples(filled)
    if kept:
        say(f"{filled} 中已有 {kept} 个同名样例，没有覆盖。")
    score_folder(filled, results)
    records = list(read_records(results))
    rows: list[tuple[str, ...]] = [("工作簿", "项目/单位", "得分", "等级", "错误", "警告", "提示")]
    rows += [row for record in records for row in _rows(record)]
    click.echo("\n".join(table(rows)))
    click.echo("")
    click.echo("请打开：")
    click.echo(f"  {results / SUMMARY}  汇总：名次、等级、问题，可点击跳到单元格")
    marked = _most_problems(records)
    if marked is not None:
        click.echo(f"  {results / marked}  评过分的自评表（看“评分结果”“问题清单”两张表）")
    click.echo(f"  {results / RESULTS}  供程序读取的明细")
    return CLEAN


def _copy_samples(filled: Path) -> int:
    """Copy what is not there yet; returns how many were there already and differ."""
    from perfeval_xl.resources import data_folder

    filled.mkdir(parents=True, exist_ok=True)
    kept = 0
    for sample in sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx")):
        target = filled / sample.name
        if not target.exists():
            shutil.copyfile(sample, target)
        elif target.read_bytes() != sample.read_bytes():
            kept += 1
    return kept


def _rows(record: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    from perfeval_xl.report.summary_lines import form_lines

    for line in form_lines(record):
        counts = (str(count or "") for count in (line.errors, line.warnings, line.hints))
        name = line.project or line.unit or line.sheet or line.status
        score = "—" if line.score is None else str(line.score)
        yield (shorten(line.file, 40), shorten(name, 36), score, line.grade or "—", *counts)


def _most_problems(records: list[dict[str, Any]]) -> str | None:
    """The scored copy with the most issues."""
    written = [record for record in records if record["output"]]
    return max(written, key=lambda record: len(record["issues"]))["output"] if written else None
