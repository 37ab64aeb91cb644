"""Measure all cases: ``python -m tests.realcases`` prints what is missed, ``--write`` writes docs/accuracy.md."""

from __future__ import annotations

import sys

from tests.realcases.page import PAGE, accuracy_page, measured


def main(arguments: list[str]) -> int:
    corpus = measured()
    if "--write" in arguments:
        PAGE.write_text(accuracy_page(corpus), encoding="utf-8")
        return 0
    for line in (*corpus.total.misses, *(f"false: {alarm}" for alarm in corpus.total.false_alarms)):
        print(line)
    print({metric: f"{corpus.total.hits[metric]}/{corpus.total.chances[metric]}" for metric in corpus.total.chances})
    print("precision", corpus.total.precision, corpus.total.true_alarms)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
