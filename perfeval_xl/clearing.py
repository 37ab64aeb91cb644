"""Taking our results out of a workbook file again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.issues import IssueKind, Severity, WorkbookError
from perfeval_xl.workbook.atomic import backup_of, dropped_on_failure, write_atomic
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.copies import keep_aside
from perfeval_xl.workbook.readers.sniffing import FileKind, sniff
from perfeval_xl.workbook.reading import read_content, read_workbook
from perfeval_xl.workbook.record.lines import own_sheet_names

CHANGED = IssueKind(
    code="IO-31",
    severity=Severity.ERROR,
    title="清除期间文件被改动",
    message="“{file}”在清除期间被其他程序改动，为避免覆盖新内容没有写回",
    remedy="请关闭其他正在使用该文件的程序后重新清除",
)
NOTHING_OF_OURS = IssueKind(
    code="IO-32",
    severity=Severity.ERROR,
    title="文件里没有评分记录",
    message="“{file}”里没有本工具写入的评分结果，没有可清除的内容",
    remedy="无需处理；如文件由其他工具评过分，请用原工具清除",
)
NOT_CLEARABLE = IssueKind(
    code="IO-38",
    severity=Severity.ERROR,
    title="这种格式不能清除",
    message="“{file}”不是 .xlsx 类的工作簿，其中的评分结果不能直接清除",
    remedy="请用 Excel 或 WPS 打开它，另存为“Excel 工作簿(.xlsx)”后再清除",
)


@dataclass(frozen=True)
class ClearOutcome:
    """What became of one workbook whose results were to be taken out."""

    output: Path | None
    restored: int
    """Number of cells that show their earlier content again."""
    kept: tuple[str, ...]
    """Cells that a person changed after scoring; they stay as they are."""
    found: bool
    backup: Path | None = None
    unmarked: int = 0
    """Number of cells whose fill or comment of ours is gone."""
    staying: tuple[str, ...] = ()
    """Sheets of ours that stay, emptied, because people wrote on them."""


def staying_text(sheets: Sequence[str]) -> str:
    """What a person is told about sheets of ours that stay."""
    return f"{'、'.join(f'“{name}”' for name in sheets)}上有您写的内容，只清除了评分结果，工作表保留"


def clear_file(source: Path | str, output: Path | str | None = None) -> ClearOutcome:
    """Take results and marks of ours out of a workbook again, in place unless ``output`` is given.

    What lies at the place that is written to is backed up first.

    Raises:
        WorkbookError: the file cannot be read or written, or holds nothing of ours.
    """
    source = Path(source)
    content = read_content(source)
    if sniff(content) is not FileKind.OOXML:
        ours = own_sheet_names(read_workbook(content, title=source.name))  # says what else it is
        raise WorkbookError((NOT_CLEARABLE if ours else NOTHING_OF_OURS).at(file=source.name))
    cleared = clear_workbook(content, title=source.name)
    if not cleared.found:
        raise WorkbookError(NOTHING_OF_OURS.at(file=source.name))
    target = Path(output or source)
    in_place = target.resolve() == source.resolve()
    backup = backup_of(source) if in_place else keep_aside(target, cleared.content)
    with dropped_on_failure(backup):
        unchanged_or_raise(source, content)
        write_atomic(target, cleared.content)
    return ClearOutcome(target, cleared.restored, cleared.kept, True, backup, cleared.unmarked, cleared.staying)


def unchanged_or_raise(path: Path, content: bytes) -> None:
    """Make sure that a file still holds what was read from it.

    Raises:
        WorkbookError: it does not (IO-31).
    """
    if read_content(path) != content:
        raise WorkbookError(CHANGED.at(file=path.name))
