"""One click in a real LibreOffice: from the dispatch of the button's URL until the scores are in the open workbook."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.workbooks import make_workbooks
from tests.support.calc import Calc, Profile

_STARTS, _CLICKS = 3, 5


def click_report() -> Iterator[str]:
    """The section of the results; nothing where LibreOffice is missing."""
    if shutil.which("soffice") is None:
        return
    cold: list[float] = []
    warm: list[float] = []
    for _ in range(_STARTS):
        with tempfile.TemporaryDirectory(prefix="perfeval-bench-", ignore_cleanup_errors=True) as name:
            first, *later = _clicks(Path(name))
            cold.append(first)
            warm += later
    yield "## 在 LibreOffice 里按一次“评分”（六张工作表的部门整体支出自评表）\n"
    yield "从派发按钮的地址到得分、标记写入打开的工作簿；含取副本、备份、一次撤销记录。\n"
    yield "| 情形 | 中位数 毫秒 | 最慢 毫秒 |"
    yield "|---|---|---|"
    for label, times in (("第一次（启动评分进程）", cold), ("以后各次（评分进程留在内存）", warm)):
        yield f"| {label} | {statistics.median(times) * 1000:.0f} | {max(times) * 1000:.0f} |"
    yield ""


def _clicks(folder: Path) -> list[float]:
    """Seconds of the first click after LibreOffice started, and of later ones, each on a fresh workbook."""
    files = make_workbooks(folder / "files", _CLICKS)
    profile = Profile(folder)
    profile.install()
    calc = Calc(profile)
    try:
        times = []
        for file in files:
            calc.open("a", str(file))
            done, said, seconds = calc.press("a", "score")
            calc.close("a")
            if not done:
                raise RuntimeError(said)
            times.append(seconds)
        return times
    finally:
        calc.end()
