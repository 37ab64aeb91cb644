"""Workbooks as programs write them, and a scored one as it was written and as applications save it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.libreoffice import convert
from tests.workbook.rich import openpyxl_workbook, rich_workbook
from tests.workbook.scored import by_openpyxl, scored


@pytest.fixture(scope="session")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("saved")
    (folder / "in.xlsx").write_bytes(scored())
    convert([folder / "in.xlsx"], "xlsx:Calc MS Excel 2007 XML", folder / "out")
    return (folder / "out" / "in.xlsx").read_bytes()


@pytest.fixture(params=["as written", "openpyxl", pytest.param("LibreOffice", marks=pytest.mark.libreoffice)])
def saved(request: pytest.FixtureRequest) -> bytes:
    if request.param == "as written":
        return scored()
    return by_openpyxl(scored()) if request.param == "openpyxl" else request.getfixturevalue("by_libreoffice")


@pytest.fixture(scope="session")
def libreoffice_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The rich workbook as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "rich.xlsx").write_bytes(rich_workbook())
    convert([folder / "rich.xlsx"], "xlsx:Calc MS Excel 2007 XML", folder / "out")
    return (folder / "out" / "rich.xlsx").read_bytes()


@pytest.fixture(params=["XlsxWriter", "openpyxl", pytest.param("LibreOffice", marks=pytest.mark.libreoffice)])
def original(request: pytest.FixtureRequest) -> bytes:
    makers: dict[str, Callable[[], bytes]] = {
        "XlsxWriter": rich_workbook,
        "openpyxl": openpyxl_workbook,
        "LibreOffice": lambda: request.getfixturevalue("libreoffice_workbook"),
    }
    return makers[request.param]()
