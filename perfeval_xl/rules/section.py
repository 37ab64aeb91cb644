"""A cursor over a mapping of a rule file: typed access, and a Chinese sentence for each way to get it wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from perfeval_xl.rules.errors import SchemaError

Choice = TypeVar("Choice", bound=StrEnum)
Path = tuple[str | int, ...]


class Section:
    """One mapping at ``path``; :meth:`finish` refuses keys that nothing has asked for."""

    def __init__(self, data: object, path: Path = ()) -> None:
        if not isinstance(data, dict):
            raise SchemaError(path, f"“{dotted(path)}”应当是“键: 值”的一组内容")
        self._data: dict[str, Any] = data
        self._asked: set[str] = set()
        self.path = path

    def fail(self, key: str | int | None, problem: str) -> SchemaError:
        """The error at ``key`` (or at the section itself), to be raised by the caller."""
        path = self.path if key is None else (*self.path, key)
        return SchemaError(path, f"“{dotted(path)}”{problem}")

    def has(self, key: str) -> bool:
        return self._data.get(key) is not None

    def has_text(self, key: str) -> bool:
        return isinstance(self._data.get(key), str)

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        value = self._data.get(key)
        if value is None:
            self._refuse_wide_colons(key)
            raise SchemaError((*self.path, key), f"缺少“{dotted((*self.path, key))}”，请补上")
        return value

    def _refuse_wide_colons(self, key: str) -> None:
        """``kind：ratio`` is one key without a value to YAML."""
        wide = next((name for name in self._data if name.startswith(f"{key}：")), None)
        if wide is not None:
            raise SchemaError((*self.path, wide), f"“{wide}”里的冒号是全角的，请改成半角“:”，后面空一格")

    def text(self, key: str, default: str | None = None) -> str:
        self._asked.add(key)
        if default is not None and not self.has(key):
            return default
        value = self._get(key)
        if not isinstance(value, (str, int, Decimal)) or isinstance(value, bool) or not str(value).strip():
            raise self.fail(key, "应当是文字")
        return str(value).strip()

    def flag(self, key: str, default: bool) -> bool:
        self._asked.add(key)
        value = self._data.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, f"写的是“{value}”，只能是 true 或 false")
        return value

    def decimal(self, key: str, *, low: Decimal = Decimal(0), high: Decimal | None = None) -> Decimal:
        return self._as_decimal(key, self._get(key), low, high)

    def optional_decimal(self, key: str, *, low: Decimal = Decimal(0), high: Decimal | None = None) -> Decimal | None:
        self._asked.add(key)
        return self.decimal(key, low=low, high=high) if self.has(key) else None

    def _as_decimal(self, key: str, value: object, low: Decimal, high: Decimal | None) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self.fail(key, f"写的是“{value}”，应当是数字{_as_fraction(value)}")
        number = Decimal(value)
        if number < low or (high is not None and number > high):
            bounds = f"不小于{low}的数字" if high is None else str(low) if low == high else f"{low}到{high}之间的数字"
            percent = f"{number}%" if low < 1 == high and number > 1 else ""
            raise self.fail(key, f"写的是{number}，应当是{bounds}{_as_fraction(percent)}")
        return number

    def whole(self, key: str, *, low: int, high: int) -> int:
        number = self.decimal(key, low=Decimal(low), high=Decimal(high))
        if number != number.to_integral_value():
            raise self.fail(key, f"写的是{number}，应当是整数")
        return int(number)

    def optional_whole(self, key: str, *, low: int, high: int) -> int | None:
        self._asked.add(key)
        return self.whole(key, low=low, high=high) if self.has(key) else None

    def choice(self, key: str, choices: tuple[Choice, ...]) -> Choice:
        value = self._get(key)
        for choice in choices:
            if choice.value == value:
                return choice
        raise self.fail(key, f"写的是“{value}”，只能是{'、'.join(choices)}之一")

    def sub(self, key: str) -> Section:
        return Section(self._get(key), (*self.path, key))

    def subs(self) -> Iterator[tuple[str, Section]]:
        """Every key of this mapping with the mapping below it."""
        for key in self._data:
            yield key, self.sub(key)

    def items(self, key: str) -> list[Section]:
        """A non-empty list of mappings."""
        value = self._get(key)
        if not isinstance(value, list) or not value:
            raise self.fail(key, "应当是至少有一项的列表")
        return [Section(item, (*self.path, key, index)) for index, item in enumerate(value)]

    def optional_items(self, key: str) -> list[Section]:
        """A list of mappings, or none."""
        self._asked.add(key)
        return self.items(key) if self.has(key) else []

    def optional_texts(self, key: str) -> tuple[str, ...]:
        """A list of words, or none."""
        self._asked.add(key)
        return self.texts(key) if self.has(key) else ()

    def optional_sub(self, key: str) -> Section | None:
        self._asked.add(key)
        return self.sub(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A non-empty list of words."""
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise self.fail(key, "应当是文字的列表，例如 [产出]")
        return tuple(value)

    def finish(self) -> None:
        """Refuse what nothing has asked for: a misspelt key must not be silently without effect."""
        unknown = [key for key in self._data if key not in self._asked]
        if unknown:
            for key in self._asked:
                self._refuse_wide_colons(key)
            raise self.fail(unknown[0], f"不认识，可用的有{'、'.join(sorted(self._asked))}")


def _as_fraction(value: object) -> str:
    """How a percentage is written in a rule file: ``（60%写成0.6）``."""
    digits = value.strip().rstrip("%％") if isinstance(value, str) and value.strip().endswith(("%", "％")) else ""
    try:
        number = Decimal(digits) / 100
    except InvalidOperation:
        return ""
    return f"（{digits}%写成{number.normalize():f}）"


def dotted(path: Path) -> str:
    """``("grades", "bands", 0)`` -> ``grades.bands[1]``: counted from 1, as people do."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "规则文件"
