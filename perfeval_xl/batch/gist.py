"""What summary, manifest and tally say of one workbook, taken from its object of ``results.jsonl``.

Workers take it, so that the process that gathers results never reads a line again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from perfeval_xl.issues import catalogue
from perfeval_xl.report.summary_lines import FormLine, IssueLine, form_lines, issue_lines


class Gist(NamedTuple):
    """All of a workbook that is told of a batch as a whole."""

    status: str
    forms: list[FormLine]
    issues: list[IssueLine]
    entry: str
    """The manifest's entry, a JSON object on one line."""
    packs: list[tuple[str, str]]
    """Id and hash of the rule packs that were used."""
    answered: Sequence[str] = ()
    """Places of the objectives that its forms answer."""
    titles: Mapping[str, str] = {}
    """Code -> title of the issues: who has raised them knows their kinds, who gathers results need not load them."""

    def weighing(self, severity: str) -> int:
        """How many issues are of that severity."""
        return sum(issue.severity == severity for issue in self.issues)


def gist_of(record: Mapping[str, Any]) -> Gist:
    """The gist of one object of ``results.jsonl``."""
    forms, kinds = record["forms"], catalogue()
    entry = {
        "path": record["workbook"],
        "size": record["input_size"],
        "sha256": record["input_sha256"],
        "outcome": record["status"],
        "cause": record["issues"][0]["code"] if record["status"] == "unreadable" and record["issues"] else None,
        "rules": sorted({form["rules"] for form in forms}),
        "output": record["output"],
        "output_sha256": record["output_sha256"],
    }
    return Gist(
        record["status"],
        form_lines(record),
        issue_lines(record),
        json.dumps(entry, ensure_ascii=False),
        [(form["rules"], form["rules_hash"]) for form in forms if form.get("rules_hash")],
        [place for form in forms for place in form.get("objectives", ())],
        {code: kinds[code].title for code in {issue["code"] for issue in record["issues"]} if code in kinds},
    )
