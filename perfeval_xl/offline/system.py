"""The machine that an offline kit is for, as packaging tools name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True)
class System:
    """An operating system on one kind of processor."""

    label: str
    platforms: tuple[str, ...]
    """Platform tags of its wheels, the first one preferred."""
    markers: Mapping[str, str]
    """Of PEP 508, without those that tell the version of Python."""
    extras: tuple[str, ...]

    def environment(self, python: str) -> dict[str, str]:
        """All markers for a Python such as ``3.12``."""
        return {
            **self.markers,
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
        }


def _linux(label: str, machine: str) -> System:
    glibc = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014")
    markers = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": machine}
    return System(label, tuple(f"{one}_{machine}" for one in glibc), MappingProxyType(markers), ("pdf", "word"))


SYSTEMS: Mapping[str, System] = MappingProxyType(
    {
        "windows": System(
            "Windows 10 以上，64 位",
            ("win_amd64",),
            MappingProxyType(
                {
                    "os_name": "nt",
                    "sys_platform": "win32",
                    "platform_system": "Windows",
                    "platform_machine": "AMD64",
                }
            ),
            ("excel", "pdf", "word"),
        ),
        "linux": _linux("Linux，x86_64", "x86_64"),
        "linux-arm": _linux("Linux，aarch64（鲲鹏、飞腾）", "aarch64"),
    }
)
