"""A rule file as plain mappings: YAML with exact decimals, no double keys, and line numbers for messages."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.rules.errors import RulesError
from perfeval_xl.rules.slips import likely_slip

# libyaml's parser where PyYAML was built with it: ten times faster, same language
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _DoubleKeyError(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line


class _ExactLoader(_Base):  # type: ignore[misc]
    """Safe loader whose decimals stay as written (0.1 is a tenth) and that refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if isinstance(key_node, yaml.ScalarNode):
                if key_node.value in seen:
                    raise _DoubleKeyError(key_node.value, key_node.start_mark.line + 1)
                seen.add(key_node.value)
        result: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return result


def _decimal(loader: Any, node: yaml.ScalarNode) -> Decimal | str:
    try:
        return Decimal(loader.construct_scalar(node).replace("_", ""))
    except InvalidOperation:  # .inf, .nan and 1:30.5 stay text: the schema names them
        return str(node.value)


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _decimal)


def read_document(file: Path) -> tuple[dict[str, Any], bytes]:
    """The mapping that a rule file holds, and its content with Unix line ends (for the hash).

    Raises:
        RulesError: not there, not UTF-8, not YAML, not a mapping, or a key given twice.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RulesError("文件打不开，请检查路径和权限", file=file) from error
    data = parse(content, file)
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise RulesError("内容不是“键: 值”形式的规则，请对照随附规则包的写法", file=file)
    return data, content.replace(b"\r\n", b"\n")


def parse(content: bytes, file: Path) -> Any:
    """YAML content -> plain Python values, numbers with a point as Decimal.

    Raises:
        RulesError: not UTF-8, not YAML, or a key given twice.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulesError("文件不是 UTF-8 编码，请用 UTF-8 另存", file=file) from error
    try:
        return yaml.load(text, Loader=_ExactLoader)  # noqa: S506 (a safe loader)
    except _DoubleKeyError as error:
        raise RulesError(f"“{error.key}”写了两次，请只留一处", file=file, line=error.line) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        slip = likely_slip(text, line) if line is not None else None
        line, told = slip or (line, "请检查缩进、冒号后的空格和引号")
        raise RulesError(f"不是合法的 YAML，{told}", file=file, line=line) from error


def line_of(file: Path, path: tuple[str | int, ...]) -> int:
    """The 1-based line of the value at ``path``, or of its nearest parent that is there."""
    node: Any = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    line: int = node.start_mark.line
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line + 1


def _child(node: Any, step: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None
