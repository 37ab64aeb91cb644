"""Form lines set aside in a temporary file until the ranks are known: memory does not grow with their number."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from types import TracebackType

from perfeval_xl.report.summary_lines import FormLine

_DECIMALS = ("budget", "executed", "rate", "points", "score")


class Spool:
    """Takes lines, then gives them back in their order."""

    def __init__(self) -> None:
        self._stream = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass")  # noqa: SIM115

    def add(self, line: FormLine) -> None:
        value = line._asdict()
        value |= {name: None if value[name] is None else str(value[name]) for name in _DECIMALS}
        self._stream.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")

    def __iter__(self) -> Iterator[FormLine]:
        self._stream.seek(0)
        for text in self._stream:
            value = json.loads(text)
            value |= {name: None if value[name] is None else Decimal(value[name]) for name in _DECIMALS}
            yield FormLine(**value)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
