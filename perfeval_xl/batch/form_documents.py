"""Self-evaluations that were handed in as Word documents, PDFs or pictures, which a batch of workbooks would pass over.

Reports and stamped copies lie beside nearly every workbook, so only a file whose name says 自评表 is told, and only
where no workbook of the same folder bears that name: 水务局自评表（盖章）.pdf beside 水务局自评表.xlsx is its copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

_KINDS = frozenset(
    (
        *(".doc", ".docx", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".htm", ".html", ".mht"),
        *(".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff"),
    )
)
_SAYS_SO, _SAYS_ELSE = "自评表", ("报告", "说明", "通知", "模板", "样表", "目标", "report")
_NO_NAME = re.compile(
    r"自评表|绩效|自评|项目|支出|部门|单位|整体|预算|年度|[0-9]{4}年?|盖章|签章|签字|扫描件?|电子|正式|最终|终稿|定稿|副本|版"
    r"|[\s()\[\]（）【】〔〕《》_.、—－+-]|[0-9]+"
)
"""What does not tell one unit's or project's form from another's."""
_LONGEST = 255
"""Signs of a file's name."""


def forms_in_documents(names: Iterable[str], workbooks: Iterable[str]) -> Iterator[str]:
    """Of the files of one folder those that are self-evaluations, by their names, of which it has no workbook."""
    found = [name for name in names if _is_form(name)]
    if not found:
        return
    known = [_core(name) for name in workbooks]
    for name in found:
        core = _core(name)
        if not any(core in other or other in core for other in known):
            yield name


def _is_form(name: str) -> bool:
    path = PurePosixPath(name)
    if path.suffix.lower() not in _KINDS or name.startswith((".", "~$")):
        return False
    return _SAYS_SO in path.stem and not any(word in path.stem for word in _SAYS_ELSE)


def _core(name: str) -> str:
    return _NO_NAME.sub("", PurePosixPath(name).stem[:_LONGEST])
