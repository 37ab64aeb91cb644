"""Generated documentation: ``python -m perfeval_xl.docs`` writes it, ``--check`` tells whether it is in step."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import click
import yaml

from perfeval_xl.catalogue import all_kinds
from perfeval_xl.issues import IssueKind
from perfeval_xl.rules import DEFAULT_PACK, list_packs, load_pack
from perfeval_xl.rules.choosing import pack_years
from perfeval_xl.rules.handbook import handbook
from perfeval_xl.rules.packs import pack_folders
from perfeval_xl.scoring.worked import worked_examples
from perfeval_xl.values import handbook as values_handbook

FOLDER = Path(__file__).resolve().parent.parent / "docs"
_HEAD = "<!-- 由 python -m perfeval_xl.docs 生成，请勿手改 -->\n\n"


FAMILIES = {
    "BUD": "预算与资金",
    "GOAL": "与绩效目标核对",
    "IND": "指标",
    "IO": "文件读写",
    "RATE": "共性指标与基础数据",
    "SAT": "满意度",
    "STR": "表格结构与名称",
    "TOT": "总分与等级",
    "TXT": "文字",
    "WGT": "分值与权重",
}


def issue_notes() -> dict[str, dict[str, str]]:
    """What a person wrote about each code, for this page only: cause and example."""
    notes: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "issue_notes.yaml").read_text(encoding="utf-8"))
    return notes


def issue_catalogue() -> str:
    """Every issue code: how heavy, its words, why it comes up, an example, what to do, and the clause."""
    notes = issue_notes()
    lines = [
        "# 问题代码\n",
        "级别：错误使数字不能成立；警告需要核对；提示供参考。提示文字里的 {…} 在使用时填入具体内容。",
        "级别可以在 `perfeval.toml` 里改，也可以停用，见[选定规则](writing-rules.md)。\n",
    ]
    family = ""
    for kind in all_kinds().values():
        if kind.code.partition("-")[0] != family:
            family = kind.code.partition("-")[0]
            lines.append(f"## {FAMILIES.get(family, family)}（{family}）\n")
        lines += _issue_kind(kind, notes.get(kind.code, {}))
    return _HEAD + "\n".join(lines)


def _issue_kind(kind: IssueKind, note: Mapping[str, str]) -> list[str]:
    clause = kind.clause + ("（依据待核实）" if kind.clause and not kind.verified else "")
    entries = {
        "提示文字": kind.message,
        "原因": note.get("cause", ""),
        "例": note.get("example", ""),
        "处理": kind.remedy,
        "依据": clause,
    }
    told = [f"- {label}：{html.escape(text, quote=False)}" for label, text in entries.items() if text]
    return [f"### {kind.code}\n", f"**{kind.title}**（{kind.severity.label}）\n", *told, ""]


def command_reference() -> str:
    """Every command with its help text, as ``--help`` prints it."""
    from perfeval_xl.cli import main

    parts = ["# 命令参考\n"]
    for path, command in _commands(main, ("perfeval",)):
        context = command.context_class(command, info_name=" ".join(path), terminal_width=100, **main.context_settings)
        parts.append(f"## {' '.join(path)}\n\n```\n{command.get_help(context)}\n```\n")
    return _HEAD + "\n".join(parts)


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _commands(child, (*path, name))


def rule_book() -> str:
    """The rule packs, each with its own page (:func:`rule_page`)."""
    parts = [
        "# 规则手册\n",
        "每个规则包一页：每项规则的内容、由程序算出的算例和依据。标有“依据待核实”的不得当作法定依据引用。",
        "怎样选定规则包、怎样写自己的规则文件，见 [写规则文件](writing-rules.md)。\n",
        "| 规则包 | 标题 | 地区 | 年度 | 怎样选用 |",
        "|---|---|---|---|---|",
    ]
    for pack in list_packs():
        how = "试用，只在指定时使用" if pack.experimental else "按版式识别" if pack.layouts else "只在指定时使用"
        how = "缺省，或指定" if pack.id == DEFAULT_PACK else how
        link = f"[{pack.id}](rules/{pack.id}.md)"
        parts.append(f"| {link} | {pack.title} | {pack.region} | {pack_years(pack)} | {how} |")
    return _HEAD + "\n".join(parts) + "\n"


def rule_page(name: str) -> str:
    """One rule pack: its values, each with its source and whether that is verified."""
    pack = load_pack(name)
    return _HEAD + handbook(pack, worked_examples(pack))


def layout_book() -> str:
    """Every layout family, what it is recognised by, and every header word that is understood."""
    from perfeval_xl.forms.layouts.handbook import layout_pages

    head = [
        "# 认得哪些自评表\n",
        "各地的表式不同。下面是认得的版式和列名；没有列出的表，只要列名在下列写法之内，按中央通用式读取。",
        "要支持一种新的版式：在 `perfeval_xl/forms/layouts/` 加一个数据文件，在 `tests/forms/layouts/` 加它的例表。\n",
    ]
    return _HEAD + "\n".join(head) + "\n" + layout_pages()


def word_book() -> str:
    """The words, units and dates by which targets and actual values are read."""
    return _HEAD + values_handbook.word_book()


def rate_book() -> str:
    """Every common rate with its formulas and sources."""
    from perfeval_xl.rates.handbook import handbook as rate_handbook

    return _HEAD + rate_handbook()


DOCUMENTS: dict[str, Callable[[], str]] = {
    "issues.md": issue_catalogue,
    "cli.md": command_reference,
    "rules.md": rule_book,
    "layouts.md": layout_book,
    "words.md": word_book,
    "rates.md": rate_book,
    **{f"rules/{folder.name}.md": partial(rule_page, folder.name) for folder in pack_folders()},
}


def stale() -> list[str]:
    """Names of generated documents that differ from what would be generated now."""
    return [
        name
        for name, make in DOCUMENTS.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != make()
    ]


def main(arguments: list[str]) -> int:
    """Write the documents, or with ``--check`` name those that are out of step (exit code 1)."""
    if "--check" in arguments:
        late = stale()
        for name in late:
            print(f"docs/{name} 与程序不一致，请运行 make docs", file=sys.stderr)
        return 1 if late else 0
    for name, make in DOCUMENTS.items():
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
