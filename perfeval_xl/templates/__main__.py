"""``python -m perfeval_xl.templates build [--check]``: rebuild the shipped .xlsx files, or prove them in step."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from perfeval_xl.templates.building import build_template
from perfeval_xl.templates.catalog import kinds
from perfeval_xl.templates.sampling import build_sample, sample_names, samples_folder


def built_files() -> Iterator[tuple[Path, bytes]]:
    """Every file that ships and the bytes that its data give."""
    for kind in kinds():
        yield kind.path, build_template(kind.id)
    for name in sample_names():
        yield samples_folder() / f"{name}.xlsx", build_sample(name)


def stale_files() -> list[Path]:
    """Files that are missing or differ from their data."""
    return [path for path, content in built_files() if not path.is_file() or path.read_bytes() != content]


def main(arguments: list[str] | None = None) -> int:
    """Returns 0, or 1 where ``--check`` finds a file out of step."""
    parser = argparse.ArgumentParser(prog="python -m perfeval_xl.templates", description="生成随附的模板和样例")
    parser.add_argument("command", choices=["build"])
    parser.add_argument("--check", action="store_true", help="不写文件，只核对文件与数据是否一致")
    options = parser.parse_args(arguments)
    if options.check:
        stale = stale_files()
        for path in stale:
            sys.stdout.write(f"与数据不一致：{path.name}\n")
        return 1 if stale else 0
    for path, content in built_files():
        path.write_bytes(content)
        sys.stdout.write(f"已生成：{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
