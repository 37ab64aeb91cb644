"""Phone and ID numbers are found in every width and spacing, though most texts are passed over at a glance."""

from __future__ import annotations

import pytest

from perfeval_xl.values.privacy import mask_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13900001111", "电话139****1111"),
        ("电话139-0000 1111", "电话139****1111"),
        ("电话+86 139 0000 1111", "电话139****1111"),
        ("电话86-13900001111", "电话139****1111"),
        ("电话１３９００００１１１１", "电话139****1111"),
        ("电话１３９－00001111", "电话１３９－00001111"),
        ("身份证11010519491231002X，", "身份证110***********002X，"),
        ("身份证１１０１０５１９４９１２３１００２X", "身份证110***********002X"),
        ("13900001111", "13900001111"),
        ("完成139个、0000、1111", "完成139个、0000、1111"),
    ],
)
def test_numbers_are_masked_however_they_are_spaced(text: str, masked: str) -> None:
    assert mask_text(text) == masked
