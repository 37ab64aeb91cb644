"""``make bench``: ratios against named peers, all measured in this one run, printed and kept in RESULTS.md.

``--quick`` leaves out the growth to 20,000 workbooks.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.click import click_report
from benchmarks.measuring import Cost, apart, command, median, workbooks_in
from benchmarks.mixed import make_mixed
from benchmarks.workbooks import make_workbooks

SYSTEM_PYTHON = "/usr/bin/python3"
FEW, MANY, TIMES = 30, 300, 4
RESULTS = Path(__file__).parent / "RESULTS.md"


def main(arguments: list[str]) -> None:
    quick = "--quick" in arguments
    lines = list(_report(quick))
    print("\n".join(lines))
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _report(quick: bool) -> Iterator[str]:
    yield "# 速度\n"
    command_line = "make bench" + (" --quick" if quick else "")
    yield f"`{command_line}`，{date.today()}；{_machine()}。"
    yield "只有同一次运行里的比值可比，绝对时间随机器和负载变化。\n"
    with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as name:
        root = Path(name)
        yield from _peers(root)
        yield from _mixed(root / "mixed")
        yield from _growth(root, (200, 1000) if quick else (1000, 5000, 20_000))
        yield from _cold_start(root)
        yield ""
        yield from click_report()


def _machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    packages = "，".join(f"{package} {version(package)}" for package in ("pandas", "openpyxl", "python-calamine"))
    return f"{os.cpu_count()} 个处理器（{model}），Python {platform.python_version()}，{packages}"


def _peers(root: Path) -> Iterator[str]:
    yield "## 每个工作簿的耗时\n"
    yield "本工具：读取、定位、评分、全部检查、评语、写回并落盘。朴素脚本只读、算、写，不检查。\n"
    kinds = (
        ("六张表、支出明细账、图表、形状、批注、宏（.xlsm，58 KB，工作表 XML 120 KB）", True),
        ("六张表，没有别的（.xlsx，25 KB）", False),
    )
    for title, rich in kinds:
        yield f"### 部门整体支出自评表：{title}\n"
        yield from _table(root / ("rich" if rich else "plain"), rich)


def _table(root: Path, rich: bool) -> Iterator[str]:
    few, many = root / "few", root / "many"
    make_workbooks(few, FEW, rich=rich)
    make_workbooks(many, MANY, rich=rich)
    ours = _less_start(median(lambda: _ours(many, root, 1), 3), _ours(_empty(root, rich), root, 1))
    core = _less_start(median(lambda: _ours(many, root, 1, cores=1), 3), _ours(_empty(root, rich), root, 1, cores=1))
    two = _less_start(median(lambda: _ours(many, root, 2), 3), _ours(_empty(root, rich), root, 2))
    naive = _less_start(median(lambda: apart("naive", str(few), str(_fresh(root))), 3), _imports("pandas, openpyxl"))
    rows: list[tuple[str, Cost | None, int]] = [
        ("本工具，1 个进程", ours, MANY),
        ("本工具，1 个进程，只给一个核", core, MANY),
        ("本工具，2 个进程", two, MANY),
        ("朴素脚本 pandas.read_excel+openpyxl", naive, FEW),
        ("LibreOffice（UNO，已启动）读、写80格、存", _libreoffice(few, root), FEW),
    ]
    if rich:
        rows.append(("formulas（读、编译、重算、存；带 INDEX 的公式它读不了，已换成数值）", _formulas(root), FEW // 5))
    yield "| 做法 | 墙钟 毫秒/个 | CPU 毫秒/个 | CPU 之比（本工具单进程=1） |"
    yield "|---|---|---|---|"
    base = ours.per(MANY)[1]
    for name, cost, count in rows:
        if cost is None:
            yield f"| {name} | 没有装上 | | |"
            continue
        wall, cpu = cost.per(count)
        yield f"| {name} | {wall:.1f} | {cpu:.1f} | {cpu / base:.1f} |"
    yield f"\n两个核的吞吐是一个核的 {core.wall / two.wall:.2f} 倍；是一个进程的 {ours.wall / two.wall:.2f} 倍，"
    yield "一个进程评分时主进程已在另一个核上汇总。\n"


def _mixed(root: Path) -> Iterator[str]:
    few, many = make_mixed(root / "few", 1), make_mixed(root / "many", TIMES)
    ours = _less_start(median(lambda: _ours(root / "many", root, 1), 3), _ours(_empty(root, False), root, 1))
    load = _less_start(
        median(lambda: apart("load", str(root / "few"), str(_fresh(root))), 3), _imports("pandas, openpyxl")
    )
    yield f"### 混合目录：{len(few)} 种公开的自评表版式，每种 {TIMES} 份，数字和文字都不同\n"
    yield f"多为一张表，平均 {_size(many)} KB。各地版式混在一起，按内容缓存的东西最少用得上；没有脚本认得这些表，"
    yield "朴素脚本只读、载入、保存，什么也不算。\n"
    yield "| 做法 | 墙钟 毫秒/个 | CPU 毫秒/个 | CPU 之比（本工具单进程=1） |"
    yield "|---|---|---|---|"
    base = ours.per(len(many))[1]
    for name, cost, count in (
        ("本工具，1 个进程", ours, len(many)),
        ("pandas.read_excel，openpyxl 载入、保存", load, len(few)),
    ):
        wall, cpu = cost.per(count)
        yield f"| {name} | {wall:.1f} | {cpu:.1f} | {cpu / base:.1f} |"
    yield ""


def _size(files: list[Path]) -> int:
    return round(sum(file.stat().st_size for file in files) / len(files) / 1024)


def _growth(root: Path, sizes: tuple[int, ...]) -> Iterator[str]:
    yield "## 数量增长（2 个进程，含 summary.xlsx）\n"
    yield "| 工作簿 | 墙钟 秒 | 墙钟 毫秒/个 | CPU 毫秒/个 | 最大进程内存 MiB |"
    yield "|---|---|---|---|---|"
    for size in sizes:
        folder = root / f"grow{size}"
        make_workbooks(folder, size)
        cost = _ours(folder, root, 2)
        wall, cpu = cost.per(size)
        yield f"| {size} | {cost.wall:.1f} | {wall:.2f} | {cpu:.2f} | {cost.peak:.0f} |"
        shutil.rmtree(folder)
    yield ""


def _cold_start(root: Path) -> Iterator[str]:
    one = make_workbooks(root / "one", 1)[0]
    program = str(Path(sys.executable).with_name("perfeval"))
    python = sys.executable
    yield "## 冷启动（新进程，磁盘已缓存；五次取中位数）\n"
    yield "| 命令 | 墙钟 毫秒 | CPU 毫秒 |"
    yield "|---|---|---|"
    for name, words in (
        ("python -c pass", [python, "-c", "pass"]),
        ("python -c 'import click'", [python, "-c", "import click"]),
        ("python -c 'import pandas'", [python, "-c", "import pandas"]),
        ("perfeval --version", [program, "--version"]),
        ("perfeval --help", [program, "--help"]),
        ("perfeval check 一个.xlsx", [program, "check", str(one)]),
        ("perfeval score 一个.xlsx", [program, "score", str(one)]),
    ):
        cost = median(lambda words=words: command(words), 5)  # type: ignore[misc]
        yield f"| `{name}` | {cost.wall * 1000:.0f} | {cost.cpu * 1000:.0f} |"


def _ours(folder: Path, root: Path, jobs: int, cores: int | None = None) -> Cost:
    return apart("ours", str(folder), str(_fresh(root)), str(jobs), "process", cores=cores)


def _imports(modules: str, folder: Path | None = None) -> Cost:
    return median(lambda: command([sys.executable, "-c", f"import {modules}"], folder), 3)


def _empty(root: Path, rich: bool) -> Path:
    folder = root / "start"
    if not folder.exists():
        make_workbooks(folder, 1, rich=rich)
    return folder


def _less_start(cost: Cost, start: Cost) -> Cost:
    """Without what starting costs, which no workbook is to blame for."""
    return Cost(cost.wall - start.wall, cost.cpu - start.cpu, cost.peak)


def _fresh(root: Path) -> Path:
    out = root / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    return out


def _libreoffice(folder: Path, root: Path) -> Cost | None:
    if shutil.which("soffice") is None:
        return None
    files = [str(path) for path in workbooks_in(folder)]
    script = str(Path(__file__).with_name("uno_peer.py"))
    done = subprocess.run(
        [SYSTEM_PYTHON, script, str(_fresh(root)), *files], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    figures = json.loads(done.stdout)
    return Cost(figures["wall"], figures["cpu"], 0)


def _formulas(root: Path) -> Cost | None:
    """Installed into a folder of its own: its licence is none for our dependencies."""
    place = root / "site"
    words = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(place), "formulas"]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        return None
    files = [str(path) for path in make_workbooks(root / "known", FEW // 5, rich=True, values_of="INDEX(")]
    script = str(Path(__file__).with_name("formulas_peer.py"))
    cost = command([sys.executable, "-W", "ignore", script, str(_fresh(root)), *files], place)
    return _less_start(cost, _imports("formulas", place))


if __name__ == "__main__":
    main(sys.argv[1:])
