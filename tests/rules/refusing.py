"""How a faulty rule file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.rules import RulesError, load_pack


def hold_refusal(tmp_path: Path, content: str, at: str | None, sentence: str) -> None:
    """The file is refused in one sentence that names it and the line of ``at``."""
    file = tmp_path / "我县.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_pack(file)
    message = str(caught.value)
    assert sentence in message
    assert "我县.yaml" in message
    assert "\n" not in message
    if at is not None:
        expected = content[: content.index(at)].count("\n") + 1
        assert caught.value.line == expected
        assert f"第{expected}行" in message
