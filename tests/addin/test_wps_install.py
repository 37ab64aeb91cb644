"""Putting the add-in on WPS's lists and off again; what others put there stays."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest

from perfeval_xl.addin import resident, wps
from perfeval_xl.addin.home import HOME_VARIABLE
from perfeval_xl.addin.machine import ThisMachine
from perfeval_xl.addin.resident import Holder, holder
from perfeval_xl.addin.server import Server
from perfeval_xl.addin.wps_pages import ribbon
from perfeval_xl.cli import serve
from perfeval_xl.resources import data_folder
from tests.addin.machines import Linking
from tests.cli.calling import call

OTHER = '<jspluginonline name="other" type="et" url="http://127.0.0.1:3889/"/>'


@pytest.fixture(autouse=True)
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "roaming"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield wps.folder()
    wps.settings_file().unlink(missing_ok=True)  # then a service that was started ends


def urls(path: Path) -> dict[str, str]:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    return {one.attrib["name"]: one.attrib["url"] for one in root}


def test_install_doctor_serve_remove(lists: Path, tmp_path: Path) -> None:
    lists.mkdir(parents=True)
    (lists / "publish.xml").write_text(f"<jsplugins>\n  {OTHER}\n</jsplugins>", encoding="utf-8")
    assert call("addin", "doctor", "--wps").code == 1
    assert call("serve").code == 3
    for _ in range(2):
        call("addin", "install", "--wps")
    port, secret = wps.settings()
    address = f"http://127.0.0.1:{port}/{secret}/"
    assert urls(lists / "publish.xml") == {"other": "http://127.0.0.1:3889/", "perfeval": address}
    assert urls(lists / "jsplugins.xml") == {"perfeval": address}
    assert os.name == "nt" or stat.S_IMODE(wps.settings_file().stat().st_mode) == 0o600
    assert call("addin", "doctor", "--wps").code == 0  # the service was started
    taken = call("serve")
    assert taken.code == 0 and "已在运行" in taken.err
    with urllib.request.urlopen(address + "index.html") as page:  # noqa: S310 - our own address
        assert "perfeval-token" in page.read().decode()
    entry = tmp_path / "config" / "autostart" / "perfeval-serve.desktop"
    assert f'Exec="{sys.executable}" "-E" "-P" "-m" "perfeval_xl" "serve" "--resident"\n' in entry.read_text("utf-8")
    assert "已从 WPS 表格卸载" in call("addin", "remove", "--wps").out
    assert urls(lists / "publish.xml") == {"other": "http://127.0.0.1:3889/"}
    assert not wps.settings_file().exists() and not entry.exists()
    until = time.monotonic() + 20
    while holder(port, secret) is not Holder.NONE:
        assert time.monotonic() < until, "the service outlives its buttons"
        time.sleep(0.1)
    assert "无需卸载" in call("addin", "remove", "--wps").out


def test_a_service_that_is_not_running_is_told(lists: Path) -> None:
    wps.install()
    stopped = call("addin", "doctor", "--wps")
    assert (stopped.code, "没有运行" in stopped.out) == (1, True)
    port, secret = wps.settings()
    with Server(port, secret, wanted=lambda: wps.is_current(port, secret)) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        assert call("addin", "doctor", "--wps").code == 0
        wps.install()  # another address: this server is no longer asked
        serving.join(20)
        assert not serving.is_alive()


def test_another_program_at_the_port_is_not_taken_for_the_service(lists: Path) -> None:
    wps.install()
    port, _ = wps.settings()
    with socket.create_server(("127.0.0.1", port)) as other:
        threading.Thread(target=lambda: other.accept()[0].sendall(b"SSH-2.0-x\r\n"), daemon=True).start()
        stopped = call("addin", "doctor", "--wps")
    assert (stopped.code, "没有运行" in stopped.out) == (1, True)


def test_a_port_that_is_taken_at_log_in_is_waited_for(lists: Path) -> None:
    wps.install()
    port, secret = wps.settings()
    with socket.create_server(("127.0.0.1", port)):
        running = subprocess.Popen([sys.executable, "-m", "perfeval_xl", "serve", "--resident"])
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(3)
    until = time.monotonic() + 20
    while holder(port, secret) is not Holder.OURS:
        assert time.monotonic() < until and running.poll() is None
        time.sleep(0.1)
    wps.settings_file().unlink()
    assert running.wait(20) == 0


@contextmanager
def anothers_service(port: int) -> Iterator[Server]:
    """That of somebody else who works on this machine, at the port that this person's was to have."""
    with Server(port, "a" * 64) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        yield server
        server.shutdown()
        serving.join()


def test_another_persons_service_is_not_taken_for_ones_own_and_one_moves_out_of_its_way(lists: Path) -> None:
    wps.install()
    port, secret = wps.settings()
    with anothers_service(port):
        assert holder(port, secret) is Holder.ANOTHERS and not wps.is_up()
        told = call("addin", "doctor", "--wps")
        assert (told.code, "由本机另一用户的评分服务占用" in told.out) == (1, True)
        running = subprocess.Popen(
            [sys.executable, "-m", "perfeval_xl", "serve"], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert running.stderr is not None
        assert f"原来的端口（{port}）由本机另一用户的评分服务占用，已换成" in running.stderr.readline()
        assert "已启动" in running.stderr.readline()
        moved, _ = wps.settings()
        assert moved != port and f":{moved}/" in urls(lists / "publish.xml")["perfeval"]
        assert wps.is_up() and call("addin", "doctor", "--wps").code == 0
        assert call("serve").code == 0  # it runs already, where it went
    wps.settings_file().unlink()
    assert running.wait(20) == 0


def test_a_port_that_another_program_keeps_is_given_up(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wps.install()
    port, _ = wps.settings()
    with socket.create_server(("127.0.0.1", port)) as other:
        threading.Thread(target=lambda: [other.accept()[0].close() for _ in range(9)], daemon=True).start()
        monkeypatch.setattr(serve, "_PAUSE", 0.1)
        server = serve._server(60, 0.5)
    assert server is not None
    with server:
        assert server.address == urls(lists / "publish.xml")["perfeval"]
        assert server.server_address[1] == wps.settings()[0] != port


def test_where_no_port_can_be_had_that_is_told(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wps.install()

    def refused(*_given: object) -> Server:
        raise PermissionError(13, "a firewall")

    monkeypatch.setattr("perfeval_xl.addin.server.Server", refused)
    told = call("serve")
    assert told.code == 3 and "端口不能使用" in told.err


def test_a_proof_is_for_one_port_and_one_question_only() -> None:
    proofs = {resident.proof_of(*given) for given in (("s", 1, "q"), ("s", 2, "q"), ("s", 1, "p"), ("t", 1, "q"))}
    assert len(proofs) == 4


def test_settings_that_are_held_for_a_moment_do_not_end_the_service(
    lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wps.install()
    port, secret = wps.settings()

    def held(*_args: object, **_named: object) -> str:
        raise PermissionError(13, "held by a virus scanner")

    with monkeypatch.context() as holding:
        holding.setattr(Path, "read_text", held)
        assert wps.is_current(port, secret)
    wps.settings_file().unlink()
    assert not wps.is_current(port, secret)


@pytest.mark.parametrize(
    ("word", "quoted"), [("a b", '"a b"'), ('q"$`', r'"q\\"\\$\\`"'), ("50%", '"50%%"'), ("b\\", r'"b\\\\"')]
)
def test_words_of_a_desktop_entry_are_quoted(word: str, quoted: str) -> None:
    assert resident._quoted(word) == quoted


@pytest.mark.skipif(shutil.which("gio") is None, reason="GLib reads the entry")
@pytest.mark.parametrize("name", ["a b", 'q"$HOME`x`', "50%f", "a=b", "b\\c", "n\nn", "中文 (1) & 'x'"])
def test_a_desktop_starts_the_program_whatever_its_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program, told = tmp_path / name / "python", tmp_path / "told"
    program.parent.mkdir()
    script = f'#!/bin/sh\nprintf "%s|" "$0" "$@" > "{told}.new"; mv "{told}.new" "{told}"\n'
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(resident.sys, "executable", str(program))
    resident.enable(ThisMachine())
    subprocess.run(["gio", "launch", str(resident.entry(ThisMachine()))], check=True)
    until = time.monotonic() + 10
    while not told.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    assert told.read_text(encoding="utf-8") == f"{program}|-E|-P|-m|perfeval_xl|serve|--resident|"


def test_on_windows_a_shortcut_starts_it_without_a_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setattr(resident.sys, "executable", str(tmp_path / "python.exe"))
    (tmp_path / "pythonw.exe").touch()
    machine = Linking(tmp_path)
    resident.enable(machine)
    entry = tmp_path / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Startup" / "perfeval-serve.lnk"
    assert entry.read_text("utf-8") == f"{tmp_path / 'pythonw.exe'} -E -P -m perfeval_xl serve --resident"
    resident.disable(machine)
    assert not entry.exists()


def test_a_list_that_is_not_understood_is_left_alone(lists: Path) -> None:
    lists.mkdir(parents=True)
    (lists / "publish.xml").write_bytes(b"\xff\xfe<")
    assert call("addin", "install", "--wps").code == 3
    assert (lists / "publish.xml").read_bytes() == b"\xff\xfe<"


def test_damaged_settings_are_told(lists: Path) -> None:
    call("addin", "install", "--wps")
    wps.settings_file().write_text(json.dumps({"port": 80, "secret": "x"}), encoding="utf-8")
    answer = call("addin", "doctor", "--wps")
    assert (answer.code, "已损坏" in answer.out) == (1, True)


def test_the_ribbon_has_excels_buttons() -> None:
    excel = (data_folder("macros") / "excel" / "customUI.xml").read_text(encoding="utf-8")
    buttons = [one for one in ElementTree.fromstring(ribbon()).iter() if one.tag.endswith("}button")]  # noqa: S314
    assert [one.attrib["id"] for one in buttons] == re.findall(r'<button id="(\w+)"', excel)
    assert {one.attrib["onAction"] for one in buttons} == {"OnAction"}
    script = (data_folder("macros") / "wps" / "buttons.js").read_text(encoding="utf-8")
    assert all(f"{one.attrib['id']}:" in script for one in buttons)


def test_what_a_person_installed_for_themselves_is_found_and_nothing_of_the_folder_it_starts_in() -> None:
    flags = "import sys; print(sys.flags.no_user_site, sys.flags.safe_path, sys.flags.ignore_environment)"
    told = subprocess.run([sys.executable, *resident.SEALED, "-c", flags], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["0", "True", "1"]
