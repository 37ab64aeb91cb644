"""Where the program is: ``libreoffice.json`` in the program's own folder, written by ``perfeval addin install``.

``{"python": "…/venv/bin/python", "args": ["-E", "-P", "-m", "perfeval_xl"]}``
"""

import json
import os
import sys
from pathlib import Path

from perfeval_office.failing import ButtonError

_HOW = "处理办法：请在命令行运行 perfeval addin install --libreoffice，再按按钮。"


def home():
    """The program's own folder; the same as ``perfeval_xl.addin.home.home``, which this Python cannot import."""
    chosen = os.environ.get("PERFEVAL_HOME")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "perfeval_xl"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "perfeval_xl"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "perfeval_xl"


def program():
    """The words of the command line that starts the program."""
    path = home() / "libreoffice.json"
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        python, arguments = settings["python"], settings.get("args", ["-E", "-P", "-m", "perfeval_xl"])
    except OSError as error:
        raise ButtonError(f"找不到评分程序的设置：{path}。\n{_HOW}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ButtonError(f"评分程序的设置已损坏：{path}。\n{_HOW}") from error
    if not isinstance(python, str) or not isinstance(arguments, list):
        raise ButtonError(f"评分程序的设置已损坏：{path}。\n{_HOW}")
    if not Path(python).is_file():
        raise ButtonError(f"找不到评分程序的 Python：{python}。\n{_HOW}")
    return [python, *map(str, arguments)]
