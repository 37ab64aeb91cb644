"""A real window on a virtual screen: LibreOffice Calc under Xvfb and openbox, a real mouse, and pictures of it all."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.calc import Profile, end

WIDTH, HEIGHT = 1440, 900
CHINESE = (("Office.Linguistic/General", "UILocale", "zh-CN"), ("Setup/L10N", "ooLocale", "zh-CN"))
Point = tuple[int, int]


class Screen:
    """A virtual screen with a window manager."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._environment = {**os.environ, "DISPLAY": display}

    def tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout.strip()

    def windows(self, title: str) -> list[str]:
        return self.tool("search", "--onlyvisible", "--name", title).split()

    def wait(self, what: str, there: Callable[[], object], seconds: float = 60) -> object:
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            found = there()
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {what}")

    def picture(self, target: Path) -> None:
        subprocess.run(["import", "-window", "root", str(target)], env=self._environment, check=True, timeout=60)

    def find(self, color: tuple[int, int, int]) -> Point | None:
        """The middle of all pixels of a colour in the upper part of the screen."""
        command = ["import", "-window", "root", "-depth", "8", "rgb:-"]
        pixels = subprocess.run(command, env=self._environment, check=True, capture_output=True, timeout=60).stdout
        row, wanted = WIDTH * 3, bytes(color)
        found: list[Point] = []
        for y in range(HEIGHT // 4):
            line = pixels[y * row : (y + 1) * row]
            at = line.find(wanted)
            while at >= 0:
                if at % 3 == 0:
                    found.append((at // 3, y))
                at = line.find(wanted, at + 1)
        if len(found) < 20:
            return None
        return sorted(x for x, _ in found)[len(found) // 2], sorted(y for _, y in found)[len(found) // 2]

    def click(self, place: Point) -> None:
        """A real click of the left button; the pointer leaves first, for it must be seen to arrive."""
        self.tool("mousemove", str(WIDTH // 2), str(HEIGHT - 60))
        self.tool("mousemove", *map(str, place))
        time.sleep(0.2)
        self.tool("click", "1")

    def key(self, *names: str) -> None:
        self.tool("key", "--clearmodifiers", *names)


@contextmanager
def screen() -> Iterator[Screen]:
    """Xvfb on a free display, with openbox."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield Screen(display)
    finally:
        end(manager)
        end(server)


@contextmanager
def calc_window(profile: Profile, shown: Screen, file: Path) -> Iterator[str]:
    """Calc with a file open in a maximised window; its title's beginning."""
    plugin = "gtk3" if Path("/usr/lib/libreoffice/program/libvclplug_gtk3lo.so").exists() else "gen"
    office = profile.office("--calc", str(file), DISPLAY=shown.display, SAL_USE_VCLPLUGIN=plugin)
    try:
        window = str(shown.wait("the window", lambda: shown.windows(file.stem))).split("'")[1]
        shown.tool("windowsize", window, str(WIDTH), str(HEIGHT))
        shown.tool("windowmove", window, "0", "0")
        shown.tool("windowactivate", window)
        yield window
    finally:
        end(office)
