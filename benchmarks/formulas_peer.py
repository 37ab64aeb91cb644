"""The peer ``formulas``: load, compile, calculate, write; ``formulas_peer.py OUT FILE...``.

Its licence (EUPL) keeps it out of our dependencies; ``make bench`` installs it into a folder of its own for the run.
"""

from __future__ import annotations

import sys


def main(out: str, files: list[str]) -> None:
    import formulas  # type: ignore[import-not-found, unused-ignore]

    for file in files:
        model = formulas.ExcelModel().loads(file).finish()
        model.calculate()
        model.write(dirpath=out)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
