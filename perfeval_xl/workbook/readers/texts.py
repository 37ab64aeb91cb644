"""The shared strings of a workbook, where they are spelt as nearly all writers spell them.

Whatever the pattern does not cover to the last byte, and what calamine reads in a way of its own, is left to calamine:
phonetic hints, escapes (``_x000D_``), numeric references, carriage returns, blanks that are not declared as kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}
_REFERENCE = re.compile("&(?:lt|gt|amp|quot|apos);")
_ODD_REFERENCE = re.compile("&(?!(?:lt|gt|amp|quot|apos);)")
_TEXT = r'<t>(?!\s)([^<]*+)(?<!\s)</t>|<t xml:space="preserve">([^<]*+)</t>'
"""Without the attribute, calamine leaves blanks at both ends out."""
_RUN = re.compile(rf"<r>(?:<rPr>(?:<[A-Za-z]+(?: [^<>]*)?/>)*</rPr>)?(?:{_TEXT})</r>")
_ITEM = re.compile(rf"<si>(?:{_TEXT}|((?:{_RUN.pattern.replace('([^<]*+)', '[^<]*+')})+))</si>")
_HEAD = re.compile(r"\ufeff?\s*(?:<\?xml[^<>]*\?>)?\s*<sst(?: [^<>]*)?(?<!/)>\s*\Z")
_TAIL = re.compile(r"\s*</sst>\s*\Z")


def shared_texts(xml: bytes) -> Mapping[bytes, str] | None:
    """Number of a shared string, as cells spell it, -> its text; ``None`` where calamine has to read the part.

    Args:
        xml: the part, plainly spelt, or ``b""``.
    """
    if not xml:
        return {}
    try:
        whole = xml.decode()
    except UnicodeDecodeError:
        return None
    has_references = "&" in whole
    if "_x" in whole or "\r" in whole or (has_references and _ODD_REFERENCE.search(whole)):
        return None
    pieces = _ITEM.split(whole)
    if not _are_whole(pieces[::4]):
        return None
    items = zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
    texts = [text if text is not None else kept if kept is not None else _rich(runs) for text, kept, runs in items]
    if has_references:
        texts = [named_resolved(text) if "&" in text else text for text in texts]
    return dict(zip(_numbers(len(texts)), texts, strict=False))


def _are_whole(gaps: Sequence[str]) -> bool:
    """Whether nothing stands around the items but the beginning and the end of the part."""
    if len(gaps) < 2 or any(gaps[1:-1]):
        return False
    return _HEAD.match(gaps[0]) is not None and _TAIL.match(gaps[-1]) is not None


def named_resolved(text: str) -> str:
    """The text with its named references resolved; others than the five of XML are not looked for."""
    return _REFERENCE.sub(lambda match: _NAMED[match[0]], text) if "&" in text else text


def _rich(runs: str) -> str:
    return "".join(text or kept for text, kept in _RUN.findall(runs))


def _numbers(count: int) -> tuple[bytes, ...]:
    """``b"0"``, ``b"1"`` and so on, at least ``count`` of them."""
    size = 1024
    while size < count:
        size *= 4
    return _spelt(size)


@lru_cache(maxsize=2)
def _spelt(size: int) -> tuple[bytes, ...]:
    return tuple(b"%d" % number for number in range(size))
