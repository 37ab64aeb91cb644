"""``perfeval serve``: the pages of the WPS add-in, and plans for them, on this machine only.

What may speak to it is narrow on purpose, because any web page in a browser of this machine can send requests here:

* it listens on 127.0.0.1; the address has a secret part that only this person's files tell (``wps.json``, mode 0600);
* ``Host`` must be exactly its own address, which a page under another name (DNS rebinding) cannot send;
* plans need ``Origin`` of its own pages, the token of this start, which stands in its own page only, and JSON;
* a request holds cells, never a path; it is at most 8 MiB; no answer allows another origin to read it;
* it ends by itself when nobody has asked for a while, and when the buttons are removed or get another address.
"""

from __future__ import annotations

import hmac
import json
import math
import os
import secrets
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from perfeval_xl.addin.cells import CellsError, workbook_of
from perfeval_xl.addin.commands import NAMES, failure_message
from perfeval_xl.addin.home import log
from perfeval_xl.addin.plan import Plan
from perfeval_xl.addin.plan_json import Json, plan_json
from perfeval_xl.addin.resident import PROOF, QUESTION, SIGNATURE, proof_of
from perfeval_xl.addin.worker import copy_name
from perfeval_xl.addin.wps_pages import page

HOST = "127.0.0.1"
LARGEST = 8 * 1024 * 1024
_SECONDS = 30
"""For a request to arrive."""
_LONGEST_QUESTION = 64
_LOOK = 2.0
"""Seconds between two looks at whether it is still wanted."""
_SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'",
}


class RefusedError(Exception):
    """A request that gets nothing: its status."""

    def __init__(self, status: int) -> None:
        self.status = status


class Server(ThreadingHTTPServer):
    """Serves until :meth:`shutdown`, until nobody has asked for ``idle`` seconds, or until it is not ``wanted``."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"
    """There it only passes over connections that have ended; on Windows two might listen at one port."""

    def __init__(
        self, port: int, secret: str, idle: float = math.inf, wanted: Callable[[], bool] = lambda: True
    ) -> None:
        # before the port, for a server that does not get it closes itself
        self._folder = tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True)
        super().__init__((HOST, port), Handler)
        self.secret, self.idle, self._wanted = secret, idle, wanted
        self._looked = time.monotonic()
        self.token = secrets.token_hex(32)
        self.origin = f"http://{HOST}:{self.server_address[1]}"
        self.asked = time.monotonic()
        self.one_at_a_time = threading.Lock()

    @property
    def address(self) -> str:
        """Where the add-in's pages are."""
        return f"{self.origin}/{self.secret}/"

    def service_actions(self) -> None:
        now = time.monotonic()
        look = now - self._looked > _LOOK
        if look:
            self._looked = now
        if now - self.asked > self.idle or (look and not self._wanted()):
            threading.Thread(target=self.shutdown, daemon=True).start()

    def server_close(self) -> None:
        super().server_close()
        self._folder.cleanup()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that went away in the middle: no word of it on the screen."""
        log().info("connection lost", exc_info=True)

    def plan(self, request: Any) -> Json:
        """The answer to one request; a failure of ours is a plan with a message only.

        Raises:
            RefusedError: it is not a request of the add-in's.
        """
        from perfeval_xl.addin.planning import make_plan

        if not isinstance(request, dict) or request.get("command") not in NAMES:
            raise RefusedError(400)
        command, name = request["command"], str(request.get("name") or "工作簿.xlsx")
        log().info("%s %s", command, name)
        try:
            content = b"" if command == "about" else workbook_of(request)
            return self._told(make_plan(command, content, copy_name(name)))
        except CellsError:
            raise RefusedError(400) from None
        except Exception as error:
            log().exception("%s", command)
            return self._told(Plan(failure_message(error)))

    def _told(self, plan: Plan) -> Json:
        vehicle = None
        if plan.sheets:
            vehicle = Path(self._folder.name) / f"perfeval-{secrets.token_hex(8)}.xlsx"
            vehicle.write_bytes(plan.vehicle)
        return {**plan_json(plan, vehicle), "backup_wanted": plan.backup}


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    server_version, sys_version = SIGNATURE, ""
    timeout = _SECONDS

    def do_GET(self) -> None:
        self._answer(self._page)

    def do_POST(self) -> None:
        self._answer(self._plan)

    def _answer(self, make: Any) -> None:
        try:
            kind, content = make(self._asked_for())
        except RefusedError as refusal:
            self.close_connection = True
            self._send(refusal.status, "text/plain; charset=utf-8", b"")
        except (TimeoutError, ConnectionError):
            self.close_connection = True
        else:
            self.server.asked = time.monotonic()
            self._send(200, kind, content)

    def _asked_for(self) -> str:
        """The name behind the secret part of the address."""
        hosts = self.headers.get_all("Host") or []
        if hosts != [self.server.origin.removeprefix("http://")]:
            raise RefusedError(403)
        origins = self.headers.get_all("Origin") or []
        if origins not in ([], [self.server.origin]):
            raise RefusedError(403)
        _, _, rest = self.path.partition("/")
        secret, _, name = rest.partition("/")
        if not hmac.compare_digest(secret.encode(), self.server.secret.encode()):
            raise RefusedError(404)
        return name

    def _page(self, name: str) -> tuple[str, bytes]:
        found = page(name.partition("?")[0] or "index.html", self.server.token)
        if found is None:
            raise RefusedError(404)
        return found

    def _plan(self, name: str) -> tuple[str, bytes]:
        if name != "plan":
            raise RefusedError(404)
        if self.headers.get("Origin") != self.server.origin:
            raise RefusedError(403)
        token = self.headers.get("X-Perfeval-Token") or ""
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise RefusedError(403)
        if self.headers.get_content_type() != "application/json" or self.headers.get("Transfer-Encoding"):
            raise RefusedError(415)
        try:
            request = json.loads(self._body())
        except (ValueError, RecursionError):
            raise RefusedError(400) from None
        with self.server.one_at_a_time:
            return "application/json", json.dumps(self.server.plan(request)).encode("ascii")

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length") or ""
        if not length.isascii() or not length.isdigit():
            raise RefusedError(411)
        if int(length) > LARGEST:
            raise RefusedError(413)
        return self.rfile.read(int(length))

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        proof = self._proof()
        for name, value in {**_SAFE, "Content-Type": kind, "Content-Length": str(len(content)), **proof}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _proof(self) -> dict[str, str]:
        """For who asks whether it is this person's service that got the port; tells nothing of the secret."""
        question = self.headers.get(QUESTION) or ""
        if not question or len(question) > _LONGEST_QUESTION:
            return {}
        return {PROOF: proof_of(self.server.secret, self.server.server_address[1], question)}

    def log_message(self, format: str, *args: Any) -> None:
        """The address holds the secret: it is not written down."""
