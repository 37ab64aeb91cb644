"""One pipeline over a folder, for its own process: ``python -m benchmarks.one naive|load|ours FOLDER OUT [JOBS]``."""

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
    elif which == "load":
        from benchmarks.mixed import load_and_save

        for file in files:
            load_and_save(file, Path(out) / file.name)
    elif which == "ours":
        from perfeval_xl.batch import score_folder

        score_folder(folder, out, jobs=int(rest[0]), engine="process" if rest[1:] else None)
    else:
        raise ValueError(which)


if __name__ == "__main__":
    main(sys.argv[1:])
