"""Arrows point one way: a walk over the package's imports says so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import perfeval_xl

PACKAGE = Path(perfeval_xl.__file__).parent

# room -> rooms that it may import; a room may always import itself
ALLOWED = {
    "version": set(),
    "timing": set(),
    "resources": set(),
    "memory_limit": set(),
    "capped": {"memory_limit"},
    "issues": {"values"},
    "values": set(),
    "workbook": {"issues", "version"},
    "rules": {"issues", "values", "resources", "rates"},
    "forms": {"issues", "values", "workbook"},
    "objectives": {"issues", "values", "workbook", "forms", "documents"},
    "rates": {"values", "forms"},
    "results": {"issues", "values", "forms", "rates"},
    "scoring": {"issues", "values", "rules", "forms", "rates", "results"},
    "checks": {"issues", "values", "rules", "forms", "objectives", "rates", "results"},
    "commentary": {"issues", "values", "rules", "forms", "results"},
    "writing": {"issues", "values", "workbook", "results", "commentary"},
    "conversion": {"issues", "workbook"},
    "clearing": {"issues", "workbook"},
    "templates": {"issues", "resources", "version", "workbook", "values", "forms", "objectives"},
    "catalogue": {"issues", "checks"},
    "ruling": {"issues", "catalogue", "workbook", "forms", "rules", "results"},
    "opening": {"issues", "workbook", "forms", "rules", "ruling", "results"},
    "delivery": {"issues", "version", "conversion", "opening", "results", "workbook", "writing"},
    "evaluation": {
        "objectives",
        "opening",
        "delivery",
        "clearing",
        "conversion",
        "issues",
        "timing",
        "ruling",
        "version",
        "workbook",
        "forms",
        "rules",
        "scoring",
        "checks",
        "commentary",
        "writing",
        "results",
    },
    "documents": {"issues", "workbook"},
    "proofread": {"issues", "values", "rules", "results", "checks", "documents"},
    "proofreading": {
        *("issues", "workbook", "conversion", "documents", "proofread", "evaluation", "results"),
        "capped",
    },
    "comparison": {"issues", "values", "forms", "rules", "results", "scoring"},
    "report": {
        *("issues", "version", "results", "values", "commentary", "comparison", "rates", "forms", "rules"),
        "proofread",
    },
    "batch": {
        *("issues", "version", "timing", "conversion", "evaluation", "report", "results", "workbook", "rules"),
        *("objectives", "catalogue", "capped", "memory_limit", "documents"),
    },
    "addin": {
        *("issues", "version", "resources", "values", "workbook", "results", "rules", "evaluation", "report"),
        *("clearing", "objectives", "batch"),
    },
    "offline": {"resources"},
    "cli": {"*"},
    "docs": {"*"},
    "__main__": {"cli"},
    "__init__": {"*"},
}
# floors of the workbook room from the ground up; the modules beside them are what all speak of, or doors
FLOORS = ("parts", "readers", "editing", "record", "marks", "own")
DOORS = ("reading", "patching", "clearing", "atomic", "copies")
PURE = ("values", "rates", "rules", "scoring", "checks", "comparison", "proofread")
FORBIDDEN_IN_PURE = {"openpyxl", "xlwings", "python_calamine", "click", "xlsxwriter"}


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Modules that a module imports, those that it takes out of a package (``from package import module``) too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, f"{path}: a relative import hides where it leads"
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {node.module, *(name for name in inside if _is_module(name))}
    return found


def _is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_imports_are_seen_however_they_are_spelt(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "import perfeval_xl.cli\nfrom perfeval_xl import batch\nfrom perfeval_xl.workbook.own import sheets as s\n"
        "def later():\n    from perfeval_xl.issues import Issue\n",
        encoding="utf-8",
    )
    found = {name for name in _imports(module) if name.count(".") and not name.endswith(".own")}
    assert found == {f"perfeval_xl.{name}" for name in ("cli", "batch", "workbook.own.sheets", "issues")}
    module.write_text("from .own import sheets\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="relative import"):
        _imports(module)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_one_way(path: Path) -> None:
    room = _room(path)
    allowed = ALLOWED[room]
    for name in _imports(path):
        if not name.startswith("perfeval_xl."):
            continue
        target = name.split(".")[1]
        assert target == room or "*" in allowed or target in allowed, f"{room} -> {target}"


def _floor(place: str) -> int:
    """Of a module below ``workbook``: 0 for what all speak of, the doors on top."""
    first, _, rest = place.partition(".")
    if rest:
        return FLOORS.index(first) + 1
    return len(FLOORS) + 1 if first in DOORS else 0


@pytest.mark.parametrize("path", sorted((PACKAGE / "workbook").rglob("[a-z]*.py")), ids=lambda path: path.stem)
def test_floors_of_the_workbook_room_stand_on_those_beneath(path: Path) -> None:
    own = _floor(".".join(path.relative_to(PACKAGE / "workbook").with_suffix("").parts))
    prefix = "perfeval_xl.workbook."
    for name in _imports(path):
        if name.startswith(prefix):
            assert _floor(name.removeprefix(prefix)) <= own, name


@pytest.mark.parametrize(
    "path", [p for p in _modules() if _room(p) in PURE], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_pure_rooms_know_no_spreadsheet_library(path: Path) -> None:
    assert {name.split(".")[0] for name in _imports(path)} & FORBIDDEN_IN_PURE == set()
