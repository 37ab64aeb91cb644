"""YAML data to typed records, strictly: an unknown or missing key is an error that names its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml

from perfeval_xl.templates.errors import TemplateError

_Record = TypeVar("_Record")


class _ExactLoader(yaml.SafeLoader):
    """Numbers with a decimal point load as Decimal, so that 652.17 stays 652.17."""


def _exact(loader: _ExactLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _exact)


def load_yaml(path: Path) -> dict[str, Any]:
    """The mapping that a YAML file holds; numbers with a point as ``Decimal``.

    Raises:
        TemplateError: the file is not YAML or not a mapping.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_ExactLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as problem:
        raise TemplateError(f"模板数据“{path.name}”不是有效的YAML:{problem}") from problem
    if not isinstance(data, dict):
        raise TemplateError(f"模板数据“{path.name}”应是一组“名称: 值”")
    return data


def record(cls: type[_Record], data: object, where: str) -> _Record:
    """Make the dataclass ``cls`` of a mapping.

    Raises:
        TemplateError: not a mapping, a key that ``cls`` does not know, or a required key missing.
    """
    if not isinstance(data, Mapping):
        raise TemplateError(f"{where}：应是一组“名称: 值”，实际是 {data!r}")
    known = {field.name: field for field in fields(cls)}  # type: ignore[arg-type]
    given = {("source" if key == "from" else str(key)): value for key, value in data.items()}
    unknown = sorted(given.keys() - known.keys())
    if unknown:
        raise TemplateError(f"{where}：不认识的项 {'、'.join(unknown)}")
    missing = [
        name
        for name, field in known.items()
        if name not in given and field.default is MISSING and field.default_factory is MISSING
    ]
    if missing:
        raise TemplateError(f"{where}：缺少 {'、'.join(missing)}")
    return cls(**given)
