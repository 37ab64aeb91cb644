"""Why a report cannot be read, each cause in one sentence with one remedy."""

from __future__ import annotations

from perfeval_xl.issues import IssueKind, Severity

_SAVE_AS = "请用 Word 或 WPS 打开它，另存为“Word 文档(.docx)”后再试"

OTHER_KIND = IssueKind(
    code="IO-70",
    severity=Severity.ERROR,
    title="不是能校对的报告",
    message="“{file}”是{what}，校对读的是 .docx、.pdf、.txt 和 .md，装有 LibreOffice 时还有 .doc、.wps、.rtf、.odt",
    remedy=_SAVE_AS,
)
WORKBOOK = IssueKind(
    code="IO-80",
    severity=Severity.ERROR,
    title="是工作簿，不是报告",
    message="“{file}”是{what}，不是报告",
    remedy="要检查其中的自评表，请用 perfeval check（扩展名应是 {suffix}）；要校对报告，请提供 .docx、.pdf 或 .txt",
)
DAMAGED = IssueKind(
    code="IO-71",
    severity=Severity.ERROR,
    title="Word 文档损坏",
    message="“{file}”不是完好的 Word 文档（{detail}）",
    remedy=_SAVE_AS,
)
UNKNOWN_ENCODING = IssueKind(
    code="IO-72",
    severity=Severity.ERROR,
    title="文字编码无法识别",
    message="“{file}”的文字既不是 UTF-8 也不是 GB18030 编码，无法读取",
    remedy="请用记事本打开它，另存时编码选 UTF-8",
)
NO_TEXT = IssueKind(
    code="IO-73",
    severity=Severity.ERROR,
    title="报告里没有文字",
    message="“{file}”里没有可以校对的文字（{detail}）",
    remedy="请确认没有选错文件、内容已经保存；扫描件和图片里的文字读不出来，请提供可以选中文字的 .docx 或 .txt",
)
NO_PROGRAM = IssueKind(
    code="IO-75",
    severity=Severity.ERROR,
    title="没有 LibreOffice，读不了这种文档",
    message="“{file}”是{what}，要由 LibreOffice 转换后才能读，本机没有找到 LibreOffice",
    remedy=f"请安装 LibreOffice；或{_SAVE_AS.removeprefix('请')}",
)
NOT_CONVERTED = IssueKind(
    code="IO-76",
    severity=Severity.ERROR,
    title="LibreOffice 没有把文档转换好",
    message="LibreOffice 没有把“{file}”（{what}）转换成能读的文档，文件可能损坏或设有密码",
    remedy=_SAVE_AS,
)
NO_PDF_LIBRARY = IssueKind(
    code="IO-77",
    severity=Severity.ERROR,
    title="没有装读 PDF 的程序库",
    message="“{file}”是 PDF，要装上 pdfplumber 才能读",
    remedy='请运行 pip install "perfeval-xl[pdf]"；或提供这份文件的 .docx',
)
PDF_DAMAGED = IssueKind(
    code="IO-78",
    severity=Severity.ERROR,
    title="PDF 打不开",
    message="“{file}”没有读取：{detail}",
    remedy="请提供这份文件的 .docx，或没有密码的 PDF",
)
PDF_NO_TEXT = IssueKind(
    code="IO-79",
    severity=Severity.ERROR,
    title="PDF 里没有可靠的文字",
    message="“{file}”里没有可靠的文字（{detail}）",
    remedy="请提供这份文件的 .docx，或由 Word、WPS 直接导出的 PDF",
)
PDF_DOUBTFUL = IssueKind(
    code="IO-27",
    severity=Severity.ERROR,
    title="PDF 里的表格读不准",
    message="“{file}”{table}读不准（{detail}），没有采用",
    remedy="请提供这份文件的 .xlsx 或 .docx",
)
NO_COMMENTS = IssueKind(
    code="IO-74",
    severity=Severity.ERROR,
    title="不能加批注",
    message="“{file}”不是 Word 文档，不能写出带批注的副本",
    remedy="请提供 .docx 报告；其他报告的问题请看屏幕上的清单或用 --format json",
)
TOO_SLOW = IssueKind(
    code="IO-88",
    severity=Severity.ERROR,
    title="报告太复杂，超过时限",
    message="校对“{file}”超过{seconds}秒仍未完成，已停下",
    remedy="请确认文件没有损坏、不是图纸；可另存为“Word 文档(.docx)”或只留正文后再试",
)
TOO_LARGE = IssueKind(
    code="IO-89",
    severity=Severity.ERROR,
    title="读报告占用内存过大",
    message="校对“{file}”时占用内存超过上限（1 GiB），已停下",
    remedy="文件可能损坏或结构异常，请用 Word 或 WPS 打开，删去无关内容后另存为“Word 文档(.docx)”再试",
)
CRASHED = IssueKind(
    code="IO-96",
    severity=Severity.ERROR,
    title="读报告的进程意外退出",
    message="校对“{file}”时进程意外退出，文件多半过大或已损坏",
    remedy=_SAVE_AS,
)
UNFORESEEN = IssueKind(
    code="IO-97",
    severity=Severity.ERROR,
    title="校对时出现未预料的错误",
    message="校对“{file}”时出现未预料的错误（{detail}）",
    remedy="请用 perfeval -v proofread 单独校对这份报告，把显示的内容反馈给维护人员",
)
