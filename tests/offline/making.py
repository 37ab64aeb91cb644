"""Tiny wheels, and pip told to know of no others."""

from __future__ import annotations

import zipfile
from pathlib import Path


def make_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *needs: str,
    extras: tuple[str, ...] = (),
    tag: str = "py3-none-any",
    body: str = "",
) -> Path:
    """A wheel with one module; ``needs`` are its requirements as the metadata spell them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-{tag}.whl"
    metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    metadata += [f"Provides-Extra: {extra}" for extra in extras] + [f"Requires-Dist: {need}" for need in needs]
    wheel = f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n"
    inside = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(f"{name}/__init__.py", "")
        package.writestr(f"{name}/__main__.py", body)
        package.writestr(f"{inside}/METADATA", "\n".join(metadata) + "\n")
        package.writestr(f"{inside}/WHEEL", wheel)
        package.writestr(f"{inside}/RECORD", "")
    return path
