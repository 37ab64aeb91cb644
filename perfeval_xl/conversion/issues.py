"""Why a workbook that cannot be patched cannot be copied either."""

from __future__ import annotations

from perfeval_xl.issues import IssueKind, Severity

NOT_IN_PLACE = IssueKind(
    code="IO-34",
    severity=Severity.ERROR,
    title="这种格式不能写回原文件",
    message="“{file}”是{what}，结果不能直接写进原文件",
    remedy="请不用 --in-place：结果会写到旁边的 .xlsx 副本里，原文件不动；或先另存为 .xlsx 再用 --in-place",
)
NO_LIBREOFFICE = IssueKind(
    code="IO-35",
    severity=Severity.ERROR,
    title="没有找到 LibreOffice",
    message="“{file}”要求由 LibreOffice 转换，但本机没有找到 LibreOffice",
    remedy="请安装 LibreOffice，或改用 --convert own（由本工具复制）",
)
NOT_CONVERTED = IssueKind(
    code="IO-36",
    severity=Severity.ERROR,
    title="LibreOffice 转换失败",
    message="LibreOffice 没有把“{file}”转换好（{detail}）",
    remedy="请改用 --convert own（由本工具复制），或用 Excel、WPS 打开后另存为 .xlsx 再评分",
)
NOT_COPIED = IssueKind(
    code="IO-37",
    severity=Severity.ERROR,
    title="无法复制为 .xlsx",
    message="“{file}”无法复制为 .xlsx，没有写出结果（{detail}）",
    remedy="请用 Excel 或 WPS 打开它，另存为“Excel 工作簿(.xlsx)”后再评分；结果仍可用“check”命令查看",
)
