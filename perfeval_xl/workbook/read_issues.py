"""Why a workbook cannot be read: one code, one Chinese sentence and one remedy for each cause."""

from __future__ import annotations

import re
from pathlib import PurePath

from perfeval_xl.issues import IssueKind, Severity, WorkbookError

_SAVE_AS = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿(.xlsx)”后再试"
_REPAIR = "请用 Excel 或 WPS 打开它（如提示修复请选“是”），另存为新的 .xlsx 文件后再试；打不开时请找回备份或重新获取"


def _error(code: str, title: str, message: str, remedy: str) -> IssueKind:
    return IssueKind(code, Severity.ERROR, title, message, remedy)


NOT_FOUND = _error("IO-01", "文件不存在", "找不到文件“{file}”", "请检查文件名和所在文件夹是否写对")
NO_PERMISSION = _error(
    "IO-02", "没有读取权限", "没有权限读取“{file}”", "请关闭正在独占它的程序，或让管理员开放读取权限后再试"
)
NOT_A_FILE = _error(
    "IO-03",
    "不是普通文件",
    "“{file}”是{what}，不是工作簿文件",
    "请指定具体的 .xlsx 文件；整个文件夹请用 perfeval batch",
)
CANNOT_READ = _error(
    "IO-04", "读取中断", "读取“{file}”时出错（{detail}）", "请检查磁盘或网络连接，把文件复制到本机后再试"
)
TOO_BIG = _error(
    "IO-05",
    "文件太大",
    "“{file}”有 {size} MB，超过 {limit} MB 的上限",
    "请删除其中与自评无关的图片和工作表，或只保留自评表另存后再试",
)
EMPTY = _error("IO-06", "空文件", "“{file}”是 0 字节的空文件", "请重新导出或向提供人重新索取该文件")
OWNER_FILE = _error(
    "IO-07",
    "临时占用文件",
    "“{file}”是表格软件打开文件时留下的临时占用文件，不是工作簿",
    "请改选去掉“~$”等前缀的同名文件，并先在表格软件中关闭它",
)
PASSWORD = _error(
    "IO-08",
    "有打开密码",
    "“{file}”设有打开密码，无法读取",
    "请用 Excel 或 WPS 打开它，在“文件—信息—保护工作簿”中取消密码并保存后再试",
)
CORRUPT_XLS = _error(
    "IO-09",
    "旧版工作簿损坏",
    "“{file}”是旧版工作簿(.xls/.et)，但内容已损坏或不完整，无法读取（{detail}）",
    _REPAIR,
)
CORRUPT_ODS = _error(
    "IO-10",
    "ODF 工作簿损坏",
    "“{file}”是 OpenDocument 表格(.ods)，但内容已损坏或不是表格，无法读取（{detail}）",
    _REPAIR,
)
BINARY_XLSB = _error("IO-11", "二进制 .xlsb 格式", "“{file}”是 Excel 二进制(.xlsb)格式，暂不支持", _SAVE_AS)
HTML = _error("IO-12", "网页冒充工作簿", "“{file}”的内容其实是网页(HTML)，只是用了表格文件的名字", _SAVE_AS)
TEXT = _error("IO-13", "文本冒充工作簿", "“{file}”的内容其实是纯文本或 CSV，不是工作簿", _SAVE_AS)
XML_SPREADSHEET = _error(
    "IO-14", "XML 冒充工作簿", "“{file}”的内容其实是 XML 文本（如 XML 表格 2003），不是 .xlsx 工作簿", _SAVE_AS
)
NOT_A_WORKBOOK = _error("IO-15", "不是工作簿", "“{file}”不是工作簿，而是{what}", "请改选 .xlsx 格式的自评表文件")
UNKNOWN = _error("IO-16", "无法识别的格式", "“{file}”的内容不是能识别的表格格式，可能已损坏或被加密软件加密", _SAVE_AS)
CORRUPT_ZIP = _error("IO-17", "压缩结构损坏", "“{file}”已损坏，内部压缩数据不完整或校验不符（{detail}）", _REPAIR)
ZIP_BOMB = _error(
    "IO-18",
    "解压后过大",
    "“{file}”解压后的内容超出安全上限（{detail}），没有继续读取",
    "请确认文件来源；确属正常文件时，请只保留自评表另存后再试",
)
DOCTYPE = _error(
    "IO-19",
    "含有 DTD 声明",
    "“{file}”的部件 {part} 含有 DTD 声明，正常工作簿没有，为安全起见没有读取",
    "请确认文件来源；确属正常文件时，请用 Excel 或 WPS 打开并另存为 .xlsx 后再试",
)
HUGE_RANGE = _error(
    "IO-20",
    "表格范围过大",
    "“{file}”的工作表“{name}”从 A1 用到了 {corner}，超出可处理的范围",
    "请删除表格以外远处的多余内容（选中多余的行、列后删除），保存后再试",
)
LYING_COUNT = _error(
    "IO-21",
    "内部计数不实",
    "“{file}”的部件 {part} 声称有 {claimed} 个文本，实际只有 {actual} 个，为安全起见没有读取",
    _REPAIR,
)
TOO_MANY_MERGES = _error(
    "IO-22",
    "合并单元格过多",
    "“{file}”的工作表“{name}”有 {count} 处合并单元格，超过 {limit} 处的上限",
    "请取消表格以外多余的合并单元格，保存后再试",
)
CORRUPT_WORKBOOK = _error("IO-23", "工作簿内容损坏", "“{file}”的内容已损坏，无法读取（{detail}）", _REPAIR)
NO_WORKSHEET = _error(
    "IO-24",
    "没有工作表",
    "“{file}”里没有任何可读取的工作表",
    "请确认文件里有填好的自评表（图表页、宏表页不能评分），另存后再试",
)
READER_CRASH = _error("IO-25", "读取程序出错", "读取“{file}”时解析程序意外出错（{detail}）", _REPAIR)
OPEN_ELSEWHERE = IssueKind(
    "IO-26",
    Severity.WARNING,
    "文件正被打开",
    "“{file}”可能正被他人或另一窗口打开，读到的是最近一次保存的内容",
    "请先在表格软件中保存并关闭它，再重新评分",
)


_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that would break a line of text, turn its direction or not encode at all."""


class Unreadable(Exception):  # noqa: N818 - a refusal, turned into a WorkbookError at the door
    """Raised inside the reader, where the file's name is not known; :meth:`named` makes the error that leaves it.

    ``facts`` fill the kind's templates; ``sheet`` is the worksheet at fault, where it is one.
    """

    def __init__(self, kind: IssueKind, *, sheet: str | None = None, **facts: object) -> None:
        super().__init__(kind.title)
        self.kind = kind
        self.sheet = sheet
        self.facts = facts

    def named(self, title: str) -> WorkbookError:
        """The same refusal as an issue that names the file ``title`` by its last part."""
        return WorkbookError(self.kind.at(self.sheet, file=file_name(title), name=self.sheet or "", **self.facts))


def file_name(title: str) -> str:
    """The last part of a path, fit for one line of text on any console."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", PurePath(title).name or title)
