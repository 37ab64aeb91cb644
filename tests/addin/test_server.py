"""``perfeval serve``: whoever is not the add-in's own page gets nothing."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfeval_xl.addin.cells import CellsError, workbook_of
from perfeval_xl.addin.home import HOME_VARIABLE
from perfeval_xl.addin.resident import Holder, holder, proof_of
from perfeval_xl.addin.server import LARGEST, Server
from perfeval_xl.workbook.model import CellError, Merge
from perfeval_xl.workbook.reading import read_workbook

SECRET = "5" * 64
CELLS = {
    "command": "check",
    "name": "表.xlsx",
    "sheets": [{"name": "甲", "visible": True, "cells": [["A1", "说明", None, None]], "merges": []}],
    "names": {},
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    running = Server(0, SECRET, idle=600)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def ask(
    server: Server, method: str, path: str, body: object = None, **headers: str | None
) -> tuple[int, dict[str, str], bytes]:
    """A request as our own page sends it, but for ``headers`` (``None``: left out)."""
    given: dict[str, str | None] = {"Host": server.origin.removeprefix("http://")}
    if method == "POST":
        given |= {"Origin": server.origin, "Content-Type": "application/json", "X-Perfeval-Token": server.token}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    if method == "POST":
        given.setdefault("Content-Length", str(len(content)))
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in given.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders()
    connection.send(content)
    reply = connection.getresponse()
    found = reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
    connection.close()
    return found


def plan_status(server: Server, body: object = CELLS, **headers: str | None) -> int:
    return ask(server, "POST", f"/{SECRET}/plan", body, **headers)[0]


def test_our_own_page_gets_a_plan(server: Server) -> None:
    status, headers, content = ask(server, "POST", f"/{SECRET}/plan", CELLS)
    assert status == 200
    assert json.loads(content)["message"]["level"] == "error"  # there is no form in it
    assert headers["cache-control"] == "no-store"
    assert not any(name.startswith("access-control") for name in headers)


def test_the_page_holds_the_token_and_nothing_is_stored(server: Server) -> None:
    status, headers, content = ask(server, "GET", f"/{SECRET}/")
    assert (status, server.token.encode() in content) == (200, True)
    assert "script-src 'self'" in headers["content-security-policy"]
    for name in (
        "index.html",
        "buttons.js",
        "reading.js",
        "writing.js",
        "ribbon.xml",
        "manifest.xml",
        "icons/score_26.png",
    ):
        assert ask(server, "GET", f"/{SECRET}/{name}")[0] == 200, name


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "localhost"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": None}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": None}, 403),
        ({"X_Perfeval_Token": None}, 403),
        ({"X_Perfeval_Token": "0" * 64}, 403),
        ({"X_Perfeval_Token": "ÿ"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": None}, 415),
        ({"Content_Length": None}, 411),
        ({"Content_Length": "-1"}, 411),
        ({"Content_Length": "²"}, 411),
        ({"Content_Length": str(LARGEST + 1)}, 413),
        ({"Transfer_Encoding": "chunked"}, 415),
    ],
)
def test_other_senders_are_refused(server: Server, headers: dict[str, str | None], status: int) -> None:
    assert plan_status(server, **headers) == status


def test_it_proves_who_it_is_without_telling_its_secret(server: Server) -> None:
    port = server.server_address[1]
    status, headers, _ = ask(server, "GET", "/", X_Perfeval_Question="q" * 32)
    assert (status, headers["x-perfeval-proof"]) == (404, proof_of(SECRET, port, "q" * 32))
    for question in (None, "", "q" * 65):
        assert "x-perfeval-proof" not in ask(server, "GET", "/", X_Perfeval_Question=question)[1]
    assert holder(port, SECRET) is Holder.OURS
    assert holder(port, "6" * 64) is Holder.ANOTHERS


def test_two_hosts_are_refused(server: Server) -> None:
    own = server.origin.removeprefix("http://")
    request = f"GET /{SECRET}/ HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=10) as one:
        one.sendall(request.encode())
        assert b" 403 " in one.recv(100)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[" * 100_000,
        [],
        {},
        {**CELLS, "command": "open"},
        {**CELLS, "place": "/etc/passwd"},
        {**CELLS, "copy": "/etc/passwd"},
        {**CELLS, "sheets": "/etc/passwd"},
        {**CELLS, "sheets": []},
        {**CELLS, "sheets": [{**CELLS["sheets"][0], "path": "x"}]},  # type: ignore[index, dict-item]
        {**CELLS, "sheets": [CELLS["sheets"][0]] * 2},  # type: ignore[index]
        {**CELLS, "sheets": [{**CELLS["sheets"][0], "cells": [["A0", 1, None, None]]}]},  # type: ignore[index, dict-item]
        {**CELLS, "sheets": [{**CELLS["sheets"][0], "cells": [["XFE1", 1, None, None]]}]},  # type: ignore[index, dict-item]
        {**CELLS, "sheets": [{**CELLS["sheets"][0], "cells": [["A1", [1], None, None]]}]},  # type: ignore[index, dict-item]
        {**CELLS, "sheets": [{**CELLS["sheets"][0], "cells": [["A1", float("nan"), None, None]]}]},  # type: ignore[index, dict-item]
        {**CELLS, "sheets": [{**CELLS["sheets"][0], "merges": ["A1"]}]},  # type: ignore[index, dict-item]
    ],
)
def test_anything_but_cells_is_refused(server: Server, body: object) -> None:
    assert plan_status(server, body) == 400
    assert plan_status(server) == 200  # and it still serves


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/plan",
        f"/{'6' * 64}/",
        f"/{SECRET}/../wps.json",
        f"/{SECRET}/icons/../../excel/customUI.xml",
        f"/{SECRET}/x",
    ],
)
def test_other_addresses_are_not_found(server: Server, path: str) -> None:
    assert ask(server, "GET", path)[0] == 404


def test_preflights_and_other_methods_get_nothing(server: Server) -> None:
    for method in ("OPTIONS", "PUT", "DELETE", "HEAD"):
        status, headers, _ = ask(server, method, f"/{SECRET}/plan", Origin="http://evil.example")
        assert status == 501
        assert not any(name.startswith("access-control") for name in headers)


def test_it_listens_on_this_machine_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_it_ends_when_nobody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    server = Server(0, SECRET, idle=0.2)
    start = time.monotonic()
    with server:
        server.serve_forever(poll_interval=0.05)
    assert time.monotonic() - start < 10


def test_cells_become_a_workbook() -> None:
    cells = [
        ["A1", "=1+1", None, None],
        ["A2", 0.5, None, "0.00%"],
        ["A3", 3, "1+2", "General"],
        ["A4", {"error": "#DIV/0!"}, "1/0", None],
        ["A5", True, None, None],
        ["A6", 45000, None, "yyyy-mm-dd"],
        ["B1", "合并", None, None],
    ]
    sheet = {"name": "甲 乙", "visible": True, "cells": cells, "merges": ["B1:C2"]}
    hidden = {"name": "藏", "visible": False, "cells": [], "merges": []}
    names = {"pe_total": "='甲 乙'!$A$3", "'甲 乙'!pe_own": "='甲 乙'!$A$1", "不 行": "x"}
    sheets = read_workbook(workbook_of({"name": "x", "sheets": [hidden, sheet], "names": names}))
    page = sheets["甲 乙"]
    assert [page.raw(row, 0) for row in range(5)] == ["=1+1", 0.5, 3.0, CellError("#DIV/0!"), True]
    assert page.formulas == {(2, 0): "1+2", (3, 0): "1/0"}
    assert str(page.raw(5, 0)).startswith("2023-03-15")
    assert (page.value(1, 2), page.merges, (1, 0) in page.percent) == ("合并", (Merge(0, 1, 1, 2),), True)
    assert sheets["藏"].visibility != page.visibility
    assert sheets.names["pe_total"] == "'甲 乙'!$A$3"
    assert page.names["pe_own"] == "'甲 乙'!$A$1"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfeval_xl.addin.cells._MOST_CELLS", 5)

    def of(*counts: int) -> bytes:
        sheets = [
            {"name": f"表{number}", "visible": True, "cells": [["A1", 1, None, None]] * count, "merges": []}
            for number, count in enumerate(counts)
        ]
        return workbook_of({"name": "x", "sheets": sheets, "names": {}})

    assert of(2, 3)
    for counts in ((6,), (3, 3)):
        with pytest.raises(CellsError, match="cell by cell"):
            of(*counts)
