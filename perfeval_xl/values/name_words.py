"""Words of an indicator's name (三级指标) that tell which way is better, as data.

The head of a Chinese noun phrase stands last, so the word that ends last decides, the longer one of two that end
together: 投诉率 is ≤, 投诉处理率 is ≥, 不合格率 is ≤ though 合格 is in it.
"""

from __future__ import annotations

from perfeval_xl.values.model import Comparator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TIME_TAKEN = _words(
    "响应 等待 等候 排队 办理 办结 办件 审批 审核 受理 答复 反馈 修复 抢修 维修 处理 处置 出动 出警 到场 到达 "
    "到达现场 中断 停机 停电 停水 停气 故障 宕机 审理 结案 通关 候诊 候车 交付 送达 开办 注册 评审 审查 核准 "
    "检测 等待检测"
)
"""What should take little time: with 时间, 时长, 时限 behind it less is better."""
TIMES_TAKEN = tuple(verb + noun for verb in _TIME_TAKEN for noun in ("时间", "时长", "时限", "用时", "天数", "周期"))

_BAD = _words(
    # money and plans that are exceeded or left
    "结余率 结余 结转 结转结余率 成本 单价 造价 超支 超预算 超概 超编 超标 超期 超时 滞纳 变动率 调整率 控制率 "
    "控制数 变更率 三公经费 会议费 接待费 公车运行费 用车运行 用车购置 次均费用 均次费用 药占比 耗占比 赤字 "
    "负债率 债务率 亏损 "
    # faults of the work
    "差错 错误率 失误 误差 偏差 偏差率 偏离 缺陷 故障 返工 返修 返库 退货 退单 退件 退稿 改判 发回 错案 误诊 "
    "漏诊 误判 误报 漏报 错报 迟报 瞒报 谎报 错发 漏发 多发率 错漏 漏检 重复率 重复数 不良率 不良贷款 坏账 "
    "不合格率 不达标率 不满意率 未达标率 未完成率 "
    # time that is lost
    "延期 延误 拖欠 逾期 晚点 误点 缺勤 缺课 旷课 旷工 迟到 早退 空驶 空置 闲置 空岗 缺编 离职率 离职人数 "
    "平均用时 耗时 平均住院日 住院天数 停机 宕机 崩溃 中断 停电 停水 停播 断电 断网 堵塞 拥堵 "
    # breaches
    "投诉 信访 上访 越级访 违规 违纪 违法 违约 虚报 冒领 截留 挪用 套取 依赖率 犯罪率 重新犯罪 再犯罪 脱管 漏管 "
    "逃逸 发案 诈骗 盗窃 纠纷 舆情 泄密 漏洞 空号率 调整次数 "
    # harm to people and to nature
    "事故 事件 死亡 伤亡 受伤 中毒 病死 受灾 成灾 受害 灾害损失 损失率 损失数 损失额 损耗 漏损 渗漏 变质 浪费 "
    "发生率 发生数 发生次数 发生起数 发病 患病 感染 感染率 传播率 复发率 疫情起数 疫情发生 火灾 失业率 失业人数 "
    "辍学 失学 留级率 近视率 肥胖率 流失率 返贫 贫困发生率 能耗 耗能 用能总量 能源消费 煤炭消费 消耗 用水量 "
    "用水总量 用电量 耗电量 耗水量 用油量 农药使用量 化肥使用量 施用量 排放 污染 泄漏 泄露 PM2.5浓度 PM10浓度 "
    "颗粒物浓度 臭氧浓度 二氧化硫浓度 二氧化氮浓度 氮氧化物浓度 污染物浓度 PM2.5 PM10 噪声 扬尘 异味 水土流失 "
    "水土流失面积 枯死 复吸 脱逃 脱管 经济损失 剖宫产率 大班额 热岛 劣V类 劣五类 黑臭 破损 损毁 病害 虫害 鼠害 "
    "危害 缺失 丢失 丢包 外溢 错别字 漏登 沉淀率 不良资产 调整幅度 变更次数 隐患 撂荒 违建 败诉 塌方 内涝 积水 "
    "滥用 欠费 欠税 欠薪 积压 盲区 重复来信 肇事 检出率 低出生体重 早产率 疫点 超龄服役 老化 爆管 直排口 溢流 "
    "混投 占道经营 乱停乱放 乱堆乱放 乱搭乱建 裂缝 沉降 渗水 质疑 流标 废标 不符率 沉淀资金 隐性债务 代偿率 "
    "杠杆率 次品 残次 弃水 弃风 弃光 施用强度 过火 黑名单 上诉率 跑动次数 环节数 占线 放弃率 缺口 死角 盘亏 "
    "线损 流失面积"
)
_HANDLED = _words(
    # what is done against it, or with it
    "快赔 疏导 封堵 清零 处治 取缔 下架 追究 讨论 响应率 修补 复垦 复绿 拖移 比对 劝导 更正 订正 复耕 防治率 "
    "处理率 处理及时 处理 处置 处置率 办理率 办结 结案 审结 执结 查处 查获 查办 查封 破获 侦破 破案 抓获 缉拿 "
    "打掉 打击 惩处 惩治 追责 问责 立案 起诉 整改 整治 化解 化解率 解决 排除 纠正 校正 校准 消除 清除 拆除 治理 "
    "防治 防控 防范 预防 预警 预案 应对 处突 拦截 阻断 干预 管控 扑救 扑灭 救治 救助 救援 抢险 抢修 治愈 治疗 "
    "随访 筛查 监测 检测 检查 巡查 核查 排查 扫描 演练 调解 调查 查找 劝返 帮扶 帮教 安置 赔付 理赔 赔偿 抚恤 "
    "发放 兑付 补助 补贴 清偿 清欠 清收 清缴 清退 清理 清运 追缴 追回 收缴 收回 上缴 缴纳 征缴 盘活 召回 销毁 "
    "回收 回复 答复 反馈 回访 受理 接待 接听 畅通 识别 发现 报告 上报 网报 公开 公示 宣传 培训 修复 改造 更新 "
    "淘汰 更换 维修 维护 恢复 达标排放 减排 去除 削减 消减 下降 降低 降低率 减少 减少率 压减 节约 节约率 节省 "
    "核算率 挽回 减亏 扭亏 退出 "
    # what is good in itself
    "满意 覆盖 及时 达标 合格 完成率 执行率 到位率 支付率 使用率 利用率 知晓 保障 规范 合规 准确 健全 完好 受益 "
    "审减率 贡献率 转化率 普及率 上线率 升学率 录取率 入学率 参保率 就业率 城镇化率 绿化率 参与率 回报率 收益率 "
    "利润率 孵化率 认证率 授权率 自给率 母乳喂养率 机械化率 良种率 优秀率 优良率 获奖率 资源化率 减量率 成活率 "
    "病虫害控制率 疫情控制率 有效控制率 传染病控制率 血压控制率 血糖控制率 高血压控制率 糖尿病控制率 "
    "慢性病控制率 疾病控制率 有害生物控制率 虫害控制率 鼠害控制率 风险控制率 隐患控制率 污染控制率 "
    "水土流失控制率 火情控制率"
)
TIMES_OFFERED = _words(
    "时长 年限 寿命 开放时间 开放天数 服务时间 服务天 服务期 运行时间 运行天数 持续时间 持续期 质保期 保修期 "
    "有效期 保障期 使用期 播出时间 飞行时间 营业时间 值守时间 保障时间 在岗时间"
)
"""Stretches of time during which something is offered: more is better, in a 时效指标 too."""

ILL_SOUNDING = frozenset("损失亡伤误漏缺违败逃劣陷灾欠迟亏荒丢溢淀毁错坏害逾滥滞堵死盗骗诈罪")
"""Where a name's last two characters, measures aside, have one of these and no word above is in it, nobody can say."""
RATES = ("率", "比例")
"""Of a name that ends so and has no word above, a bare share under one half may be one to stay under: 复发率 5%."""
MEASURES_BEHIND = _words(
    "率 比例 占比 比重 数量 数 次数 件数 起数 宗数 人数 户数 个数 人次 金额 额 面积 量 值 强度 幅度 天数 指数 "
    "里程 情况 度"
)
"""What stands behind the thing measured: 破损|率, 撂荒|面积."""

TURNING = frozenset("未无零免减")
"""Straight before a word of ill these turn it: 未逾期率, 无事故天数."""

NAME_DIRECTIONS: dict[str, Comparator] = {
    **dict.fromkeys((*_BAD, *TIMES_TAKEN), Comparator.LE),
    **dict.fromkeys((*_HANDLED, *TIMES_OFFERED), Comparator.GE),
}

GAINS = ("节约", "节省", "降低", "减少", "压减", "挽回", "收入", "收益", "增收", "产值", "利润", "税收")
"""A 成本指标 whose name has one of these counts money saved or earned: more is better."""
NAME_STARTS_FALLING = _words("降低 减少 压减 压降 节约 节省 避免 挽回 查出 发现")
"""A name that begins so is about how much is saved, or found: more is better."""
NAME_STARTS_HANDLING = _words(
    "治理 查处 查办 处置 处理 排查 化解 调解 救助 救治 救援 办理 办结 受理 审理 审结 整改 整治 消除 清除 拆除 "
    "打击 防治 防控 防范 预防 应对 扑救 扑灭 破获 侦破 查获 抓获 清理 清退 清收 追缴 追回 盘活 销毁 修复 遏制 "
    "帮扶 安置 慰问 惩处 惩治 起诉 接待 答复 回复 回访 解决 纠正 排除 淘汰 接听 收治 诊治 劝返 补助 资助 监测 "
    "检测 检查 巡查 宣传"
)
"""A name that begins so and ends with none of the words below counts what is done about it: 治理水土流失面积."""
HANDLING_ENDS = _words("率 比例 比 成本 单价 造价 费 费用 时间 时长 时限 用时 周期 天数 差错 误差 超支")
"""投诉处理率, 治理成本, 处理投诉用时: here the last word decides."""

TIME_NAMES = ("时间", "日期", "时限", "期限", "时效", "竣工日", "完工日", "开工日")
"""Names of indicators whose bare figure 2023.12 is a date."""
RATE_CHANGE_NAMES = ("增长", "增幅", "增速", "提高", "提升", "下降", "降低", "变动", "变化")
"""Rates of change: 1 in a column of % is 1%, not 100%."""
COMPLETION_ENDS = ("完成率", "完工率", "达成率", "完成比例", "完成进度", "完成度", "执行率")
COMPLETION_NAMES = (*COMPLETION_ENDS, "执行进度", "支付进度", "工程进度")
"""An indicator named so is itself a degree of completion."""
