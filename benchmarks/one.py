"""One pipeline over one folder, for a process of its own: ``python -m benchmarks.one naive|ours FOLDER OUT [JOBS]``."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from benchmarks.measuring import workbooks_in


def main(arguments: list[str]) -> None:
    which, folder, out, *rest = arguments
    files = workbooks_in(Path(folder))
    if which == "naive":
        from benchmarks.naive import score

        warnings.simplefilter("ignore")  # openpyxl tells what it loses

        for file in files:
            score(file, Path(out) / file.name)
    elif which == "ours":
        from perfeval_xl.batch import score_folder

        score_folder(folder, out, jobs=int(rest[0]), engine="process" if rest[1:] else None)
    else:
        raise ValueError(which)


if __name__ == "__main__":
    main(sys.argv[1:])
