"""Which rule pack a form is scored by, and how that was decided.

In this order: a person's option, the deciding ``perfeval.toml``, the workbook's defined name ``pe_rules``, the form's
layout and year, else the default. Experimental packs are never detected.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from perfeval_xl.rules.config import Config
from perfeval_xl.rules.errors import RulesError
from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.packs import DEFAULT_PACK, Head, load_pack, pack_heads, shipped_files
from perfeval_xl.rules.settings import Bounds, find_config

DEFINED_NAME = "pe_rules"
"""The defined name by which a workbook asks for a shipped pack: ``="hubei-2020"``."""


class ChosenBy(StrEnum):
    """The JSON contract's words."""

    OPTION = "option"
    CONFIG = "config"
    WORKBOOK = "workbook"
    LAYOUT = "layout"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Choice:
    """A form's rule pack."""

    pack: RulePack
    by: ChosenBy
    how: str
    """The same for people, a clause of Chinese."""


def choose_for_workbook(option: str | Path | None, config: Config | None, named: str) -> Choice | None:
    """The pack that a person or the workbook asks for; ``None`` where it is for the layout to say.

    Args:
        option: ``--rules``.
        config: the ``perfeval.toml`` that decides.
        named: what the workbook's ``pe_rules`` says, ``""`` without one. Only shipped packs: a workbook from
            elsewhere must not make us read other files.

    Raises:
        RulesError: the pack that was asked for by option or ``perfeval.toml`` is unknown or faulty.
    """
    if option is not None:
        return Choice(load_pack(option), ChosenBy.OPTION, "由 --rules 指定")
    if config is not None and config.pack is not None:
        return Choice(_configured(config, config.pack), ChosenBy.CONFIG, f"由“{config.label}”指定")
    if named in shipped_files():
        return Choice(load_pack(named), ChosenBy.WORKBOOK, f"由工作簿的名称 {DEFINED_NAME} 指定")
    return None


def _configured(config: Config, ref: str | Path) -> RulePack:
    try:
        return load_pack(ref)
    except RulesError as error:
        if error.file is not None:  # a pack of one's own that is faulty names itself
            raise
        raise RulesError(error.problem, file=config.file, line=config.rules_line, what="配置文件") from error


def choose_for_form(layout: str, year: int | None, *, named: str = "") -> Choice:
    """The pack that a form is detected by, else the default.

    Args:
        named: a ``pe_rules`` that could not be followed, for the explanation.
    """
    choice = _detected(layout, year)
    if not named:
        return choice
    return replace(choice, how=f"工作簿的名称 {DEFINED_NAME} 写的“{named}”不是随附的规则包，没有采用；{choice.how}")


@lru_cache(maxsize=256)
def _detected(layout: str, year: int | None) -> Choice:
    heads = [head for head in pack_heads() if layout in head.layouts and not head.experimental]
    fitting = [head for head in heads if head.covers(year)]
    if fitting:
        pack = load_pack(max(fitting, key=_first_year).id)
        return Choice(pack, ChosenBy.LAYOUT, f"按表的版式识别（{pack.region}）")
    default = load_pack(DEFAULT_PACK)
    if heads:
        how = f"缺省：版式属于{load_pack(heads[0].id).region}，但没有适用{year}年度的规则包"
        return Choice(default, ChosenBy.DEFAULT, how)
    return Choice(default, ChosenBy.DEFAULT, f"缺省（{default.region}）")


def _first_year(head: Head) -> int:
    return head.first_year or 0


def pack_years(pack: RulePack) -> str:
    """``2020年起``, ``2020—2023年``, ``2017年``, ``至2019年`` or ``不限``."""
    first, last = pack.first_year, pack.last_year
    if first is None:
        return "不限" if last is None else f"至{last}年"
    if last is None:
        return f"{first}年起"
    return f"{first}年" if first == last else f"{first}—{last}年"


_OTHER_YEAR = "规则包适用"


def reservations(pack: RulePack, year: int | None) -> str:
    """What a user must know of a pack before relying on it for a year; ``""`` where there is nothing to say."""
    said = []
    if pack.experimental:
        said.append("试用规则，依据待核实")
    if not pack.covers(year):
        said.append(f"{_OTHER_YEAR}{pack_years(pack)}，本表是{year}年度，请确认")
    return "；".join(said)


def year_not_covered(how: str) -> str:
    """What of :func:`reservations`, as told with a result, is about the year: for lists that are read row by row."""
    return next((part for part in how.split("；") if part.startswith(_OTHER_YEAR)), "")


def rules_state(option: str | Path | None, folder: Path, bounds: Bounds | None = None) -> str:
    """A hash of all that decides how the workbooks of a folder are judged: equal state, equal results.

    Rules that cannot be used have a state too, that of what is wrong with them.
    """
    digest = hashlib.sha256((_shipped_state() if option is None else "").encode())
    try:
        config = find_config(folder, bounds)
        digest.update(config.file.read_bytes() if config is not None else b"")
        choice = choose_for_workbook(option, config, "")
    except (RulesError, OSError) as error:
        digest.update(str(error).encode())
    else:
        digest.update(choice.pack.hash.encode() if choice else b"")
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _shipped_state() -> str:
    digest = hashlib.sha256()
    for _, file in sorted(shipped_files().items()):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
