"""Options that several commands share, and parameter types whose complaints are Chinese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from perfeval_xl.cli.exits import FAIL_ON
from perfeval_xl.conversion.ways import WAYS, Way

F = TypeVar("F", bound=Callable[..., Any])

PATH: click.Path = click.Path(path_type=Path)
"""A path; whether it exists is for the flow to say, file by file."""


class Place(click.Path):
    """A folder by its path or its URL."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if isinstance(value, str) and "://" in value else super().convert(value, param, ctx)


PLACE = Place(path_type=Path)


class Choice(click.Choice[str]):
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"“{value}”不在可选值 {'、'.join(map(str, self.choices))} 之内", param, ctx)


class Count(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A whole number from ``least`` on."""

    name = "integer"

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            self.fail(f"“{value}”不是整数", param, ctx)
        if not self._least <= number <= self._most:
            self.fail(f"{number} 不在 {self._least} 到 {self._most} 之间", param, ctx)
        return number


def rules_option(function: F) -> F:
    """``--rules PACK``."""
    return click.option(
        "--rules",
        metavar="PACK",
        help="规则包名称或规则文件路径（perfeval rules list 可查看）；"
        "省略时依次看 perfeval.toml、工作簿里的名称 pe_rules、表的版式，都没有则用 cn-2020",
    )(function)


def goals_option(function: F) -> F:
    """``--goals PLACE``."""
    return click.option(
        "--goals",
        metavar="PLACE",
        type=PATH,
        help="绩效目标申报表、批复表（工作簿或文件夹）：按项目、单位和年度找到对应的目标，逐项核对指标、指标值、分值和预算数；"
        "省略时用 perfeval.toml 里 goals 写明的",
    )(function)


def marks_option(function: F) -> F:
    """``--no-marks``."""
    return click.option(
        "--no-marks", is_flag=True, help="不在表上标出问题（不染色、不加批注），问题仍列在“问题清单”里"
    )(function)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format``; the first of ``formats`` is the default."""
    return click.option(
        "--format",
        "format_",
        type=Choice(formats),
        default=formats[0],
        help=f"输出格式：{'、'.join(formats)}（默认 {formats[0]}）",
    )


def fail_on_option(function: F) -> F:
    """``--fail-on``."""
    return click.option(
        "--fail-on",
        type=Choice(FAIL_ON),
        default="error",
        help="出现这一级别及以上的问题时退出码为 1：error 错误、warning 警告、hint 提示、never 从不（默认 error）",
    )(function)


def convert_option(default: Way) -> Callable[[F], F]:
    """``--convert``."""
    return click.option(
        "--convert",
        type=Choice(WAYS),
        default=default.value,
        help="怎样把 .xls、.et、.ods 变成可写结果的 .xlsx：own 由本工具复制（快）、libreoffice 由 LibreOffice 转换"
        f"（保留得更多）、auto 有 LibreOffice 就用它（默认 {default.value}）",
    )


def verbose_option(function: F) -> F:
    """``-v``: tracebacks on; may stand before or after the command."""
    return click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_remember_verbose,
        help="出错时显示详细信息",
    )(function)


def files_argument(function: F) -> F:
    """``FILE...``: one or more workbooks."""
    return click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)(function)


def _remember_verbose(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        ctx.meta["perfeval.verbose"] = True
