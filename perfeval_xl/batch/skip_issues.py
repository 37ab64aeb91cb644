"""Why something in the folder is not handled: one code and one sentence each, for the list of what was left out."""

from __future__ import annotations

from perfeval_xl.issues import IssueKind, Severity


def _skip(code: str, title: str, message: str, remedy: str, severity: Severity = Severity.HINT) -> IssueKind:
    return IssueKind(code, severity, title, message, remedy)


LOCK_FILE = _skip("IO-60", "临时锁文件", "办公软件打开文件时的临时锁文件", "请保存并关闭正在编辑的同名文件后重新评分")
HIDDEN_FILE = _skip("IO-61", "隐藏文件", "隐藏文件", "需要评分时请去掉文件名开头的点")
HIDDEN_FOLDER = _skip("IO-62", "隐藏目录", "隐藏目录", "需要评分时请去掉目录名开头的点")
LINK = _skip("IO-63", "符号链接", "符号链接，请把原文件放进目录", "请把链接指向的文件或目录复制进来")
LINKED_FOLDER = _skip(
    "IO-64", "目录的符号链接", "目录的符号链接，没有进入（可能绕成圈），请把原目录放进来", "请把链接指向的目录复制进来"
)
DEAD_LINK = _skip("IO-65", "失效的链接", "指向不存在的目标或绕成圈的链接", "请删除该链接，或放入原文件")
PIPE = _skip("IO-66", "管道", "不是普通文件，而是管道", "请删除它，放入真正的工作簿")
SOCKET = _skip("IO-67", "套接字", "不是普通文件，而是套接字", "请删除它，放入真正的工作簿")
DEVICE = _skip("IO-68", "设备文件", "不是普通文件，而是设备", "请删除它，放入真正的工作簿")
OWN_OUTPUT = _skip(
    "IO-69",
    "评分副本或备份",
    "本工具生成的评分副本或备份，原表就在同一目录",
    "无需处理；要评它而不评原表时，请把它移到别的目录",
)
OWN_FOLDER = _skip("IO-90", "以前的结果目录", "以前批量评分的结果目录", "无需处理；其中如有待评的工作簿请移出")
ARCHIVE = _skip("IO-91", "压缩包", "压缩包，请先解压再处理", "请解压到输入目录后重新评分")
OTHER_SHEET = _skip(
    "IO-92", "其他表格格式", "{suffix} 不是可评分的工作簿，请另存为 .xlsx", "请用 Excel 或 WPS 另存为 .xlsx"
)
FORM_AS_DOCUMENT = _skip(
    "STR-29",
    "自评表不是电子表格",
    "名称写着自评表，却是 {suffix} 文件，同一目录里也没有它的工作簿，没有评分",
    "请让单位报送能填写的电子表格（.xlsx 等）；只是盖章件或扫描件的，请把它的工作簿放在一起",
)
CLOSED_FOLDER = _skip(
    "IO-93",
    "目录无法打开",
    "目录无法打开（{detail}），其中的文件没有处理",
    "请开放该目录的读取权限后重新评分",
    Severity.ERROR,
)
GONE = _skip(
    "IO-94",
    "输入已不在",
    "以前处理过，现在输入目录里没有了；它的评分副本仍留在结果目录",
    "确认不再需要时，请手工删除结果目录中的副本",
)
OWN_SUMMARY = _skip("IO-95", "以前的汇总表", "以前批量评分的汇总表", "无需处理；输入目录本身是以前的结果目录")
OBJECTIVES = _skip("IO-99", "绩效目标表", "绩效目标表，已用来核对自评表", "无需处理")
UNANSWERED = _skip(
    "GOAL-09",
    "有绩效目标没有自评",
    "“{name}”有绩效目标，没有找到它的自评表",
    "请催报自评表；项目取消或并入其他项目的，请在备注中写明",
    Severity.WARNING,
)
