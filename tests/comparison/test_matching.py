"""What belongs together in two workbooks: the strictest key first, equal keys in their order."""

from __future__ import annotations

from perfeval_xl.comparison import Area, Change, compare_workbooks
from perfeval_xl.comparison.matching import match
from perfeval_xl.evaluation import evaluate
from perfeval_xl.results import Evaluation
from tests.support.forms import CORRECT
from tests.support.tables import sheet, sheets

BRIDGE = CORRECT.replace("乡村道路养护", "桥梁养护")


def book(**forms: str) -> Evaluation:
    return evaluate(sheets(*(sheet(table, name=name) for name, table in forms.items())))


def test_the_strictest_key_goes_first() -> None:
    pairs = match(["a1", "a2"], ["a2", "a1"], (lambda text: text, lambda text: text[0]))
    assert pairs == [("a1", "a1"), ("a2", "a2")]


def test_equal_keys_are_taken_in_their_order_and_the_rest_stands_at_the_end() -> None:
    pairs = match(["a1", "a2", "a3"], ["a8", "b", "a9"], (lambda text: text[0],))
    assert pairs == [("a1", "a8"), ("a2", "a9"), ("a3", None), (None, "b")]


def test_what_has_a_partner_takes_no_other() -> None:
    pairs = match(["a1"], ["a1", "a2"], (lambda text: text, lambda text: text[0]))
    assert pairs == [("a1", "a1"), (None, "a2")]


def test_a_form_under_another_name_on_another_sheet_is_still_the_one_form() -> None:
    found = compare_workbooks(book(甲=CORRECT), book(乙=BRIDGE))
    assert {item.change for item in found.of(Area.VALUE)} == {Change.CHANGED}


def test_a_key_of_none_matches_nothing() -> None:
    assert match(["a"], ["b"], (lambda _: None,)) == [("a", None), (None, "b")]


def test_forms_are_matched_by_project_whatever_their_sheet_is_called() -> None:
    assert compare_workbooks(book(甲=CORRECT, 乙=BRIDGE), book(表1=BRIDGE, 表2=CORRECT)).differences == ()


def test_a_form_of_another_year_is_the_same_form_with_another_year() -> None:
    found = compare_workbooks(book(甲=CORRECT), book(甲=CORRECT.replace("2023年度", "2024年度")))
    assert [(item.field, item.before, item.after) for item in found.of(Area.VALUE)] == [("年度", "2023", "2024")]


def test_a_form_too_many_is_told_as_a_whole() -> None:
    found = compare_workbooks(book(甲=CORRECT, 乙=BRIDGE), book(甲=CORRECT))
    assert [(item.change, item.before) for item in found.of(Area.VALUE)] == [
        (Change.REMOVED, "乙（桥梁养护 2023年度）")
    ]


def test_copies_of_one_form_are_matched_in_their_order() -> None:
    changed = CORRECT.replace("86.18 | 10", "90 | 10")
    found = compare_workbooks(book(甲=CORRECT, 乙=CORRECT), book(甲=CORRECT, 乙=changed))
    assert {item.cell_after for item in found.of(Area.VALUE)} == {"乙!G6"}
