"""Rates quoted in prose: found with their two numbers, recomputed, and nothing else taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.figures import RateClaim, claim_state, find_rates
from tests.values.tables import rows

# text | actual | target | unit | claimed | state
CLAIMS = """
    引进省外到位资金676.75亿元,完成目标任务数800亿元的84.59%,增速9.1% | 676.75 | 800 | 亿元 | 0.8459 | ok
    实际利用外资3012万美元,完成省级下达任务数924万美元的306.77%,同比增长500% | 3012 | 924 | 万美元 | 3.0677 | wrong
    工业项目到位资金177.83亿元,完成州级任务数240亿元的74.09% | 177.83 | 240 | 亿元 | 0.7409 | truncated
    3000万元以上新签约项目142个，完成全年目标任务数120个的118.33％ | 142 | 120 | 个 | 1.1833 | ok
    新开工总投资5000万元以上项目105个,完成任务数100个的105% | 105 | 100 | 个 | 1.05 | ok
    到位资金676.75亿元(待省级确认),增速达9.1%,总量排名第3,完成年度目标812亿元的83.34% | 676.75 | 812 | 亿元 | 0.8334 | ok
    在库实施的567个项目中,总投资1亿元以下项目236个,占在库项目总数的41.62% | 236 | 567 | 个 | 0.4162 | ok
    在库实施的567个项目中,总投资1亿元以下项目236个,占在库项目总数的51.62% | 236 | 567 | 个 | 0.5162 | wrong
    实际支出652.17万元,为全年预算977.2万元的66.74% | 652.17 | 977.2 | 万元 | 0.6674 | ok
    培训300人,占应培训500人的60% | 300 | 500 | 人 | 0.6 | ok
    到位6767500万元,完成目标800亿元的84.59% | 676.75 | 800 | 亿元 | 0.8459 | ok
    完成142个,完成目标任务数120的118.33% | 142 | 120 | 个 | 1.1833 | ok
    到位676.75亿元,同比增加50亿元,完成目标800亿元的84.59% | 676.75 | 800 | 亿元 | 0.8459 | ok
"""


@pytest.mark.parametrize(("text", "actual", "target", "unit", "claimed", "state"), rows(CLAIMS, 6))
def test_claims(text: str, actual: str, target: str, unit: str, claimed: str, state: str) -> None:
    (claim,) = find_rates(text)
    assert (claim.actual, claim.target, claim.unit) == (Decimal(actual), Decimal(target), unit)
    assert (claim.claimed, claim_state(claim)) == (Decimal(claimed), state)
    assert text[slice(*claim.span)] == claim.quote
    assert claim.quote.endswith(("%", "％"))


@pytest.mark.parametrize(
    "text",
    [
        "满意度为95%,较上年提高2%",
        "亿元以下项目占总项目的90%以上",
        "完成240亿元的74.09%",
        "全年引进100亿元。完成目标50亿元的10%",
        "到位676.75亿元,其中工业177.83亿元,完成年度目标812亿元的80%",
        "工程款200万元,质保金为合同价100万元的5%",
        "工程款200万元,管理费占总投资400万元的5%",
        "A项目投资100万元,B项目完成计划200万元的30%",
        "总投资1亿元以下项目236个,占在库项目总数的41.62%",
        "培训5期,覆盖300人,占总人数的60%",
        "2020年完成目标任务的100%",
        "增长9%,达到目标的80%",
        "完成3次,完成目标0次的100%",
        "到位资金600-700亿元,完成目标800亿元的84.59%",
        "到位资金600~700亿元,完成目标800亿元的84.59%",
        "到位资金600至700亿元,完成目标800亿元的84.59%",
        "到位资金约700亿元,完成目标800亿元的84.59%",
        "到位资金近700亿元,完成目标800亿元的84.59%",
        "到位资金700亿元以上,完成目标800亿元的84.59%",
        "到位资金700余亿元,完成目标800亿元的84.59%",
        "共0个项目,其中已完工项目数0个,占项目总数的0%",
        "在库567个项目和236个项目中,120个占项目总数的50%",
        "全年1 690户,完成目标2000户的34.5%",
        "",
    ],
)
def test_numbers_that_are_no_claim_are_left_alone(text: str) -> None:
    assert not find_rates(text)


@pytest.mark.parametrize("before", ["", "约", "近", "600-", "较上年增加"])
def test_a_rough_number_that_fits_its_rate_is_a_claim(before: str) -> None:
    (claim,) = find_rates(f"到位资金{before}700亿元,完成目标800亿元的87.5%")
    assert (claim.actual, claim_state(claim)) == (700, "ok")


@pytest.mark.parametrize("before", ["", "达到", "累计至"])
def test_words_for_what_was_reached_do_not_make_it_rough(before: str) -> None:
    (claim,) = find_rates(f"到位资金{before}700亿元,完成目标800亿元的84.59%")
    assert (claim.actual, claim_state(claim)) == (700, "wrong")


@pytest.mark.parametrize(
    "text",
    [
        "到位资金700亿元以上,完成目标800亿元的87.5%",
        "到位资金700亿元左右,完成目标800亿元的87.5%",
        "完成600-700个,完成目标800的75%",
        "完成600~700个,完成目标800的75%",
        "截至6月,完成目标8的75%",
        "满意率6%,完成目标8的75%",
        "完成目标8个的75%",
        "共2.6万元。完成目标8个的75%",
        "在库项目,投资236万元,占在库项目总数的41.62%",
        "完成8个,完成目标0个的0%",
        "共0个项目,已完工0个,占项目总数的0%",
        "在库100个项目中,同比减少60个,占项目总数的50%",
    ],
)
def test_a_number_of_another_kind_is_not_taken_though_it_would_fit_or_stand_near(text: str) -> None:
    assert not find_rates(text)


@pytest.mark.parametrize(
    ("text", "actual", "state"),
    [
        # the subject of 完成 may stand some clauses before
        ("到位资金676.75亿元(待省级确认),增速达9.1%,总量排名第3,完成年度目标812亿元的93.34%", "676.75", "wrong"),
        ("到位资金676.75亿元(待省级确认),增速达9.1%,总量排名第3,实现年度目标812亿元的93.34%", "676.75", "wrong"),
        ("到位资金676.75亿元,仅完成年度目标812亿元的93.34%", "676.75", "wrong"),
        # of others the number before must be theirs
        ("到位资金676.75亿元(待省级确认),仅为年度目标812亿元的93.34%", "676.75", "wrong"),
        ("到位资金676.75亿元,增速较快,为年度目标812亿元的93.34%", None, ""),
        ("到位资金676.75亿元,市里完成年度目标812亿元的93.34%", None, ""),
        # a phrase whose words behind the number are no unit does not hide the next
        ("达5甲乙丙丁的50%,完成8个,完成目标16个的60%", "8", "wrong"),
        # a total that equals the part, and one that is the only larger
        ("共有项目120个,其中已完工120个,占项目总数的90%", None, ""),
        ("共有项目120个,已完工120个,占项目总数的90%", "120", "wrong"),
        ("共有项目120个和人员50人,已完工60个,占项目总数的40%", "60", "wrong"),
    ],
)
def test_whose_rate_it_is(text: str, actual: str | None, state: str) -> None:
    claims = find_rates(text)
    assert [(claim.actual, claim_state(claim)) for claim in claims] == ([(Decimal(actual), state)] if actual else [])


def test_several_claims_of_one_text_in_reading_order() -> None:
    text = "签约142个,完成目标120个的118.33%;开工105个,完成任务数100个的105%。\n利用外资3012万美元,完成任务924万美元的306.77%"
    claims = find_rates(text)
    assert [claim.target for claim in claims] == [120, 100, 924]
    assert [claim_state(claim) for claim in claims] == ["ok", "ok", "wrong"]
    assert [claim.span for claim in claims] == sorted(claim.span for claim in claims)


def test_one_sentence_may_hold_two_claims() -> None:
    claims = find_rates("新签约142个,完成目标120个的118.33%,到位50亿元,完成目标100亿元的50%")
    assert [(claim.actual, claim.unit) for claim in claims] == [(142, "个"), (50, "亿元")]


def test_the_tolerance_is_that_of_the_printed_decimals() -> None:
    def state(printed: str) -> str:
        (claim,) = find_rates(f"完成2个,完成目标3个的{printed}%")
        return claim_state(claim)

    assert [state(printed) for printed in ("67", "66.7", "66.67", "66", "66.6", "66.66", "68", "66.5")] == [
        *("ok", "ok", "ok"),
        *("truncated", "truncated", "truncated"),
        *("wrong", "wrong"),
    ]


def test_a_claim_keeps_its_exact_rate() -> None:
    (claim,) = find_rates("实际利用外资3012万美元,完成省级下达任务数924万美元的306.77%")
    assert str(claim.recomputed)[:8] == "3.259740"
    assert (claim.decimals, claim.kind) == (2, "target")
    (share,) = find_rates("共有项目120个,已完工60个,占项目总数的50%")
    assert (share.decimals, share.kind, share.target) == (0, "total", 120)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_rightly_rounded_rate_is_always_ok(actual: int, target: int, decimals: int) -> None:
    percent = (Decimal(actual) * 100 / target).quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")
    (claim,) = find_rates(f"完成{actual}户,完成目标任务数{target}户的{percent}%")
    assert (claim.actual, claim.target, claim_state(claim)) == (actual, target, "ok")


@given(st.text(alphabet="完成目标任务数占总的12.%亿元个,。;()", max_size=60))
def test_any_text_is_searched_without_raising(text: str) -> None:
    hold(text, find_rates(text))


def hold(text: str, claims: Sequence[RateClaim]) -> None:
    for claim in claims:
        assert text[slice(*claim.span)] == claim.quote
        assert claim.quote.endswith("%")
        assert claim.target > 0


CLAIM = "完成5个,完成目标任务数8个的62.5%"
PIECES = (
    "完成5个",
    "完成目标任务数",
    "8个",
    "的",
    "62.5%",
    "占总数",
    "亿元",
    "1.2",
    ",",
    "。",
    ";",
    "(",
    ")",
    "\n",
    CLAIM,
)


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.lists(st.sampled_from(PIECES), max_size=6))
def test_a_claim_is_quoted_as_it_stands_between_any_others(before: list[str], after: list[str]) -> None:
    text = f"{''.join(before)}。{CLAIM}。{''.join(after)}"
    claims = find_rates(text)
    assert CLAIM.removeprefix("完成") in {claim.quote for claim in claims if (claim.actual, claim.target) == (5, 8)}
    hold(text, claims)
