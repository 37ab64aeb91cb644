"""Mutants of a workbook that keep its structure: still a zip, mostly still XML, and wrong in one to three places.

Damage at random bytes is found by a checksum before any parser sees it; what breaks parsers is what is well packed
and says strange things: elements twice or not at all, absurd numbers and addresses, counts that lie, parts that
point to each other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.workbook.builders_read import unzipped, zipped

Parts = dict[str, bytes]

_ELEMENT = re.compile(rb"<(\w[\w:]*)(?:\s[^<>]*)?(?:/>|>[^<]*</\1>)")
_OPENING = re.compile(rb"<\w[^<>]*>")
_ATTRIBUTE = re.compile(rb'(\s[\w:]+=")([^"<>]*)(")')
_TEXT = re.compile(rb">([^<>]{1,80})<")
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"4294967295", b"99999999999999999999", b"1e400", b"NaN", b"", b"0x10", b"1.5")
_ADDRESSES = (b"A1", b"XFD1048576", b"A0", b"ZZZZ1", b"A1:XFD1048576", b"B1:B1048576", b"C3:A1", b"$A$1", b"1", b"A")
_TEXTS = (
    "\u202e倒",
    "_x000D_",
    "＝1+1",
    "≥",
    "1" * 400,
    "&#0;",
    "]]>",
    "\ud800",
    "优" * 40_000,
    "-" * 9,
    "１２％",
    "<",
)
_MANY = 2_000


def mutant(seed: bytes, number: int) -> bytes:
    """The mutant of that number; equal numbers give equal mutants."""
    chance = random.Random(number)  # noqa: S311 - chosen by number, not secret
    if not seed.startswith(b"PK"):
        return _bytes(seed, chance)
    parts = unzipped(seed)
    for _ in range(chance.randint(1, 3)):
        parts = chance.choice(_WHOLE)(parts, chance) if chance.random() < 0.15 else _part(parts, chance)
    return zipped(parts)


def _part(parts: Parts, chance: random.Random) -> Parts:
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    return {**parts, name: chance.choice(_WITHIN)(parts[name], chance)}


def _replaced(pattern: re.Pattern[bytes], group: int, choose: Callable[[random.Random, bytes], bytes]) -> _Change:
    def change(part: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(part))
        if not found:
            return part
        match = chance.choice(found)
        start, end = match.span(group)
        return part[:start] + choose(chance, match[group]) + part[end:]

    return change


def _swapped(part: bytes, chance: random.Random) -> bytes:
    found = list(_ELEMENT.finditer(part))
    if len(found) < 2:
        return part
    one, two = sorted(chance.sample(found, 2), key=lambda match: match.start())
    return part[: one.start()] + two[0] + part[one.end() : two.start()] + one[0] + part[two.end() :]


def _cut(part: bytes, chance: random.Random) -> bytes:
    return part[: chance.randrange(len(part) + 1)]


def _doctype(part: bytes, chance: random.Random) -> bytes:
    return part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>', 1)


def _recoded(part: bytes, chance: random.Random) -> bytes:
    return part.decode("utf-8", "replace").encode(chance.choice(["utf-16", "utf-8-sig", "gb18030"]), "replace")


def _moved(parts: Parts, chance: random.Random) -> Parts:
    """Two parts change places."""
    one, two = chance.sample(sorted(parts), 2)
    return {**parts, one: parts[two], two: parts[one]}


def _without(parts: Parts, chance: random.Random) -> Parts:
    gone = chance.choice(sorted(parts))
    return {name: part for name, part in parts.items() if name != gone}


def _renamed(parts: Parts, chance: random.Random) -> Parts:
    old = chance.choice(sorted(parts))
    new = chance.choice([f"../{old}", old.upper(), old.replace("/", "\\"), f"/{old}", "a" * 300])
    return {new if name == old else name: part for name, part in parts.items()}


def _bytes(content: bytes, chance: random.Random) -> bytes:
    """A format that is no zip: some of its bytes, runs and lengths changed."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        how = chance.randrange(4)
        if how == 0:
            data[at] = chance.randrange(256)
        elif how == 1:
            data[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\x00\x00"])
        elif how == 2:
            data[at : at + 16] = data[at : at + 16] * 2
        else:
            del data[at : at + chance.randint(1, 64)]
    return bytes(data)


_Change = Callable[[bytes, random.Random], bytes]
_WITHIN: tuple[_Change, ...] = (
    _replaced(_ELEMENT, 0, lambda chance, old: b""),
    _replaced(_ELEMENT, 0, lambda chance, old: old * 2),
    _replaced(_ELEMENT, 0, lambda chance, old: old * _MANY),
    _replaced(_OPENING, 0, lambda chance, old: b""),
    _replaced(_OPENING, 0, lambda chance, old: old * 2),
    _replaced(_ATTRIBUTE, 0, lambda chance, old: b""),
    _replaced(_ATTRIBUTE, 0, lambda chance, old: old * 2),
    _replaced(_ATTRIBUTE, 2, lambda chance, old: chance.choice(_NUMBERS)),
    _replaced(_ATTRIBUTE, 2, lambda chance, old: chance.choice(_ADDRESSES)),
    _replaced(_TEXT, 1, lambda chance, old: chance.choice(_NUMBERS)),
    _replaced(_TEXT, 1, lambda chance, old: chance.choice(_TEXTS).encode("utf-8", "surrogatepass")),
    _swapped,
    _cut,
    _doctype,
    _recoded,
)
_WHOLE: tuple[Callable[[Parts, random.Random], Parts], ...] = (_moved, _without, _renamed)
