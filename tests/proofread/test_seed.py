"""The published report of the seed: every error of its that is known, and nothing that a reviewer would not name."""

from __future__ import annotations

import pytest

from perfeval_xl.documents.model import Document
from perfeval_xl.documents.reading import read_document
from perfeval_xl.proofread import Finding, proofread
from tests.proofread.wordings import DATA

(SEED,) = DATA.glob("红河州*.txt")

ERRORS = {
    # the list of errors known of the seed: code, line, words that the message must hold
    "表2 合计 预期使用 349.62, should be 346.62": ("BUD-08", 151, ("预期使用资金", "349.62", "346.62")),
    "表2 合计 row does not balance": ("BUD-08", 153, ("预期剩余资金", "124.38", "121.38")),
    "表2 合计 rate 74.23%, should be 73.59%": ("BUD-03", 155, ("74.23%", "73.59%")),
    "预期拨付331 in the text, 已拨付 in 表2": ("TXT-26", 86, ("331", "已拨付资金")),
    "预期拨付115 in the text, 已拨付 in 表2": ("TXT-26", 88, ("115", "已拨付资金")),
    "target 800 and 812": ("TXT-04", 260, ("812亿元", "800亿元", "第60行")),
    "实际利用外资 306.77%, should be 325.97%": ("TXT-03", 60, ("306.77%", "325.97%")),
    "工业项目 74.09% is cut off": ("TXT-08", 60, ("74.09%", "74.10%")),
    "weights add up to 90": ("WGT-30", 200, ("50%、30%、10%", "90%")),
    "a score of 95.97 out of 90": ("WGT-31", 286, ("95.97", "90%")),
    "9个 and 12 names": ("STR-03", 200, ("9", "12")),
    "12个 in the next clause": ("STR-30", 200, ("12个二级指标", "9个")),
    "二级指标 of other 一级指标": ("STR-31", 200, ("目标设定", "资产管理", "产出、效益、满意度")),
    "(四) 二是 again after 四是": ("TXT-06", 332, ("二是开展专题招商", "五是")),
    "(六) 一是 again after 四是": ("TXT-06", 336, ("一是坚持", "五是")),
}
JUDGED = {
    # beyond the known list; each is a slip that a strict reviewer would name, for the reason given
    "second heading 2. under (三)": ("TXT-06", 158, ("2.资金拨付及使用情况", "3.")),
    "doubled comma": ("TXT-25", 202, (",,",)),
    "满意度100% from 未接到投诉, no survey": ("SAT-01", 282, ("满意度", "100%")),
    "完成情况 as of 10-31 in a year's evaluation": ("TXT-28", 60, ("截至2020年10月31日", "10月")),
    "支出 as of 11-23 in a year's evaluation": ("TXT-28", 78, ("截至2020年11月23日", "11月")),
    "实际支出25 in the text, 预期使用 in 表2": ("TXT-26", 90, ("实际支出25万元", "预期使用资金")),
}


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(SEED)


@pytest.fixture(scope="module")
def found(document: Document) -> list[Finding]:
    return list(proofread(document))


@pytest.mark.parametrize("error", [*ERRORS, *JUDGED])
def test_every_known_error_is_found_at_its_line(error: str, found: list[Finding]) -> None:
    code, line, words = {**ERRORS, **JUDGED}[error]
    messages = [one.issue.message for one in found if one.issue.code == code and one.line.number == line]
    assert any(all(word in message for word in words) for message in messages), messages


def test_nothing_else_is_said_of_it(found: list[Finding]) -> None:
    assert len(found) == len(ERRORS) + len(JUDGED)


def test_a_corrected_text_is_silent() -> None:
    """Each correction takes its findings away: none of them hangs on anything but the figures."""
    text = SEED.read_text(encoding="utf-8")
    for wrong, right in (
        ("349.62", "346.62"),
        ("74.23%", "73.59%"),
        ("306.77%", "325.97%"),
        ("74.09%", "74.10%"),
        ("812亿元的83.34%", "800亿元的84.59%"),
        ("预期拨付331", "已拨付331"),
        ("预期拨付115", "已拨付115"),
        ("实际支出25", "预期支出25"),
        ("50%、30%、10%", "60%、30%、10%"),
        (
            "9个二级指标,分别为目标设定、预算配置、预算执行管理、制度管理情况、预算管理、资产管理、",
            "6个二级指标,分别为",
        ),
        ("将12个二级指标", "将6个二级指标"),
        (",,", ","),
        ("2.资金拨付", "3.资金拨付"),
        ("二是开展专题招商", "五是开展专题招商"),
        ("三是开展小分队", "六是开展小分队"),
        ("促进”。一是坚持“线上、线下”结合", "促进”。坚持“线上、线下”结合"),
        ("满意度为100%", "满意度较高"),
    ):
        assert wrong in text, wrong
        text = text.replace(wrong, right)
    text = text.replace("二是坚持“联防", "坚持“联防").replace("三是坚持“群防", "坚持“群防")
    from tests.proofread.reading import findings

    text = text.replace("截至2020年10月31日", "截至2020年12月31日").replace("截至2020年11月23日", "截至2020年12月31日")
    assert [one.issue.message for one in findings(text)] == []
