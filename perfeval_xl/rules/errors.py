"""What is wrong with a rule file, in one Chinese sentence."""

from __future__ import annotations

from pathlib import Path


class RulesError(ValueError):
    """A rule pack that cannot be used; ``str()`` is one Chinese sentence naming file and line.

    Attributes:
        file: the file at fault, ``None`` where a pack's name is unknown.
        line: 1-based line in that file, ``None`` where the whole file is meant.
    """

    def __init__(
        self, problem: str, *, file: Path | None = None, line: int | None = None, what: str = "规则文件"
    ) -> None:
        self.problem = problem
        self.file = file
        self.line = line
        place = ""
        if file is not None:
            # packs of one file name differ by their folder, so both are named
            place = f"{what}“{file.parent.name}/{file.name}”" + (f"第{line}行" if line else "") + "："
        super().__init__(place + problem)


class SchemaError(Exception):
    """A value at ``path`` of a rule pack's mapping is wrong; becomes a :class:`RulesError` once its line is known."""

    def __init__(self, path: tuple[str | int, ...], problem: str) -> None:
        super().__init__(problem)
        self.path = path
        self.problem = problem
