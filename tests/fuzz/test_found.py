"""What fuzzing has found, each as the smallest case; none may come back."""

from __future__ import annotations

import re

import pytest

from perfeval_xl.evaluation import score_content
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.reading import read_workbook
from tests.fuzz.trying import seeds
from tests.workbook.builders_read import unzipped, zipped


def without(seed: str, part: str) -> bytes:
    return zipped({name: content for name, content in unzipped(seeds()[seed]).items() if name != part})


@pytest.mark.parametrize("seed", ["sample", "written on"])
def test_a_package_without_content_types_is_read_but_not_written(seed: str) -> None:
    """A KeyError: calamine reads such a package, and the patcher took the part for granted."""
    with pytest.raises(WorkbookError) as refused:
        score_content(without(seed, "[Content_Types].xml"), "表.xlsx")
    assert refused.value.issue.code == "IO-41"
    assert "[Content_Types].xml" in refused.value.issue.message


def test_one_sheet_listed_a_thousand_times_is_refused() -> None:
    """A hang of minutes: each mention was read, located and scored as a form of its own."""
    parts = unzipped(seeds()["sample"])
    book = parts["xl/workbook.xml"]
    tab = book[book.index(b"<sheet ") : book.index(b"</sheets>")]
    parts["xl/workbook.xml"] = book.replace(tab, tab * 2_000)
    evaluation, written = score_content(zipped(parts), "表.xlsx")
    assert (evaluation.status, written) == ("unreadable", None)
    assert [issue.code for issue in evaluation.issues] == ["IO-23"]


def test_new_sheets_get_relationships_of_their_own_where_the_numbers_have_gaps() -> None:
    """Two new sheets shared one id, so Excel would have called the copy damaged; shown by the refusal above."""
    parts = unzipped(seeds()["sample"])
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        count = parts["xl/_rels/workbook.xml.rels"].count(b"<Relationship ")
        for number in (count, count - 1):  # rId1 .. rId(n-2), rId(n+1), rId(n+2)
            parts[name] = parts[name].replace(b'"rId%d"' % number, b'"rId%d"' % (number + 2))
    written = score_content(zipped(parts), "表.xlsx")[1]
    assert written is not None
    ids = re.findall(rb' Id="([^"]*)"', unzipped(written)["xl/_rels/workbook.xml.rels"])
    assert len(ids) == len(set(ids))
    assert len(list(read_workbook(written))) >= 3
