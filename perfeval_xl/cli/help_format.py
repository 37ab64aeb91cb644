"""Help pages in Chinese: headings, and lines wrapped by the columns that Chinese characters take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from perfeval_xl.report.width import pad, width, wrap


class ChineseFormatter(click.HelpFormatter):
    """Click's formatter with widths that are right for Chinese; line breaks of help texts are kept."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        for line in text.splitlines():
            lead = " " * (self.current_indent + len(line) - len(line.lstrip()))
            for part in wrap(lead + line.strip(), self.width, lead):
                self.write(f"{part}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        lead = " " * self.current_indent
        first = min(max((width(term) for term, _ in rows), default=0), col_max) + col_spacing
        for term, text in rows:
            head = lead + pad(term, first)
            if width(term) > first - col_spacing:
                self.write(f"{lead}{term}\n")
                head = lead + " " * first
            for part in wrap(head + text, self.width, " " * (len(lead) + first)):
                self.write(f"{part}\n")


class ChineseContext(click.Context):
    formatter_class = ChineseFormatter


class ChineseHelp(click.Command):
    """A command whose help page is Chinese throughout."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明并退出"
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        # click marks required options in English; our help texts say it themselves
        rows = [(record[0], record[1].removesuffix("  [required]")) for record in records if record is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)
