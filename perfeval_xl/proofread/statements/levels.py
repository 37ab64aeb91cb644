"""The 二级指标 that a sentence lists belong to the 一级指标 that it lists.

``“产出、效益、满意度”3个一级指标…9个二级指标,分别为目标设定、预算配置…``: 目标设定 and 预算配置 are 投入, 预算管理
is 过程 in the common framework (财预〔2013〕53号); they have no place under 产出, 效益 and 满意度.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.sentences import Sentence

KIND = IssueKind(
    code="STR-31",
    severity=Severity.WARNING,
    title="二级指标不属于所列的一级指标",
    message="“{names}”属{home}类指标，不在所列的一级指标“{levels}”之内",
    remedy="请按自评表核对一级指标和二级指标的名称",
    clause="部门整体支出绩效评价共性指标体系框架（财预〔2013〕53号）",
    verified=False,
)
_HOMES = {
    "目标设定": "投入",
    "预算配置": "投入",
    "预算执行": "过程",
    "预算执行管理": "过程",
    "制度管理": "过程",
    "制度管理情况": "过程",
    "预算管理": "过程",
    "资产管理": "过程",
    "财务管理": "过程",
    "业务管理": "过程",
    "资金管理": "过程",
    "组织实施": "过程",
    "项目立项": "决策",
    "绩效目标": "决策",
    "资金投入": "决策",
}
_LEVEL1 = re.compile(r"[“‘]?(?P<list>[^“”‘’,;:()]{2,40}?)[”’]?(?:这|共)?[0-9一二两三四五六]{1,2}个一级指标")
_LEVEL2 = re.compile(r"个二级指标(?:\([^()]*\))?,?(?:分别)?(?:为|是|包括)?:?(?P<list>[^;。]+)")
_ALL = {"投入", "过程", "决策", "管理"}


@sentence_check
def second_levels_belong(sentence: Sentence) -> Iterator[Finding]:
    first = _LEVEL1.search(sentence.shaped)
    second = _LEVEL2.search(sentence.shaped, first.end()) if first else None
    if first is None or second is None:
        return
    levels = [name.strip() for name in first["list"].split("、")]
    if len(levels) < 2 or any(word in level for level in levels for word in _ALL):
        return
    names = [name.strip() for name in second["list"].split(",")[0].split("、")]
    strange = [name for name in names if name in _HOMES]
    if strange:
        homes = "、".join(dict.fromkeys(_HOMES[name] for name in strange))
        start = second.start("list")
        end = start + second["list"].find(strange[-1]) + len(strange[-1])
        levels_text = "、".join(levels)
        yield found(KIND, sentence, start, end, names="、".join(strange), home=homes, levels=levels_text)
