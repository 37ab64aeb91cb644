"""The LibreOffice extension (.oxt): the files of ``macros/libreoffice`` as one package, the same bytes each time."""

from __future__ import annotations

import io
import zipfile

from perfeval_xl.resources import data_folder
from perfeval_xl.version import VERSION

IDENTIFIER = "org.perfeval.xl"
FILE = "perfeval.oxt"
_MOMENT = (2020, 1, 1, 0, 0, 0)
_SHIPPED = (".xcu", ".xml", ".py", ".png")


def build_oxt() -> bytes:
    """The extension's package.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    folder = data_folder("macros") / "libreoffice"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.suffix not in _SHIPPED or "__pycache__" in path.parts:
                continue
            content = path.read_bytes()
            if path.name == "description.xml":
                content = content.replace(b"@VERSION@", VERSION.encode("ascii"))
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3  # the same on each system
            package.writestr(entry, content)
    return buffer.getvalue()
