"""What stands between a clerk and the buttons: each finding says what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.addin.building import ADDIN_NAME, built_addin
from perfeval_xl.addin.home import log_file
from perfeval_xl.addin.installing import interpreter
from perfeval_xl.addin.machine import Machine
from perfeval_xl.issues import WorkbookError
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.reading import read_workbook

_PROBE = "import perfeval_xl.version as v; print(v.VERSION); import xlwings; print(xlwings.__version__)"
_SECURITY = r"Software\{policies}Microsoft\Office\16.0\Excel\Security"
_DISABLED = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
_MACHINES = {0x14C: "32 位", 0x8664: "64 位", 0xAA64: "ARM64"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``remedy`` is empty where it is as it should be."""

    text: str
    remedy: str = ""

    @property
    def good(self) -> bool:
        return not self.remedy


def examine(machine: Machine, folder: Path | None = None) -> list[Finding]:
    """Look at everything that the buttons in Excel need, in the order in which it is needed."""
    if not machine.is_windows:
        return [
            Finding(
                "Excel 按钮只能装在 Windows 上，这台电脑不是 Windows",
                "请改用 LibreOffice 的插件，或直接用命令行：perfeval score 自评表.xlsx --in-place",
            )
        ]
    found = [*_excel(machine), *_file(machine, (folder or machine.startup_folder()) / ADDIN_NAME)]
    return [*found, *_macros(machine), _python(machine), Finding(f"日志：{log_file()}")]


def _excel(machine: Machine) -> Iterator[Finding]:
    server = _server(machine)
    if server is None:
        yield Finding(
            "没有找到 Microsoft Excel",
            "请安装 Excel 2010 或更新版本；只有 WPS 时请用 WPS 的插件或命令行 perfeval score",
        )
        return
    name = server.name.lower()
    if "wps" in str(server).lower() or name == "et.exe":
        yield Finding(
            f"“Excel.Application”被 WPS 占用（{server}），按钮会连到 WPS",
            "请在“WPS 配置工具”里取消“WPS 表格兼容第三方系统和软件”，或修复安装 Excel",
        )
        return
    yield Finding(f"Excel：{server}（{_bits(server)}，与 Python 的位数无关）")


def _server(machine: Machine) -> Path | None:
    """The program that answers to ``Excel.Application``."""
    identity = machine.registry("HKCR", r"Excel.Application\CLSID")
    if not isinstance(identity, str):
        return None
    for key in (rf"CLSID\{identity}\LocalServer32", rf"WOW6432Node\CLSID\{identity}\LocalServer32"):
        line = machine.registry("HKCR", key)
        if isinstance(line, str) and line.strip():
            return Path(_program(line.strip()))
    return None


def _program(line: str) -> str:
    """``"C:\\...\\EXCEL.EXE" /automation`` without its arguments."""
    if line.startswith('"'):
        return line[1:].partition('"')[0]
    at = line.lower().find(".exe")
    return line if at < 0 else line[: at + 4]


def _bits(program: Path) -> str:
    """Read off the program's own header."""
    try:
        with program.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return "位数未知"
    at = int.from_bytes(head[60:64], "little")
    return _MACHINES.get(int.from_bytes(head[at + 4 : at + 6], "little"), "位数未知")


def _file(machine: Machine, file: Path) -> Iterator[Finding]:
    if not file.exists():
        yield Finding(f"没有安装加载项（{file}）", "请运行 perfeval addin install，然后重新打开 Excel")
        return
    version = addin_version(file)
    if version != VERSION:
        shown = version or "读不出"
        yield Finding(
            f"加载项版本（{shown}）与程序版本（{VERSION}）不一致",
            "请关闭 Excel，运行 perfeval addin install，再打开 Excel",
        )
    elif file.read_bytes() != built_addin().read_bytes():
        yield Finding("加载项与随附的不同，可能被改动过", "请关闭 Excel，运行 perfeval addin install")
    else:
        yield Finding(f"加载项：{file}（{version}）")
    if machine.zone(file):
        yield Finding(
            "加载项带有“来自网络”的标记，Excel 会阻止其中的宏",
            "请运行 perfeval addin install 重新写入；或右键文件“属性”勾选“解除锁定”",
        )


def addin_version(file: Path) -> str:
    """The version on the add-in's own sheet; empty where it cannot be read."""
    try:
        sheets = read_workbook(file.read_bytes(), title=file.name)
    except (OSError, WorkbookError):
        return ""
    texts = {row[0]: row[1] for sheet in sheets for row in sheet.rows if len(row) > 1}
    return str(texts.get("version", ""))


def _macros(machine: Machine) -> Iterator[Finding]:
    for policies in ("Policies\\", ""):
        key = _SECURITY.format(policies=policies)
        where = "单位的组策略" if policies else "Excel 的设置"
        if machine.registry("HKCU", rf"{key}\Trusted Locations", "AllLocationsDisabled") == 1:
            yield Finding(
                f"{where}关闭了受信任位置，加载项里的宏不会运行",
                _ask(policies, "信任中心—受信任位置，取消“禁用所有受信任位置”"),
            )
        level = machine.registry("HKCU", key, "VBAWarnings")
        if level in (3, 4):
            what = "只允许有数字签名的宏" if level == 3 else "禁用了所有宏"
            yield Finding(
                f"{where}{what}。加载项没有签名；所在的 XLSTART 是默认的受信任位置，通常仍可运行",
                _ask(policies, "信任中心—宏设置，选“禁用所有宏，并发出通知”"),
            )
    blocked = [name for name in machine.value_names("HKCU", _DISABLED) if _names_us(machine, name)]
    if blocked:
        yield Finding("Excel 把加载项列入了“禁用项目”", "请在 Excel“文件—选项—加载项—管理：禁用项目”中启用 perfeval")


def _names_us(machine: Machine, name: str) -> bool:
    value = machine.registry("HKCU", _DISABLED, name)
    return isinstance(value, bytes) and ADDIN_NAME in value.decode("utf-16-le", "replace").lower()


def _ask(policies: str, place: str) -> str:
    return f"请联系单位的信息管理员：{place}" if policies else f"请打开“文件—选项—{place}”"


def _python(machine: Machine) -> Finding:
    program = interpreter(machine)
    if not program.exists():
        return Finding(f"没有找到按钮用的 Python（{program}）", "请运行 perfeval addin install")
    # python.exe beside it prints; pythonw.exe does not
    speaking = program.with_name(program.name.replace("pythonw", "python"))
    code, printed = machine.run([str(speaking), "-I", "-X", "utf8", "-c", _PROBE])
    lines = printed.split()
    if code != 0 and "xlwings" in printed:
        return Finding(
            "按钮用的 Python 里没有 xlwings", '请运行 pip install "perfeval-xl[excel]"，再运行 perfeval addin install'
        )
    if code != 0:
        return Finding(
            f"按钮用的 Python 不能运行（{lines[-1] if lines else code}）",
            "安装 perfeval 的 Python 可能已被移走或升级；请运行 perfeval addin remove，再运行 perfeval addin install",
        )
    if lines[0] != VERSION:
        return Finding(
            f"按钮用的是另一个版本（{lines[0]}），当前程序是 {VERSION}",
            "请用要使用的那个程序运行 perfeval addin install",
        )
    return Finding(f"Python：{program}（perfeval_xl {lines[0]}，xlwings {lines[1]}）")
