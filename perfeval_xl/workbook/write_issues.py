"""Why a workbook cannot be written back: one code, one Chinese sentence and one remedy for each cause."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from perfeval_xl.issues import IssueKind, Severity, WorkbookError
from perfeval_xl.workbook.read_issues import Unreadable, file_name

UNNAMED = "工作簿"
"""The title of a workbook in memory whose file nobody named."""
_RESAVE = "请用 Excel 或 WPS 打开它，另存为新的“Excel 工作簿(.xlsx)”后再评分"
_ELSEWHERE = "请把该单元格的结果改填到普通单元格，或在 Excel 中手工填写；评分结果仍可用“check”命令查看"


def _error(code: str, title: str, message: str, remedy: str) -> IssueKind:
    return IssueKind(code, Severity.ERROR, title, message, remedy)


DAMAGED_PACKAGE = _error("IO-40", "压缩结构损坏", "“{file}”的压缩结构损坏，不能写回（{detail}）", _RESAVE)
ODD_PACKAGE = _error("IO-41", "压缩结构特殊", "“{file}”的压缩结构特殊，不能保证无损写回（{detail}）", _RESAVE)
SIGNED = _error(
    "IO-42", "有数字签名", "“{file}”带有数字签名，写入会使签名失效", "请先在 Excel 中删除数字签名并保存，再评分"
)
MACROS = _error(
    "IO-43",
    "带宏的工作簿",
    "“{file}”带有宏，不能存成“{name}”这种不含宏的文件名，否则 Excel 打不开",
    "请把输出文件名的扩展名改为 .xlsm，或让它与原文件相同",
)
ODD_PART = _error("IO-44", "部件写法特殊", "“{file}”的部件 {part} 写法特殊（{detail}），不能保证无损写回", _RESAVE)
NO_SHEET = _error(
    "IO-45",
    "找不到工作表",
    "“{file}”里没有名为“{name}”的工作表，结果无处可写",
    "请检查工作表是否被改名或删除，再评分",
)
ARRAY = _error("IO-46", "数组公式区域", "“{file}”的单元格 {place} 在数组公式或模拟运算表内，不能单独改写", _ELSEWHERE)
TABLE_HEADER = _error("IO-47", "表格标题行", "“{file}”的单元格 {place} 是“表格”的标题，不能改写", _ELSEWHERE)
PIVOT = _error("IO-48", "数据透视表", "“{file}”的单元格 {place} 在数据透视表内，写入的值会被刷新覆盖", _ELSEWHERE)
SHARED_FORMULA = _error(
    "IO-49", "共享公式", "“{file}”的单元格 {place} 的共享公式无法交接给其他单元格（{detail}）", _RESAVE
)
BAD_VALUE = _error(
    "IO-50", "无法写入的数值", "“{file}”的单元格 {place} 要写入的数值不是有限小数", "请检查该行的数据后重新评分"
)
BAD_RECORD = _error(
    "IO-51",
    "评分记录损坏",
    "“{file}”里的评分记录（{detail}）已损坏，分不清哪些内容是原来填的、哪些是评分写的，没有改动文件",
    "请用评分前的原文件或备份重新评分；都没有的，把填报的工作表复制到新工作簿，核对其中的得分和评语后再评分",
)
DISK_FULL = _error("IO-52", "磁盘已满", "磁盘空间不足，“{file}”没有写成，原文件未受影响", "请清理磁盘空间后重试")
NO_WRITE_PERMISSION = _error(
    "IO-53",
    "没有写入权限",
    "没有权限写入“{file}”，原文件未受影响",
    "请取消文件或文件夹的只读属性，或换一个输出位置后重试",
)
READ_ONLY = _error(
    "IO-54", "位置只读", "“{file}”所在的磁盘或文件夹是只读的，没有写入", "请用 -o 指定一个可写的输出位置后重试"
)
IN_USE = _error(
    "IO-55",
    "文件被占用",
    "“{file}”正被其他程序占用，无法替换，原文件未受影响",
    "请在 Excel 或 WPS 中关闭该文件后重试",
)
NOT_WRITTEN = _error(
    "IO-56", "写入失败", "写入“{file}”时出错（{detail}），原文件未受影响", "请检查磁盘、网络位置和文件名后重试"
)


CHANGED_MEANWHILE = _error(
    "IO-58",
    "评分期间文件被改动，结果另存",
    "“{file}”在评分期间被其他程序改动，没有覆盖它，评分结果另存为“{other}”",
    "请以改动后的文件重新评分，再删去另存的一份",
)
OWN_TABLE = _error(
    "IO-59",
    "评分结果被转成了“表格”",
    "“{file}”的工作表“{place}”里，本工具写的内容被转成了“表格”（超级表），重新评分会与它的列名冲突，没有写入",
    "请在该表格上右键选“表格→转换为区域”，或删除该工作表，保存后重新评分",
)


class RefusedError(Exception):
    """Raised where the file's name is not known; :meth:`named` makes the error that leaves the patcher.

    ``facts`` fill the kind's templates; ``sheet`` and ``cell`` are the place, where there is one.
    """

    def __init__(self, kind: IssueKind, *, sheet: str | None = None, cell: str | None = None, **facts: object) -> None:
        super().__init__(kind.title)
        self.kind = kind
        self.sheet = sheet
        self.cell = cell
        self.facts = facts

    def named(self, title: str) -> WorkbookError:
        """The same refusal as an issue that names the file ``title`` by its last part."""
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet or ""
        return WorkbookError(self.kind.at(self.sheet, self.cell, file=file_name(title), place=place, **self.facts))


@contextmanager
def naming(title: str) -> Iterator[None]:
    """Turn refusals of parts, which know no file, into errors that name ``title``.

    Raises:
        WorkbookError: for each refusal inside.
    """
    try:
        yield
    except (RefusedError, Unreadable) as refusal:
        raise refusal.named(title) from refusal
    except UnicodeDecodeError as error:
        raise RefusedError(ODD_PART, part="XML", detail="不是合法的 UTF-8").named(title) from error
