"""``perfeval proofread``: the numbers in a report's prose, recomputed and held against the form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfeval_xl.cli.console import colour, say
from perfeval_xl.cli.exits import Tally
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.new_files import new_file
from perfeval_xl.cli.options import PATH, fail_on_option, format_option, rules_option, verbose_option
from perfeval_xl.cli.reports import reports_of

if TYPE_CHECKING:
    from perfeval_xl.proofreading import Proofreading

_HELP = """\
校对自评报告（.docx、.pdf、.txt、.md；装有 LibreOffice 时还有 .doc、.wps、.rtf、.odt）里的数：能算的都重算一遍，
同一件事写了两个数的指出来；给出自评表时，还与表里的数逐一核对。脚注、尾注、页眉、页脚、文本框也校对。报告原件不改动。

给几份报告或一个文件夹（连同下级文件夹）时逐份校对，一份读不了不影响其余。

PDF 要有文字层，并装上 pdfplumber（pip install "perfeval-xl[pdf]"）；扫描件读不了。

示例：
  perfeval proofread 自评报告.docx
  perfeval proofread 自评报告.docx --form 自评表.xlsx -o 自评报告.批注.docx
  perfeval proofread 自评报告.txt --format json
  perfeval proofread 报送材料"""


@click.command("proofread", cls=Command, help=_HELP, short_help="校对报告文字中的数，可与自评表核对")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=PATH)
@click.option("--form", metavar="FILE", type=PATH, help="报告所说的自评表，逐一核对其中的数")
@click.option("-o", "--output", metavar="DOCX", type=PATH, help="另存一份带批注的 .docx（原件不动）")
@rules_option
@format_option("text", "json")
@fail_on_option
@verbose_option
def command(
    reports: tuple[Path, ...], form: Path | None, output: Path | None, rules: str | None, format_: str, fail_on: str
) -> int:
    """Proofread report by report; returns the exit code."""
    from perfeval_xl.proofreading import proofread_file, proofread_files

    sources = reports_of(reports)
    tally = Tally()
    if len(sources) > 1:
        if output is not None:
            raise click.UsageError("-o 一次只写一份报告的批注副本，请只给一份报告")
        found = 0
        for done in proofread_files(sources, form=form, rules=rules):
            _tell(done, tally, format_)
            found += len(done.findings)
        say(f"共校对 {len(sources)} 份报告，发现 {found} 处问题。")
        return tally.code(fail_on)
    (report,) = sources
    if output is not None:
        if output.resolve() == report.resolve():
            raise click.UsageError("-o 不能与报告原件是同一个文件")
        output = new_file(output, ".docx", "批注")
    kept = _kept(output)
    _tell(proofread_file(report, form=form, output=output, rules=rules), tally, format_)
    if kept is not None and output is not None and _still_there(kept, output):
        say(f"“{output}”原来的内容已备份为：{kept}")
    return tally.code(fail_on)


def _tell(done: Proofreading, tally: Tally, format_: str) -> None:
    """Put out what became of one report."""
    from perfeval_xl.report.proofread_output import findings_json, findings_text

    tally.add(done.status, (finding.issue.severity for finding in done.findings))
    if format_ == "json":
        from perfeval_xl.report.json_output import dump_line

        click.echo(dump_line(findings_json(done.document, done.status, done.error, done.findings, done.notes)))
    else:
        click.echo(findings_text(done.document, done.findings, done.failure, undone=done.undone, colour=colour()))
    if done.output is not None:
        say(f"已写入：{done.output}")
    for note in done.notes:
        say(note)
    if done.failure is not None and format_ == "json":
        say(f"{done.failure.message}；{done.failure.remedy}（{done.failure.code}）")


def _kept(output: Path | None) -> Path | None:
    """A backup of what lies at the output's place: a person may have gone on writing in it."""
    from perfeval_xl.workbook.atomic import backup_of

    return backup_of(output) if output is not None and output.is_file() else None


def _still_there(kept: Path, output: Path) -> bool:
    """Drop a backup that equals what lies at the output's place now; whether it was worth keeping."""
    if kept.read_bytes() != output.read_bytes():
        return True
    kept.unlink()
    return False
