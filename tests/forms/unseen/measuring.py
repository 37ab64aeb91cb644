"""How many cells of the drawn forms are found: ``python -m tests.forms.unseen.measuring [SET]`` shows what is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import IndicatorRow, ParsedForm
from tests.support.tables import sheet, sheets

FOLDER = Path(__file__).parent
KINDS = ("sideways", "invented", "areas")
DRAWS = [*((kind, draw) for draw in (1, 2, 3, 4) for kind in KINDS), ("handmade", 5)]


@dataclass
class Measure:
    """What was found of one form."""

    name: str
    right: int = 0
    missed: list[str] = field(default_factory=list)
    """Cells that were not found."""
    wrong: list[str] = field(default_factory=list)
    """Cells that were read as something that they are not."""
    codes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.right + len(self.missed)

    def hold(self, what: str, expected: object, found: object) -> None:
        if expected == found:
            self.right += 1
            return
        self.missed.append(f"{what}: {expected}")
        if found not in (None, "", (None, "")):
            self.wrong.append(f"{what}: {found} for {expected}")


def forms_of(kind: str, draw: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{kind}_{draw}.yaml").read_text(encoding="utf-8"))
    return found


def measured(case: dict[str, Any]) -> Measure:
    found, issues = find_forms(sheets(sheet(case["sheet"])))
    measure, truth = Measure(case["name"], codes=tuple(sorted({issue.code for issue in issues}))), case["truth"]
    parsed = found.forms[0] if found.forms else None
    measure.hold("forms", truth.get("forms", 1), len(found.forms))
    measure.hold("year", truth["year"], parsed.form.year if parsed else None)
    for name, (cell, text) in truth["single"].items():
        _single(measure, parsed, name, cell, text)
    _funds(measure, parsed, truth.get("funds", {}))
    rows = {row.cells.get("name", ""): row for row in parsed.indicators} if parsed else {}
    for number, expected in enumerate(truth["indicators"], 1):
        _indicator(measure, number, expected, rows.pop(expected["name"], None))
    measure.wrong += [f"row: {cell} {row.name}" for cell, row in rows.items()]
    return measure


def _single(measure: Measure, parsed: ParsedForm | None, name: str, cell: str | None, text: str) -> None:
    if parsed is None:
        measure.hold(name, cell, "")
    elif name == "score_total":
        measure.hold(name, cell, parsed.form.cells.get(name))
    else:
        read = getattr(parsed.form, name)
        measure.hold(name, (cell, text), (parsed.form.cells.get(name), read) if read else (None, ""))


def _funds(measure: Measure, parsed: ParsedForm | None, truth: dict[str, str]) -> None:
    lines = [line for line in parsed.funds if line.key == "total"] if parsed else []
    cells = lines[0].cells if lines else {}
    for name, cell in truth.items():
        measure.hold(f"fund {name}", cell, cells.get(name))


def _indicator(measure: Measure, number: int, expected: dict[str, str], row: IndicatorRow | None) -> None:
    for name, value in expected.items():
        found = ""
        if row is not None:
            found = getattr(row, name) if name.startswith("level") else row.cells.get(name, "")
        measure.hold(f"{name} {number}", value, found)


def _shown(measure: Measure) -> Iterator[str]:
    yield f"{measure.name}: {measure.right}/{measure.total} {' '.join(measure.codes)}"
    for title, cells in (("missed", measure.missed), ("WRONG", measure.wrong)):
        if cells:
            more = f" … {len(cells)}" if len(cells) > 8 else ""
            yield f"    {title}: {'; '.join(cells[:8])}{more}"


def main() -> None:
    draw = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    quiet = "-q" in sys.argv
    for kind in (kind for kind, number in DRAWS if number == draw):
        measures = [measured(case) for case in forms_of(kind, draw)]
        right, total = sum(m.right for m in measures), sum(m.total for m in measures)
        whole = sum(not m.missed and not m.wrong for m in measures)
        wrong = sum(len(m.wrong) for m in measures)
        print(
            f"{kind}: {right}/{total} = {right / total:.1%} cells, {whole}/{len(measures)} forms whole, {wrong} wrong"
        )
        if not quiet:
            print("\n".join(line for m in measures if m.missed or m.wrong for line in _shown(m)))


if __name__ == "__main__":
    main()
