"""The service of the WPS buttons, started at log-in: a person who only knows WPS has no terminal to start it from.

It is an entry in this person's own start folder (a shortcut on Windows, a ``.desktop`` file on Linux); the service ends
by itself once the buttons are removed or installed anew, see :meth:`~perfeval_xl.addin.server.Server.service_actions`.
"""

from __future__ import annotations

import hmac
import http.client
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from perfeval_xl.addin.home import home
from perfeval_xl.addin.machine import Machine, roaming
from perfeval_xl.workbook.atomic import write_atomic

SEALED = ("-E", "-P")
"""No variables and no modules of the folder it starts in; those that a person installed for themselves are found."""
_WORDS = (*SEALED, "-m", "perfeval_xl", "serve", "--resident")
_NAME = "perfeval-serve"
SIGNATURE = "perfeval"
"""How the service calls itself in every answer."""
QUESTION, PROOF = "X-Perfeval-Question", "X-Perfeval-Proof"
_SECONDS = 15
"""For the service to answer."""


def entry(machine: Machine) -> Path:
    """Where the system looks for what to start at log-in."""
    if machine.is_windows:
        return roaming() / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Startup" / f"{_NAME}.lnk"
    settings = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(settings) / "autostart" / f"{_NAME}.desktop"


def python(machine: Machine) -> Path:
    """The Python that runs, on Windows the one without a console window."""
    here = Path(sys.executable)
    silent = here.with_name("pythonw.exe")
    return silent if machine.is_windows and silent.is_file() else here


def enable(machine: Machine) -> None:
    """Start it at every log-in from now on.

    Raises:
        ImportError: Windows without pywin32.
        OSError, WorkbookError: the entry cannot be written.
    """
    place = entry(machine)
    place.parent.mkdir(parents=True, exist_ok=True)
    if machine.is_windows:
        machine.link(place, python(machine), " ".join(_WORDS))
        return
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Budget performance scoring service",
        "Name[zh_CN]=绩效自评评分服务",
        f"Exec={' '.join(map(_quoted, _command(str(python(machine)))))}",
        "NoDisplay=true",
    )
    write_atomic(place, ("\n".join(lines) + "\n").encode("utf-8"))


def disable(machine: Machine) -> None:
    """No longer start it at log-in."""
    entry(machine).unlink(missing_ok=True)


def start(machine: Machine, is_up: Callable[[], bool]) -> bool:
    """Start it now, on its own; whether it is up soon."""
    home().mkdir(parents=True, exist_ok=True)
    flags = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [str(python(machine)), *_WORDS],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home(),
        start_new_session=True,
        creationflags=flags,
    )
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        if is_up():
            process.returncode = 0  # it outlives us, and is nobody's child to wait for
            return True
        time.sleep(0.05)
    return False


class Holder(Enum):
    """Who answers at a port of this machine."""

    OURS = "ours"
    """The service of this person, with this secret."""
    ANOTHERS = "another's"
    """That of somebody else who works on this machine, or an older one."""
    NONE = "none"
    """Nobody, or another program."""


def holder(port: int, secret: str) -> Holder:
    """Who answers there. The secret is not sent, for it is none of another's business: ours proves that it knows it."""
    question = secrets.token_hex(16)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/", headers={QUESTION: question})
        reply = connection.getresponse()
        proof = reply.getheader(PROOF) or ""
        if hmac.compare_digest(proof.encode(), proof_of(secret, port, question).encode()):
            return Holder.OURS
        return Holder.ANOTHERS if (reply.getheader("Server") or "").strip() == SIGNATURE else Holder.NONE
    except (OSError, http.client.HTTPException):
        return Holder.NONE
    finally:
        connection.close()


def proof_of(secret: str, port: int, question: str) -> str:
    """What only the service at that port can answer to a question."""
    return hmac.new(secret.encode(), f"{port} {question}".encode(), "sha256").hexdigest()


def _command(program: str) -> tuple[str, ...]:
    """GLib looks for a program before it reads ``%%`` as ``%``, and the specification allows no ``=`` in its path."""
    through = ("/bin/sh", "-c", 'exec "$0" "$@"') if set("%=") & set(program) else ()
    return (*through, program, *_WORDS)


def _quoted(word: str) -> str:
    """A word of ``Exec`` as the desktop entry specification quotes it."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\").replace("\n", "\\n").replace("%", "%%") + '"'
