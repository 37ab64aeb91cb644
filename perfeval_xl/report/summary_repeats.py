"""Forms that a folder holds more than once: what is told of them, and what is counted once only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from perfeval_xl.report.summary_lines import FormLine

_DEPARTMENT = "部门整体"


class Repeats:
    """Takes the form lines of each file in order, and marks those that came before.

    A file of the very same bytes is a copy: its forms are listed, but counted in no sum. The same unit, project and
    year in another file may be a draft or a copy saved anew; nobody can tell, so that is only said. For each form
    some bytes are kept.
    """

    def __init__(self) -> None:
        self.copies = 0
        """Files that are copies."""
        self.alike = 0
        """Forms that another file may hold too."""
        self._lines = 0
        self._files: dict[bytes, int] = {}
        self._forms: dict[bytes, int] = {}

    def marked(self, lines: Iterable[FormLine]) -> list[FormLine]:
        """The lines of the next file."""
        return list(self._marked(list(lines)))

    def _marked(self, lines: list[FormLine]) -> Iterator[FormLine]:
        begin = self._lines + 1
        self._lines += len(lines)
        original = self._original(lines, begin)
        for number, line in enumerate(lines, begin):
            if original is not None:
                first = original + number - begin
                status = f"重复：文件与序号{first}的完全相同，不计入统计和名次；{line.status}"
                yield line._replace(is_copy=True, status=status)
                continue
            first = self._forms.setdefault(key, number) if (key := _identity(line)) else number
            if first < begin:
                self.alike += 1
                same = "单位、年度" if line.kind == _DEPARTMENT else "单位、项目、年度"
                status = f"{line.status}；{same}与序号{first}的相同，请核对是否重复报送"
                yield line._replace(is_alike=True, status=status)
                continue
            yield line

    def _original(self, lines: list[FormLine], begin: int) -> int | None:
        """The number of the first line of a file with the same bytes that came before."""
        first = lines[0] if lines else None
        if first is None or not first.digest or not first.kind:
            return None
        original = self._files.setdefault(bytes.fromhex(first.digest)[:16], begin)
        if original == begin:
            return None
        self.copies += 1
        return original


def _identity(line: FormLine) -> bytes | None:
    """What tells one form from all others; ``None`` where something of it was not read."""
    if not (line.unit and line.year and (line.project or line.kind == _DEPARTMENT)):
        return None
    text = "\n".join((line.kind, line.unit, line.project, str(line.year)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
