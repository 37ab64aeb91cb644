"""The files of the WPS add-in as they are served; the ribbon is Excel's own, with WPS's way of naming callbacks."""

from __future__ import annotations

import re
from pathlib import Path

from perfeval_xl.resources import data_folder

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".png": "image/png",
}
_PAGES = ("index.html", "reading.js", "writing.js", "buttons.js", "manifest.xml")
_ICON = re.compile(r"icons/([a-z]+_(?:16|26)\.png)")
_CALLBACK = re.compile(r'onAction="[^"]*"')
_PICTURE = re.compile(r'imageMso="[^"]*"')
_NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"


def page(name: str, token: str) -> tuple[str, bytes] | None:
    """Kind and content of a page; ``None`` for any other name."""
    macros = data_folder("macros")
    icon = _ICON.fullmatch(name)
    if icon is not None:
        path = macros / "libreoffice" / "icons" / icon[1]
        return (_KINDS[".png"], path.read_bytes()) if path.is_file() else None
    if name == "ribbon.xml":
        return _KINDS[".xml"], ribbon().encode("utf-8")
    if name not in _PAGES:
        return None
    text = (macros / "wps" / name).read_text(encoding="utf-8")
    if name == "index.html":
        text = text.replace("{token}", token)
    return _KINDS[Path(name).suffix], text.encode("utf-8")


def ribbon() -> str:
    """The ribbon of the Excel add-in; WPS calls one function for all buttons and asks for their pictures."""
    text = (data_folder("macros") / "excel" / "customUI.xml").read_text(encoding="utf-8")
    text = text.replace("{namespace}", _NAMESPACE)
    text = text.replace("<customUI ", '<customUI onLoad="OnAddinLoad" ', 1)
    return _PICTURE.sub('getImage="GetImage"', _CALLBACK.sub('onAction="OnAction"', text))
