"""Commands that are imported when they are called, and one place where every error becomes a sentence."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import click

from perfeval_xl.cli.collecting import collect_seldom
from perfeval_xl.cli.console import use_utf8
from perfeval_xl.cli.help_format import ChineseHelp
from perfeval_xl.cli.messages import report_error, report_usage

_INTERRUPTED = 130


class Command(ChineseHelp):
    """A command; its function returns the exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            _refuse_repeats(ctx, self.make_parser(ctx).parse_args(args=list(args))[2])
        return super().parse_args(ctx, args)


def _refuse_repeats(ctx: click.Context, given: Sequence[click.Parameter]) -> None:
    """Refuse an option with two values where one counts: taking the last would drop the first without a word."""
    for param, times in Counter(given).items():
        if times > 1 and isinstance(param, click.Option) and not (param.multiple or param.is_flag or param.count):
            raise click.UsageError(f"选项 {param.opts[-1]} 给了{times}次，只能给一次", ctx)


class Group(ChineseHelp, click.Group):
    """A group of commands; called without one it shows its help."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("invoke_without_command", True)
        kwargs.setdefault("subcommand_metavar", "命令 [参数]")
        super().__init__(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        # the names left over are click's own way of saying that a command follows
        if not ctx.args and not getattr(ctx, "_protected_args", ()):
            click.echo(ctx.get_help())
            return 0
        return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            known = "、".join(self.list_commands(ctx))
            raise click.UsageError(f"没有命令“{name}”，可用的命令：{known}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.short_help or "") for name, command in commands if command is not None]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)


class LazyGroup(Group):
    """The program: ``lazy`` names the module of each command, imported when the command is looked up."""

    def __init__(self, *args: Any, lazy: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = dict(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        command = importlib.import_module(self._lazy[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101 - our own modules
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            return report_error(error, verbose=bool(ctx.meta.get("perfeval.verbose")))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program and exit with its code; see the table of exit codes in :mod:`perfeval_xl.cli.exits`."""
        use_utf8()
        if args is None:  # the process is ours
            collect_seldom()
        try:
            code = super().main(args, prog_name or "perfeval", complete_var, standalone_mode=False, **extra)
        except click.Abort:
            click.echo("已中断。", err=True)
            code = _INTERRUPTED
        except click.ClickException as error:
            code = report_usage(error)
        except OSError as error:  # help that cannot be written
            code = report_error(error, verbose=False)
        if standalone_mode:
            sys.exit(code or 0)
        return code
