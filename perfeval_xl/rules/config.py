"""``perfeval.toml``: what a folder of workbooks is to be evaluated by.

Which of several counts :mod:`perfeval_xl.rules.settings` knows::

    rules = "hubei-2020"        # a shipped pack, or the path of an own one, relative to this file
    goals = "批复目标"          # the file or folder of the approved objectives, relative to this file

    [severities]                # another weight for single issue codes, or none of them at all
    "WGT-05" = "hint"
    "IND-11" = "off"

    [folders]                   # folders below that have settings of their own, and the files that hold these
    "甲县" = "规则/甲县.toml"
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from perfeval_xl.issues import Severity
from perfeval_xl.rules.errors import RulesError

NAME = "perfeval.toml"
OFF = "off"
FOLDERS = "folders"
_KEYS = ("rules", "goals", "severities", FOLDERS)
_LINE = re.compile(r"at line (\d+)")
_CODE = re.compile(r"[A-Z]{2,5}-\d{2}")


@dataclass(frozen=True)
class Config:
    """One ``perfeval.toml``."""

    file: Path
    rules: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    """Codes that are not to be reported."""
    rules_line: int | None = None
    goals: str | None = None
    """Where the objectives lie that the forms are held against, as it is written."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each code."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Folders below, ``/``-separated, and the file that each has its settings in, both from this file's folder on."""
    folder_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The file as messages name it."""
        return f"{self.file.parent.name}/{self.file.name}"

    def unknown(self, codes: Container[str]) -> RulesError | None:
        """What is wrong with the first code that is not one of these."""
        code = next((code for code in self.lines if code not in codes), None)
        return (
            None
            if code is None
            else _fault(self.file, f"没有“{code}”这个问题代码，请对照问题代码表改正", self.lines[code])
        )

    @property
    def pack(self) -> str | Path | None:
        """What to load: a name, or the path of an own pack from the file's folder on."""
        if self.rules is None or not _is_path(self.rules):
            return self.rules
        return self.file.parent / self.rules

    @property
    def goals_place(self) -> Path | None:
        """The file or folder of objectives, from the file's folder on."""
        return None if self.goals is None else self.file.parent / self.goals

    def file_of(self, folder: str) -> Path:
        """The file that holds the settings of a folder below."""
        return Path(os.path.normpath(self.file.parent / self.folders[folder]))

    def at(self, folder: str) -> Config:
        """The settings that a folder below has of its own.

        Raises:
            RulesError: as :func:`read_config`; or there is no such file, or it speaks of folders in turn.
        """
        line, file = self.folder_lines[folder], self.file_of(folder)
        if not file.is_file():
            raise _fault(self.file, f"给“{folder}”指定的设置文件“{self.folders[folder]}”不在那里", line)
        if file == self.file:
            return self
        found = read_config(file)
        if found.folders:
            raise _fault(
                file,
                f"[{FOLDERS}]只能写在“{self.label}”里（它给“{folder}”指定了这个文件）",
                min(found.folder_lines.values()),
            )
        return found


def read_config(file: Path) -> Config:
    """The content of one ``perfeval.toml``.

    Raises:
        RulesError: it cannot be read, is no TOML, or holds what it should not; names file and line.
    """
    import tomllib  # most folders have no such file

    try:
        text = file.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise _fault(file, "文件打不开，请检查权限") from error
    except UnicodeDecodeError as error:
        raise _fault(file, "文件不是 UTF-8 编码，请用 UTF-8 另存") from error
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise _fault(file, '不是合法的 TOML，应当写成 rules = "hubei-2020" 的样子（文字加英文引号）', line) from error
    return _checked(file, text, data)


def _checked(file: Path, text: str, data: Mapping[str, Any]) -> Config:
    unknown = next((key for key in data if key not in _KEYS), None)
    if unknown is not None:
        raise _fault(file, f"“{unknown}”不认识，可用的有{'、'.join(_KEYS)}", _line_of(text, unknown))
    rules = _path_or_name(file, text, data, "rules", "规则包的名称或 .yaml 文件路径")
    goals = _path_or_name(file, text, data, "goals", "绩效目标所在的文件或文件夹")
    severities = data.get("severities", {})
    if not isinstance(severities, dict):
        raise _fault(file, "“severities”应当是一组 代码 = 级别", _line_of(text, "severities"))
    folders = _folders(file, text, data)
    weights = {code: _severity(file, text, code, word) for code, word in severities.items()}
    return Config(
        file,
        rules,
        severities={code: weight for code, weight in weights.items() if weight is not None},
        off=frozenset(code for code, weight in weights.items() if weight is None),
        rules_line=_line_of(text, "rules"),
        goals=goals,
        lines={code: _line_of(text, code) for code in weights},
        folders=folders,
        folder_lines={folder: _line_of(text, folder) for folder in folders},
    )


def _folders(file: Path, text: str, data: Mapping[str, Any]) -> Mapping[str, str]:
    """Folders and the files of their settings, as they are written."""
    folders = data.get(FOLDERS, {})
    if not isinstance(folders, dict):
        raise _fault(file, f"“{FOLDERS}”应当是一组 文件夹 = 设置文件", _line_of(text, FOLDERS))
    for folder, settings in folders.items():
        if not _is_below(folder):
            problem = f'“{folder}”不是本文件所在文件夹里面的文件夹，应当像 "甲县" 或 "甲县/某局" 这样'
            raise _fault(file, problem, _line_of(text, folder))
        if not isinstance(settings, str) or not settings.lower().endswith(".toml") or "\0" in settings:
            problem = f"“{folder}”写的是“{settings}”，应当是一个 .toml 设置文件"
            raise _fault(file, problem, _line_of(text, folder))
    return folders


def _is_below(folder: str) -> bool:
    """Whether a path names a folder below; what it is called there nobody has to know yet."""
    path = PureWindowsPath(folder)
    return "\\" not in folder and not path.anchor and ".." not in path.parts and bool(path.parts)


def _path_or_name(file: Path, text: str, data: Mapping[str, Any], key: str, wanted: str) -> str | None:
    """The text of a key; ``None`` where it is not there."""
    said = data.get(key)
    if said is not None and (not isinstance(said, str) or not said.strip() or "\0" in said):
        raise _fault(file, f"“{key}”写的是“{said}”，应当是{wanted}", _line_of(text, key))
    return said


def _severity(file: Path, text: str, code: str, word: object) -> Severity | None:
    """The weight that a word gives a code; ``None`` for off."""
    words = (*(severity.value for severity in Severity), OFF)
    if not _CODE.fullmatch(code):
        raise _fault(file, f"“{code}”不是问题代码，应当像 WGT-05 这样", _line_of(text, code))
    if word not in words:
        raise _fault(file, f"“{code}”写的是“{word}”，只能是{'、'.join(words)}之一", _line_of(text, code))
    return None if word == OFF else Severity(word)


def _line_of(text: str, key: str) -> int:
    """The line of a key, in whatever quotes and whether a table or a value."""
    written = re.compile(rf"[ \t]*\[?[ \t]*[\"']?{re.escape(key)}(?![\w/-])")
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if written.match(line)), 1)


def _fault(file: Path, problem: str, line: int | None = None) -> RulesError:
    return RulesError(problem, file=file, line=line, what="配置文件")


def _is_path(ref: str) -> bool:
    return Path(ref).suffix.lower() in (".yaml", ".yml") or Path(ref).name != ref
