"""``perfeval.toml``: what a folder of workbooks is to be evaluated by.

It is looked for beside a workbook and in the folders above it; the nearest one counts::

    rules = "hubei-2020"        # a shipped pack, or the path of an own one, relative to this file
    goals = "批复目标"          # the file or folder of the approved objectives, relative to this file

    [severities]                # another weight for single issue codes, or none of them at all
    "WGT-05" = "hint"
    "IND-11" = "off"
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perfeval_xl.issues import Severity
from perfeval_xl.rules.errors import RulesError

NAME = "perfeval.toml"
OFF = "off"
_KEYS = ("rules", "goals", "severities")
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


def find_config(folder: Path) -> Config | None:
    """The nearest ``perfeval.toml`` of a folder or of those above it.

    Raises:
        RulesError: it cannot be read, is no TOML, or holds what it should not; names file and line.
    """
    file = config_file(folder)
    return None if file is None else read_config(file)


def config_file(folder: Path) -> Path | None:
    """Where :func:`find_config` finds it."""
    place = folder.absolute()
    return next((file for file in (above / NAME for above in (place, *place.parents)) if file.is_file()), None)


def read_config(file: Path) -> Config:
    """The content of one ``perfeval.toml``; raises as :func:`find_config`."""
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
    weights = {code: _severity(file, text, code, word) for code, word in severities.items()}
    return Config(
        file,
        rules,
        severities={code: weight for code, weight in weights.items() if weight is not None},
        off=frozenset(code for code, weight in weights.items() if weight is None),
        rules_line=_line_of(text, "rules"),
        goals=goals,
        lines={code: _line_of(text, code) for code in weights},
    )


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
    written = re.compile(rf"[ \t]*\[?[ \t]*[\"']?{re.escape(key)}(?![\w-])")
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if written.match(line)), 1)


def _fault(file: Path, problem: str, line: int | None = None) -> RulesError:
    return RulesError(problem, file=file, line=line, what="配置文件")


def _is_path(ref: str) -> bool:
    return Path(ref).suffix.lower() in (".yaml", ".yml") or Path(ref).name != ref
