"""A scored workbook as it was written, and as applications save it."""

from __future__ import annotations

import pytest

from tests.support.libreoffice import convert
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
