"""The program in a process of its own: a line of JSON in, a line of JSON out; it stays for the next click.

It gets the pipes of this process and nothing else: no port, no file that another program could reach. It ends when
LibreOffice does, because its input then ends.
"""

import json
import os
import queue
import subprocess
import threading

from perfeval_office.config import program
from perfeval_office.failing import ButtonError

SECONDS = 60
"""A click that takes longer is given up: the window stands still meanwhile."""
_HOST = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "UNO_PATH", "URE_BOOTSTRAP", "SSL_CERT_FILE")
"""Variables of LibreOffice's own Python that would mislead another."""
_LAST_WORDS = 20


class Worker:
    """The process; started by the first question, and again if it died or its settings changed."""

    def __init__(self):
        self._process = None
        self._command = None
        self._answers = None
        self._words = []

    def begin(self):
        """Start the process where none is ready, and do not wait for it.

        Raises:
            ButtonError: it cannot be started.
        """
        command = program()
        if self._process is None or self._process.poll() is not None or command != self._command:
            self._start(command)

    def ask(self, request):
        """The answer to a request.

        Raises:
            ButtonError: the program cannot be started, does not answer in time, or answers nonsense.
        """
        self.begin()
        try:
            self._process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError:
            line = b""  # it died: what it said last is told below
        else:
            line = self._line()
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            self.stop()
            raise ButtonError(
                f"评分程序没有给出结果。{self._last_word()}\n处理办法：请在命令行运行 perfeval addin doctor。"
            )
        return answer

    def stop(self):
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self, command):
        self.stop()
        self._words, self._answers, self._command = [], queue.Queue(), command
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the person's own settings name it
                [*command, "addin", "worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=clean_environment(os.environ),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ButtonError(
                f"评分程序无法启动（{error}）。\n处理办法：请在命令行运行 perfeval addin doctor。"
            ) from error
        threading.Thread(target=_pass_on, args=(self._process.stdout, self._answers), daemon=True).start()
        threading.Thread(target=_collect, args=(self._process.stderr, self._words), daemon=True).start()

    def _line(self):
        try:
            return self._answers.get(timeout=SECONDS)
        except queue.Empty:
            self.stop()
            raise ButtonError(
                f"评分程序{SECONDS}秒内没有答复，已停止。\n处理办法：请关闭其他占用较多资源的程序后重试。"
            ) from None

    def _last_word(self):
        said = [word for word in b"".join(self._words[-_LAST_WORDS:]).decode("utf-8", "replace").splitlines() if word]
        return f"（{said[-1][:200]}）" if said else ""


def clean_environment(environment):
    """The environment without what LibreOffice set for itself."""
    return {
        name: value
        for name, value in environment.items()
        if name not in _HOST and (not name.startswith("PYTHON") or name == "PYTHONUTF8")
    }


def _pass_on(stream, answers):
    for line in stream:
        answers.put(line)
    answers.put(b"")


def _collect(stream, words):
    for line in stream:
        words.append(line)
        del words[:-_LAST_WORDS]
