"""Names of projects and units, as people write one and the same in two papers, and what tells two of them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import Form, FormKind
from perfeval_xl.objectives.words import words
from perfeval_xl.values.text import normalise, squash

_CODE = re.compile(
    r"\A(?:[\[(（【][0-9A-Z]{3,24}[\])）】]|(?=[A-Z]{0,8}[0-9])[0-9A-Z]{3,24}[-_—\s]{1,3}|[0-9A-Z]{6,24})(?=[^0-9A-Z\s_—-]{2})"
    r"|[\[(（【][0-9]{3,12}[\])）】]\Z"
)
"""51000022T000000123456-信息化运维, 101001示例市财政局, 示例县水务局[332]; 12345热线 and 2024年维修 have none."""
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?度?")
_PHASE = re.compile(r"(?:第?([一二三四五六七八九十0-9]{1,3})(期|批|标段|阶段|季度))")
_SHORTEST_PART, _SHORTEST_UNIT = 4, 3


@lru_cache(maxsize=16384)
def without_code(name: str) -> str:
    """A name without the code that systems put before or behind it; a code alone stays."""
    text = name.strip()
    return _CODE.sub("", text).strip() or text


@lru_cache(maxsize=16384)
def core(name: str) -> str:
    """A project's name without its year and the kind of its money: 2024年青山渠维修项目资金 -> 青山渠维修."""
    key = _YEAR.sub("", name_key(name))
    shorter = key
    while (end := next((word for word in words().kinds if shorter.endswith(word)), "")) and len(shorter) > len(end) + 1:
        shorter = shorter.removesuffix(end)
    return shorter or key


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    return label_key(without_code(name))


def key_of(form: Form) -> str:
    """What names the form: its unit for a department, else its project."""
    return name_key(form.unit if form.kind is FormKind.DEPARTMENT else form.project)


def part_of(one: str, other: str) -> bool:
    """Whether one name holds the other."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_PART and shorter in longer


def apart(one: Form, other: Form) -> bool:
    """Whether two forms speak of two things: another year, unit, phase (一期, 二期) or level (中央, 县级)."""
    return _of_other_years(one, other) or _of_other_units(one, other) or _of_other_parts(one.project, other.project)


def apart_by_year(one: Form, other: Form) -> bool:
    """Whether nothing but the year tells two forms apart."""
    return _of_other_years(one, other) and not (
        _of_other_units(one, other) or _of_other_parts(one.project, other.project)
    )


def apart_by_unit(one: Form, other: Form) -> bool:
    """Whether nothing but the unit tells two forms apart."""
    return _of_other_units(one, other) and not (
        _of_other_years(one, other) or _of_other_parts(one.project, other.project)
    )


def same_unit(one: Form, other: Form) -> bool:
    """Whether the very units are named."""
    return bool(one.unit) and name_key(one.unit) == name_key(other.unit)


def _of_other_years(one: Form, other: Form) -> bool:
    if one.year is not None and other.year is not None:
        return one.year != other.year
    here, there = _years_in(one.project), _years_in(other.project)
    if here and there:
        return here != there
    return _speaks_against(one, here, other) or _speaks_against(other, there, one)


def _speaks_against(one: Form, years: frozenset[int], other: Form) -> bool:
    """A name's year, where the form has no other, against the other form's."""
    return one.year is None and other.year is not None and bool(years) and other.year not in years


def _of_other_units(one: Form, other: Form) -> bool:
    """A unit may be named by its 主管部门; two units below one are two."""
    if one.kind is FormKind.DEPARTMENT and one.kind is other.kind:
        return False  # the name itself decides
    here, there = one.unit or one.authority, other.unit or other.authority
    pairs = ((here, there), (here, other.authority), (one.authority, there))
    named = [(name_key(here), name_key(there)) for here, there in pairs if here and there]
    return bool(named) and not any(_like_units(here, there) for here, there in named)


def _like_units(one: str, other: str) -> bool:
    """One, or short for the other: 公路中心 and 示例县公路管理中心, 人社局 and 人力资源和社会保障局."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST_UNIT:
        return one == other
    signs = iter(longer)
    return all(sign in signs for sign in shorter)


def _of_other_parts(one: str, other: str) -> bool:
    """Phases and levels that both names tell, and not the same."""
    here, there = dict(_parts(one)), dict(_parts(other))
    return any(here[kind] != there[kind] for kind in here.keys() & there.keys())


@lru_cache(maxsize=16384)
def _parts(name: str) -> tuple[tuple[str, str], ...]:
    return tuple(_parts_in(squash(normalise(name))))


def _parts_in(text: str) -> Iterator[tuple[str, str]]:
    for match in _PHASE.finditer(text):
        yield match[2], match[1].translate(_DIGITS)
    level = "".join(sorted(word for word in words().levels if word in text))
    if level:
        yield "level", level


_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def _years_in(name: str) -> frozenset[int]:
    return frozenset(int(year) for year in _YEAR.findall(normalise(name)))
