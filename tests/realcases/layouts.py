"""The layouts of published forms as data: which columns stand under which headers (docs: domain of each province)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: the field that it holds, its header, and how many sheet columns it is wide."""

    field: str
    header: str
    span: int = 1


def _columns(text: str) -> tuple[Column, ...]:
    """``name=三级指标:2 target=年度指标值`` as columns."""
    found: list[Column] = []
    for part in text.split():
        field, _, rest = part.partition("=")
        header, _, span = rest.partition(":")
        found.append(Column(field, header, int(span or 1)))
    return tuple(found)


@dataclass(frozen=True)
class Layout:
    """One layout family."""

    name: str
    """Shown in the table of figures."""
    title: str
    columns: tuple[Column, ...]
    fund_side: str = ""
    """Text of the vertically merged cell at the left of the fund table."""
    fund: tuple[Column, ...] = ()
    pairs: bool = False
    """Older forms: 预算数: 15 | 执行数: 5, the amounts beside their labels."""
    side: str = "绩效指标"
    group: tuple[str, str, str] | None = None
    """A header over several columns: its text, the first and the last field under it."""
    goals: tuple[str, str] = ("预期目标", "实际完成情况")
    total: str = "总分"
    heading: str = ""
    """A row above the indicator table, as Hubei's 年度绩效目标1(80分)."""
    second_heading: str = ""
    """The same before the second half of the rows, with a header of its own: a form with several goals."""
    blocks: tuple[tuple[str, ...], ...] = ()
    """Rows of other contents above the indicator table."""
    foot: tuple[str, ...] = ()
    fund_points: str = ""
    """Points of the execution rate that stand in a header, not in a cell."""


_TRANSFER = _columns(
    "level1=一级指标 level2=二级指标 name=三级指标:2 target=指标值 actual=全年实际完成值 reason=未完成原因和改进措施:2"
)
_OFFICIAL = _columns(
    "level1=一级指标 level2=二级指标 name=三级指标:2 target=年度指标值 actual=实际完成值 points=分值 score=得分 "
    "reason=偏差原因分析及改进措施:2"
)

LAYOUTS: dict[str, Layout] = {
    "central": Layout(
        "中央通用",
        "项目支出绩效自评表",
        _OFFICIAL,
        "项目资金\n({unit})",
        _columns(
            "name=:2 initial=年初预算数 budget=全年预算数 executed=全年执行数 points=分值 rate=执行率:2 score=得分"
        ),
    ),
    "anhui": Layout(
        "安徽(A)(B)(B/A)",
        "项目支出绩效自评表",
        _OFFICIAL,
        "项目资金\n({unit})",
        _columns(
            "name=:2 initial=年初预算数 budget=全年预算数(A) executed=全年执行数(B) points=分值 rate=执行率(B/A):2 score=得分"
        ),
        goals=("预期目标", "年度总体目标完成情况"),
        foot=("注:一级指标分值统一设置为:产出指标50分、效益指标30分、服务对象满意度指标10分、预算资金执行率10分。",),
    ),
    "hengshan": Layout(
        "转移支付(无分值)",
        "转移支付区域(项目)绩效目标自评表",
        _TRANSFER,
        "资金情况\n({unit})",
        _columns("name=:2 budget=全年预算数(A):2 executed=全年执行数(B):2 rate=预算执行率(B/A):2"),
        goals=("总体目标", "全年实际完成情况"),
    ),
    "integration": Layout(
        "统筹整合(A—E)",
        "转移支付区域(项目)绩效目标自评表",
        _TRANSFER,
        "资金情况\n({unit})",
        _columns(
            "name= budget=全年预算数(A) pooled=统筹整合数(B) after=扣除统筹整合后预算数(C) arrived=到位资金数(D) "
            "arrival=资金到位率(D/C) executed=全年执行数(E) rate=预算执行率(E/C)"
        ),
        goals=("总体目标", "全年实际完成情况"),
    ),
    "yunnan": Layout(
        "云南(性质/值/单位)",
        "项目支出绩效自评表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标:2 nature=指标性质 target=指标值 unit=度量单位 actual=实际完成值 "
            "points=分值 score=得分 reason=偏差原因分析及改进措施"
        ),
        "项目资金\n({unit})",
        _columns(
            "name=:3 initial=年初预算数 budget=全年预算数 executed=全年执行数 points=分值 rate=执行率:2 score=得分"
        ),
        group=("年度指标值", "nature", "unit"),
        foot=("其他需要说明事项", "备注:自评等级:优(得分≥90分);良(80分≤得分<90分);中(60≤得分<80分);差(得分<60分)。"),
    ),
    "sichuan": Layout(
        "四川(权重)",
        "部门预算项目支出绩效自评表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标 nature=指标性质 target=指标值 unit=度量单位 actual=完成值 "
            "points=权重 score=得分 reason=未完成原因分析"
        ),
        "预算执行情况(10分)\n年度预算数({unit})",
        _columns(
            "name=:2 initial=年初预算数 budget=调整后预算数 executed=预算执行数 rate=预算执行率 points=权重 score=得分 "
            "reason=原因"
        ),
        goals=("项目年度目标", "年度目标完成情况"),
        total="合计",
        foot=("评价结论", "存在问题", "改进措施"),
    ),
    "sichuan-2018": Layout(
        "四川完成情况表",
        "项目支出绩效目标完成情况表",
        _columns("level1=一级指标 level2=二级指标 name=三级指标:2 target=预期指标值:2 actual=实际完成指标值:2"),
        "预算执行情况({unit})",
        _columns("budget=预算数 executed=执行数"),
        pairs=True,
        side="绩效目标完成情况",
        goals=("预期目标", "实际完成目标"),
    ),
    "hubei": Layout(
        "湖北(20+80)",
        "项目自评表",
        _columns("level1=一级指标 level2=二级指标 name=三级指标 target=年初目标值(A) actual=实际完成值(B) score=得分"),
        "预算执行情况({unit})\n(20分)",
        _columns("name= budget=预算数(A) executed=执行数(B) rate=执行率(B/A) score=得分(20分*执行率)"),
        side="",
        goals=("", ""),
        heading="年度绩效目标1(80分)",
        foot=("偏差大或目标未完成原因分析", "改进措施及结果应用方案"),
        fund_points="20",
    ),
    "chongqing": Layout(
        "重庆(单位/性质/值)",
        "项目支出绩效自评表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标 unit=计量单位 nature=指标性质 target=指标值 actual=全年完成值 "
            "points=指标权重 score=指标得分"
        ),
        "项目资金({unit})",
        _columns(
            "name=:2 initial=年初预算数 budget=全年预算数 executed=全年执行数 rate=执行率 points=执行率权重 score=执行率得分"
        ),
        goals=("年初设定目标", "目标实际完成情况"),
    ),
    "hebei": Layout(
        "河北(符号/单位)",
        "项目支出绩效自评表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标 points=指标分值 nature=符号 target=指标值 unit=单位 "
            "actual=实际完成值 score=单项得分 weight=权重占比(%) converted=折算得分"
        ),
        "预算资金\n({unit})",
        _columns("name=:2 budget=全年预算数 executed=全年执行数 points=分值 rate=执行率(%):2 score=得分"),
    ),
    "hainan": Layout(
        "海南(优良中差)",
        "项目支出绩效自评表",
        _columns("level1=一级指标 name=指标名称:2 band1=优 band2=良 band3=中 band4=差 actual=实际完成值"),
        side="绩效指标",
    ),
    "hunan-deduction": Layout(
        "评分标准表",
        "部门整体支出绩效评价指标评分表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标 points=分值 explanation=指标解释 standard=评分标准 score=自评得分"
        ),
        side="",
        goals=("", ""),
    ),
    "guangshui": Layout(
        "广水(决策/管理/绩效)",
        "项目绩效目标自评表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标 points=分值 standard=评分标准 target=年度指标值 actual=实际完成值 "
            "score=得分"
        ),
        "项目资金({unit})",
        _columns("name=:2 budget=预算数 executed=执行数 rate=执行率"),
    ),
    "ningxia": Layout(
        "宁夏(全年实际值)",
        "项目支出绩效自评表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标:2 target=年度指标值 actual=全年实际值 points=分值 score=得分 "
            "reason=未完成原因分析及改进措施"
        ),
        "项目资金\n({unit})",
        _columns("name=:2 initial=年初预算数 budget=调整预算数 executed=全年执行数 points=分值 rate=执行率 score=得分"),
        goals=("年初设定目标", "年度总体目标完成情况综述"),
    ),
    "declaration": Layout(
        "目标申报表(不评分)",
        "项目支出绩效目标申报表",
        _columns("level1=一级指标 level2=二级指标 name=三级指标:2 target=指标值:2"),
        "项目资金\n({unit})",
        _columns("name=:2 initial=金额:2"),
        goals=("", "年度目标"),
    ),
    "hubei-goals": Layout(
        "湖北(两个年度目标)",
        "项目自评表",
        _columns("level1=一级指标 level2=二级指标 name=三级指标 target=年初目标值(A) actual=实际完成值(B) score=得分"),
        "预算执行情况({unit})\n(20分)",
        _columns("name= budget=预算数(A) executed=执行数(B) rate=执行率(B/A) score=得分(20分*执行率)"),
        side="",
        goals=("", ""),
        heading="年度绩效目标1(40分)",
        second_heading="年度绩效目标2(40分)",
        foot=("偏差大或目标未完成原因分析", "改进措施及结果应用方案"),
        fund_points="20",
    ),
    "shanghai": Layout(
        "上海(元)",
        "财政项目支出绩效自评表",
        _OFFICIAL,
        "项目资金\n(元)",
        _columns(
            "name=:2 initial=年初预算数 budget=全年预算数 executed=全年执行数 points=分值 rate=执行率:2 score=得分"
        ),
    ),
    "yunnan-department": Layout(
        "云南公开14表(无分值)",
        "部门整体支出绩效自评表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标 nature=指标性质 target=指标值 unit=度量单位 actual=实际完成值 "
            "reason=偏差原因分析及改进措施"
        ),
        side="",
        goals=("", ""),
        heading="三、部门整体支出绩效指标",
        blocks=(
            ("内容", "说明"),
            ("部门职责", "负责全县公路建设、养护和运输管理"),
            ("总体绩效目标", "保障公路畅通"),
            ("一、部门年度目标",),
            ("财政年度", "目标", "实际完成情况"),
            ("2023", "养护公路12公里", "已养护12公里"),
            ("二、部门年度重点工作任务",),
            ("任务名称", "主要内容", "总额", "财政拨款", "其他资金", "实际支出金额"),
            ("公路养护", "日常养护", "100", "100", "0", "96.5"),
        ),
        foot=("其他需说明的事项", "备注"),
    ),
    "monitoring": Layout(
        "执行监控表(不评分)",
        "项目支出绩效目标执行监控表",
        _columns(
            "level1=一级指标 level2=二级指标 name=三级指标 target=年度指标值 actual=1-7月执行情况 forecast=全年预计完成情况 "
            "reason=偏差原因分析 chance=完成目标可能性"
        ),
        "项目资金\n({unit})",
        _columns("name=:2 initial=年初预算数 executed=1-7月执行数 rate=1-7月执行率 forecast=全年预计执行数"),
    ),
}
