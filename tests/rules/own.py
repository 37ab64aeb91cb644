"""A person's own rule file: the default pack with a few sections of one's own."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.rules import RulePack, load_pack

HEAD = """schema: 1
id: own
title: 本县规则
region: 示例县
years: {from: 2020}
extends: cn-2020
sources:
  - {id: county, document: 绩效自评办法, number: 示财〔2021〕1号, article: 第三条, verified: true}
"""


def own_file(folder: Path, sections: str, name: str = "本县.yaml") -> Path:
    """``sections`` cite ``source: county``."""
    file = folder / name
    file.write_text(HEAD + sections, encoding="utf-8")
    return file


def own_pack(folder: Path, sections: str) -> RulePack:
    return load_pack(own_file(folder, sections))
