"""The catalogue of rates from ``catalogue.yaml``, and the look-up of a rate by the name that a form gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from perfeval_xl.forms.labels import label_key
from perfeval_xl.rates.model import (
    Catalogue,
    Definition,
    Direction,
    Identity,
    Input,
    Rate,
    RateKind,
    RateSource,
    Shape,
    Term,
    ZeroPolicy,
)

FILE = Path(__file__).resolve().with_name("catalogue.yaml")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LEAD = re.compile(r"^(?:(?:19|20)[0-9]{2}年度?|[0-9]+|其中)+(?=\D)")


class CatalogueError(ValueError):
    """The catalogue's data contradict themselves; names the entry."""


@cache
def catalogue() -> Catalogue:
    """The rates that ship with the program."""
    # yaml.load with a *safe* loader class: the C one where PyYAML was built with it
    return build_catalogue(yaml.load(FILE.read_text(encoding="utf-8"), Loader=_Loader))  # noqa: S506


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """A row's or indicator's name as it is compared: no punctuation, numbering, 其中 or year before it."""
    return _LEAD.sub("", label_key(text))


@cache
def rates_by_name() -> Mapping[tuple[str, str], Rate]:
    """(kind, name key) -> rate."""
    return {(rate.kind.value, name_key(label)): rate for rate in catalogue().rates.values() for label in rate.labels}


@cache
def inputs_by_name() -> Mapping[str, str]:
    """Name key of a row of the 基础数据表 -> input id."""
    return {name_key(name): item.id for item in catalogue().inputs.values() for name in (item.title, *item.aliases)}


def rate_named(kind: str, name: str) -> Rate | None:
    """The rate that an indicator of a form of that kind names, if it names one."""
    return rates_by_name().get((kind, name_key(name)))


def build_catalogue(data: Mapping[str, Any]) -> Catalogue:
    """The typed catalogue.

    Raises:
        CatalogueError: a reference to an unknown input, column or source, a name used twice, an unknown word.
    """
    sources = {key: RateSource(key, **item) for key, item in data["sources"].items()}
    inputs = {key: Input(key, item["title"], tuple(item.get("aliases", ()))) for key, item in data["inputs"].items()}
    columns = dict(data["columns"])
    rates = {key: _rate(key, item, inputs, columns, sources) for key, item in data["rates"].items()}
    found = Catalogue(
        rates=rates,
        inputs=inputs,
        columns=columns,
        stands_in=dict(data["stands_in"]),
        identities=tuple(_identity(item, inputs) for item in data["identities"]),
        sources=sources,
    )
    _refuse_doubles(found)
    return found


def _rate(
    key: str,
    item: Mapping[str, Any],
    inputs: Mapping[str, Input],
    columns: Mapping[str, str],
    sources: Mapping[str, RateSource],
) -> Rate:
    try:
        return Rate(
            id=key,
            kind=RateKind(key.partition(".")[0]),
            labels=tuple(item["labels"]),
            direction=Direction(item["direction"]),
            zero=ZeroPolicy(item["zero"]["policy"]),
            zero_words=item["zero"]["words"],
            definitions=tuple(_definition(key, entry, inputs, columns, sources) for entry in item["definitions"]),
            **{name: item[name] for name in ("unit", "decimals") if name in item},
        )
    except (KeyError, ValueError) as error:
        raise error if isinstance(error, CatalogueError) else CatalogueError(f"{key}: {error}") from error


def _definition(
    key: str,
    item: Mapping[str, Any],
    inputs: Mapping[str, Input],
    columns: Mapping[str, str],
    sources: Mapping[str, RateSource],
) -> Definition:
    numerator, denominator = (
        tuple(_term(key, text, inputs, columns) for text in item[side]) for side in ("numerator", "denominator")
    )
    shape = Shape(item["shape"])
    if shape is not Shape.RATIO and not _is_difference(shape, numerator, denominator):
        raise CatalogueError(f"{key}: shape {shape} does not fit its terms")
    source = sources.get(item["source"])
    if source is None:
        raise CatalogueError(f"{key}: unknown source {item['source']}")
    if item["verified"] and not source.verified:
        raise CatalogueError(f"{key}: verified, but its source is not")
    return Definition(item["id"], item["title"], shape, numerator, denominator, source, item["verified"])


def _is_difference(shape: Shape, numerator: tuple[Term, ...], denominator: tuple[Term, ...]) -> bool:
    if len(numerator) != 2 or len(denominator) != 1:
        return False
    plus, minus = numerator
    base = minus if shape is Shape.CHANGE else plus
    same = (base.input, base.column) == (denominator[0].input, denominator[0].column)
    return same and minus.negative and not plus.negative


def _term(key: str, text: str, inputs: Mapping[str, Input], columns: Mapping[str, str]) -> Term:
    name, _, column = text.removeprefix("-").partition(".")
    if name not in inputs or column not in columns:
        raise CatalogueError(f"{key}: unknown term {text}")
    return Term(name, column, text.startswith("-"))


def _identity(item: Mapping[str, Any], inputs: Mapping[str, Input]) -> Identity:
    if "within" in item:
        found = Identity(item["within"], (item["part"],), within=True)
    else:
        found = Identity(item["sum"], tuple(item["parts"]), tuple(item.get("or", ())))
    unknown = [name for name in (found.whole, *found.parts, *found.otherwise) if name not in inputs]
    if unknown:
        raise CatalogueError(f"identity of {found.whole}: unknown input {unknown[0]}")
    return found


def _refuse_doubles(found: Catalogue) -> None:
    """Within one kind a name stands for one rate, a row's name for one input."""
    seen: dict[tuple[str, str], str] = {}
    names = [((rate.kind.value, name_key(label)), rate.id) for rate in found.rates.values() for label in rate.labels]
    names += [(("", name_key(name)), item.id) for item in found.inputs.values() for name in (item.title, *item.aliases)]
    for key, owner in names:
        if seen.setdefault(key, owner) != owner:
            raise CatalogueError(f"{key[1]} stands for {seen[key]} and for {owner}")
