"""What can be wrong with a form's structure, in the words that people read."""

from __future__ import annotations

from dataclasses import replace

from perfeval_xl.issues import Issue, IssueKind, Severity

MISSING_COLUMN = IssueKind(
    code="STR-06",
    severity=Severity.ERROR,
    title="表头不完整或表格结构被破坏",
    message="“{sheet}”的指标表缺少“{column}”列（认到的列：{seen}{unknown}）",
    remedy="请补上“{column}”列的表头和内容；列名有出入的，改回通用名称",
    clause="自评表格式（财预〔2020〕10号附件）",
    verified=False,
)
NO_INDICATORS = IssueKind(
    code="STR-07",
    severity=Severity.ERROR,
    title="自评表没有指标",
    message="“{sheet}”找到了自评表的表头，但表头下没有一条三级指标",
    remedy="请填写三级指标、指标值、实际完成值和分值",
)
NEAR_MISS = IssueKind(
    code="STR-11",
    severity=Severity.WARNING,
    title="列名疑有错字",
    message="表头“{seen}”不是通用列名，已按“{meant}”读取",
    remedy="请核对；如确为“{meant}”，请改正表头",
)
TWO_FORMS = IssueKind(
    code="STR-12",
    severity=Severity.WARNING,
    title="两张表都像同一张自评表",
    message="“{first}”（{first_cell}）和“{second}”（{second_cell}）都像自评表，{why}；两张都已读取并分别评分",
    remedy="请只保留一张；如是两个项目，请在各自表首写明项目名称",
)
NO_FUNDS = IssueKind(
    code="STR-13",
    severity=Severity.WARNING,
    title="没有找到项目资金行",
    message="“{sheet}”没有找到资金表（表头含全年预算数、全年执行数），预算执行率不能计算",
    remedy="请在指标表上方补上项目资金表；列名有出入的，改回“年初预算数、全年预算数、全年执行数”",
)
GOES_ON_BESIDE = IssueKind(
    code="STR-38",
    severity=Severity.WARNING,
    title="指标表右侧另有一组列没有读",
    message="“{sheet}”指标表右侧从{cell}起还有一组列（{columns}），看不出是同一张表的另一栏还是另一张表，没有读取",
    remedy="同一张表的指标请接在下面填写；是另一张表的，请另放一张工作表",
)
HALF_A_FORM = IssueKind(
    code="STR-14",
    severity=Severity.ERROR,
    title="只有半张自评表",
    message="“{sheet}”只有资金表（{cell}），没有找到含“三级指标、年度指标值、实际完成值、分值”等列的指标表",
    remedy="请补上绩效指标表；指标写在别的文件里的，请合到同一张表",
)
UNSURE = IssueKind(
    code="STR-15",
    severity=Severity.ERROR,
    title="像自评表但把握不足",
    message="“{sheet}”的{cell}处像是自评表，但把握只有{percent}%（缺少：{lacks}），没有评分",
    remedy="如确是自评表，请补全所缺的内容后再评分；否则不必处理",
)
HIDDEN_ROWS = IssueKind(
    code="STR-16",
    severity=Severity.HINT,
    title="隐藏的行也计入了",
    message="“{sheet}”有隐藏的指标行（{rows}），其中的分值和得分已照常计入",
    remedy="请取消隐藏核对；不需要的行请删除",
)
HIDDEN_FORM = IssueKind(
    code="STR-17",
    severity=Severity.HINT,
    title="隐藏的工作表里另有自评表",
    message="隐藏的工作表“{sheet}”里也有一张自评表，没有评分",
    remedy="需要评分的，请取消隐藏；不需要的，请删除该工作表",
)
WITHOUT_POINTS = IssueKind(
    code="STR-18",
    severity=Severity.HINT,
    title="表式没有分值，只检查不评分",
    message="“{sheet}”是“{layout}”，没有分值和得分，只作检查，不计算总分和等级",
    remedy="无需处理；需要评分的，请改用带分值的自评表",
)
NO_POINT_COLUMN = IssueKind(
    code="STR-22",
    severity=Severity.HINT,
    title="没有分值列，各行得分不能重算",
    message="“{sheet}”没有“分值”列，{unknown}的满分不知道，得分不能重算{rest}，只核对完成率、预算执行率和各项合计",
    remedy="请在三级指标名称后写明分值，如在{cell}写“{name}(10分)”；一级、二级指标标明了分值而其下只有一条指标的，不必写",
)
WEIGHTS_OF_ONE = IssueKind(
    code="STR-23",
    severity=Severity.HINT,
    title="权重写成了小数",
    message="“{sheet}”的分值（权重）都小于1，合计为1，已按百分制读取，如“{name}”的{written}按{points}分",
    remedy="请核对；建议把权重写成分值，合计100分",
)
TEXT_NUMBER = IssueKind(
    code="STR-35",
    severity=Severity.WARNING,
    title="数字存成了文本，合计公式不算它",
    message="“{name}”的{column}“{text}”{how}，{total}的求和公式不会把它加进去{more}",
    remedy="请在这些格里重新输入，只填数字、不写单位（没有单位的，也可选中后点旁边的“转换为数字”），合计会自动重算",
)
SEVERAL_YEARS = IssueKind(
    code="STR-36",
    severity=Severity.HINT,
    title="表题写了几个年度",
    message="表题写的是{years}，已按{year}年度读取；预算执行率和完成率按表上的数计算，看不出是一年的还是几年合计的",
    remedy="请确认资金、指标值和完成值都是同一期间的数；分年度自评的，请每年一张表",
)
NO_UNIT = IssueKind(
    code="STR-37",
    severity=Severity.HINT,
    title="没有写明项目单位",
    message="“{sheet}”只写了主管部门“{authority}”，没有写明项目单位，汇总时不知道归在哪个单位名下",
    remedy="请在表首补上“实施单位”；主管部门自己实施的，也请写明",
)
TOO_MANY_ROWS = IssueKind(
    code="STR-19",
    severity=Severity.ERROR,
    title="行数过多，不像自评表",
    message="“{sheet}”的指标表有{count}行，超过{limit}行，像是明细数据而不是自评表，没有评分",
    remedy="请确认工作表；如确是自评表，请拆分后再评分",
)
OTHER_KIND = IssueKind(
    code="STR-20",
    severity=Severity.HINT,
    title="另有其他种类的绩效表",
    message="“{sheet}”是“{layout}”，不是自评表，没有评分",
    remedy="无需处理",
)
MISNAMED = IssueKind(
    code="STR-24",
    severity=Severity.WARNING,
    title="名为自评表，实为目标申报表或监控表",
    message="“{sheet}”名为自评表，表里却是“{layout}”：有{has}{without}；没有评分",
    remedy="请报送填好实际完成值和得分的绩效自评表；本来就是申报表、监控表的，请改表名",
)
NO_FORM = IssueKind(
    code="IO-30",
    severity=Severity.ERROR,
    title="没有找到自评表",
    message="“{file}”里没有找到自评表：需要含“三级指标、年度指标值、实际完成值、分值”等列的指标表；看到的是：{seen}",
    remedy="请确认文件是否为绩效自评表；可用 perfeval template new 生成标准表后填报",
)
ONLY_OTHER_KINDS = IssueKind(
    code="IO-29",
    severity=Severity.WARNING,
    title="不是自评表",
    message="“{file}”里没有自评表：{seen}，没有评分",
    remedy="如需评分，请提供同一项目的绩效自评表",
)


def of_a_scan(issue: Issue) -> Issue:
    """What is said of a workbook without a form, where it has nothing but pictures."""
    if issue.code != NO_FORM.code:
        return issue
    told = "文件里只有图片，像是扫描件或照片，图片里的字读不出来"
    remedy = "请退回，改报能填写的电子表格；可用 perfeval template new 生成标准表后填报"
    return replace(issue, message=f"{issue.message.partition('：')[0]}：{told}", remedy=remedy)
