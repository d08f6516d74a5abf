# ruff: noqa: E501, SIM905
"""New training samples from old ones: other names in the same contexts, and the errors of character recognition."""

from __future__ import annotations

import random
from collections.abc import Iterable

from kg.registers.loader import Registers
from pipelines.tagger_training.corpora import Sample

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)  # fmt: skip
GIVEN = (
    "伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉鑫宇博浩波斌健俊帆鹏飞凯鸿志国建华玉春梅海燕红云龙生林山峰松柏森泽润清江河湖川雨雪晨晓"
    "阳光亮辰星月天宏远大长久永安康宁福禄寿喜庆祥瑞吉利荣昌盛兴旺富贵德仁义礼智信忠孝廉和谦恭良善美真诚实正直公民立新向东南西北中卫兵武士才学思想"
    "慧颖聪睿哲彦儒贤圣元亨贞坤乾震坚恒毅刚劲松柳竹菊荷莲蓉芬芝萍萌薇蕾莉婷婧妍娇婉媛嫣琳琪瑶璐珊珍珠宝金银铜铁钢锋钧铭锐镇钰乐音诗词书画琴棋"
    "家业邦达通顺发展全胜凤翔鹤鸣雁鸥鹰麟骏骥驰奔跃腾进步青蓝紫丹彤旭昊晖晗景晴昕昱曦灿炎烨煜燃焕绍继承先祖嗣宗耀显扬光世代传运启开创始万千百一"
)  # fmt: skip
SYLLABLES = (
    "阿 巴 贝 比 博 布 查 达 德 迪 多 厄 菲 弗 加 格 古 哈 赫 霍 吉 杰 卡 凯 科 克 库 拉 莱 兰 雷 里 利 林 罗 洛 卢 马 曼 梅 米 莫 纳 内 尼 诺 帕 佩 皮 普 奇 乔 塞 沙 施 斯 "
    "塔 泰 特 托 瓦 维 沃 西 谢 雅 扬 伊 尤 泽 扎 詹 朱 顿 森 娃 娜 莎 丽 琳 安 埃 奥 欧 基 姆 尔 夫 什 茨 赞 亚"
).split()
PLAIN_NAME = frozenset("Official Person".split())
REPLACED = {  # share of the mentions of a type that get another name
    "Official": 0.3, "Person": 0.6, "Company": 0.4, "County": 0.5, "City": 0.3, "Zone": 0.25, "Port": 0.4,
    "Place": 0.1, "Province": 0.15, "Country": 0.15, "Organization": 0.1, "Event": 0.15, "Project": 0.2,
    "Policy": 0.15, "GovernmentBody": 0.05,
}  # fmt: skip
LOOK_ALIKES = (
    "己已巳 日曰目 未末 土士 干千于 人入八 大太犬 天夭 王玉主 戊戌戍 折拆 侯候 哀衷 刀力 几凡 口囗 贝见 今令 代伐 司同 问间 他地 使便 传传 住往佳 休体 作昨 "
    "何河 供洪 促捉 保堡 俱惧 借惜 债绩 偏编遍 健建 傅博 充允 兔免 兵乒 冶治 冷泠 准淮 凉谅 划戈 刘列 则侧测 剌刺 动劲 务条 勤勒 包句 北比 华毕 协胁 卖买 卷券 历厉 厂广 压庄 原愿 "
    "友反 发友 受爱 变恋 古占 台合 各名 后启 吴昊 员圆 周同 味昧 和知 品晶 响晌 唐康 商高 喜善 团困 园圆 圳训 场杨扬 坚竖 垂睡 城诚 基墓 境镜 壮状 声岛 处外 复夏 夫失 头买 奖桨 好妤 "
    "妹姝 委季 子孑 学字 宁守 安女 宏宠 官宫 定走 宜宣 实买 家冢 容客 富寓 密蜜 寺时 导寻 封挂 尤龙 居届 屋层 山出 岁岑 崇祟 州洲 市布 师帅 帐账 常裳 幕墓 平乎 年午 开井 弃异 张帐 "
    "强弦 归扫 当肖 形彤 影景 役设 径经 待侍 律津 微徽 德得 必心 志忘 忙忆 快块 态志 思恩 总悉 恢灰 息患 情清 惯贯 成戍 战站 户尸 所听 托拖 执热 扩矿 批比 技枝 投没 抓爪 护沪 拥抽 "
    "持特 挥辉 换焕 提堤 援授 支友 收牧 政攻 效郊 数教 文丈 料科 断继 施旅 明朋 易昜 星皇 春舂 晋普 普晋 景影 晴睛 暖援 最景 月用 有冇 服胀 期欺 木本术 机杌 权仅 村材 束東 杭抗 林材 "
    "果杲 查杳 标际 栋拣 校较 样详 根恨 格洛 案桉 桂挂 检捡 模膜 次决 欢欧 正止 步涉 民氏 水氷 江汪 汉权 沈枕 沙抄 法去 波玻 注住 洋样 流疏 浙淅 海悔 消俏 深探 渔鱼 港巷 湖糊 湾弯 满蒲 "
    "源原 滨宾 演寅 潮朝 灯打 灵炅 点占 热执 照昭 爱受 牌碑 物勿 特持 独触 率卒 珠株 球求 理埋 环坏 现视 班斑 生主 田由甲申 电申 画面 留溜 疆僵 病痛 的旳 皮支 盐监 盘盆 直真 相湘 省眚 "
    "看着 眼跟 石右 研砑 码玛 确碗 社杜 神坤 票栗 福褔 离禹 种钟 科料 秀季 秋秒 程呈 税悦 穿牙 突空 竞竟 章竟 第弟 策荣 管菅 米来 类娄 精情 系糸 紧坚 红江 约药 级极 纪记 纸低 组阻 细绌 "
    "终络 经轻 结洁 给拾 绝艳 统充 维继 综踪 绿录 编偏 网冈 罗岁 群郡 翼冀 老考 者昔 而面 职识 联取 股殷 肯背 胜脏 能熊 脑恼 自白目 航般 良艮 艺亿 节书 花化 苏办 范苑 荣菜 药约 获荻 营宫 "
    "落洛 蒙家 蓝监 藏臧 虎虑 行衍 被披 装袋 西酉 要耍 规现 览监 角用 解觯 计汁 认队 让上 议仪 记纪 讲井 许计 论沦 设没 证征 评坪 试式 该孩 语悟 说悦 请情 诺若 课棵 调凋 谈淡 象像 责贵 "
    "贸贺 资姿 赛寨 起赶 路璐 转砖 轮抡 软饮 输愉 辆俩 达迖 近进 还坏 这过 远运 连莲 送迭 通涌 速束 造浩 道首 邮由 部陪 都郁 配酸 采来 重董 量童 金全 针计 钢纲 铁秩 银很 锋峰 长氏 门问 "
    "闻间 阅间 阳阴 附付 际标 陆陈 院完 除徐 险检 随隋 难滩 雄碓 集隼 需雷 霞露 青肯 静争 非韭 面而 革草 项顶 须顺 预顶 领颂 题提 风凤 飞气 馆倌 首道 香杳 马乌 验险 高亮 鱼渔 鸟乌 黄寅 黑墨 龙尤"
)  # fmt: skip


def look_alikes() -> dict[str, str]:
    """Return for each character those that a scanner may read in its place."""
    table: dict[str, set[str]] = {}
    for group in LOOK_ALIKES.split():
        for char in group:
            table.setdefault(char, set()).update(c for c in group if c != char)
    return {c: "".join(sorted(others)) for c, others in table.items() if others}


_ALIKE = look_alikes()


def misread(sample: Sample, share: float, rng: random.Random) -> Sample:
    """Return the sample with that share of its characters swapped for look-alikes."""
    chars = [rng.choice(_ALIKE[c]) if c in _ALIKE and rng.random() < 1.6 * share else c for c in sample.text]
    return Sample(corpus=sample.corpus, text="".join(chars), spans=sample.spans, group=sample.group)


def rosters(samples: Iterable[Sample], count: int, rng: random.Random) -> list[Sample]:
    """Return invented rosters of the samples' people (PER) as archives print them: no mark between the names."""
    people = sorted({s.text[a:b] for s in samples for a, b, t in s.spans if t == "PER" and 2 <= b - a <= 4})
    return [_roster(rng.choices(people, k=rng.randint(10, 60)), rng) for _ in range(count)]


def _roster(people: Iterable[str], rng: random.Random) -> Sample:
    text, spans = rng.choice(("", "名单", "委员：", "成员：")), []
    for name in people:
        spans.append((len(text), len(text) + len(name), "PER"))
        text += name + ("（女）" if rng.random() < 0.1 else "")
    return Sample(corpus="msra", text=text, spans=tuple(spans))


def name_pools(registers: Registers) -> dict[str, list[str]]:
    """Return the names and sure aliases of the registers by type."""
    pools: dict[str, set[str]] = {}
    for entry in registers.entries.values():
        pools.setdefault(entry.type, set()).update(n for n in (entry.name, *entry.aliases) if 2 <= len(n) <= 22)
    return {kind: sorted(names) for kind, names in sorted(pools.items()) if kind not in PLAIN_NAME}


def person_name(like: str, rng: random.Random) -> str:
    """Return an invented name of the kind of ``like``: Chinese, or foreign with the dots it has."""
    if "·" in like or len(like) > 4:
        parts = like.split("·")
        return "·".join("".join(rng.choices(SYLLABLES, k=min(max(len(p), 2), 5))) for p in parts)
    return rng.choice(SURNAMES[: rng.choice((60, 120, len(SURNAMES)))]) + "".join(
        rng.choices(GIVEN, k=rng.choice((1, 2, 2, 2)))
    )


def renamed(sample: Sample, pools: dict[str, list[str]], rng: random.Random) -> Sample:
    """Return the sample with some names replaced; one surface gets one new name throughout the sample."""
    chosen: dict[tuple[str, str], str] = {}
    pieces: list[str] = []
    spans = []
    at = length = 0
    for start, end, kind in sample.spans:
        surface = sample.text[start:end]
        pieces.append(sample.text[at:start])
        length += start - at
        if (surface, kind) not in chosen:
            chosen[surface, kind] = _another(surface, kind, pools, rng)
        new = chosen[surface, kind]
        pieces.append(new)
        spans.append((length, length + len(new), kind))
        length += len(new)
        at = end
    pieces.append(sample.text[at:])
    return Sample(corpus=sample.corpus, text="".join(pieces), spans=tuple(spans), group=sample.group)


def _another(surface: str, kind: str, pools: dict[str, list[str]], rng: random.Random) -> str:
    if rng.random() >= REPLACED.get(kind, 0.0):
        return surface
    if kind in PLAIN_NAME:
        return person_name(surface, rng) if len(surface) > 1 else surface
    pool = pools.get(kind)
    if not pool:
        return surface
    candidates = rng.choices(pool, k=6)
    same_ending = [c for c in candidates if c[-1] == surface[-1]]
    return min(same_ending or candidates, key=lambda c: abs(len(c) - len(surface)))


def with_gold_pools(pools: dict[str, list[str]], samples: Iterable[Sample]) -> dict[str, list[str]]:
    """Return the pools with the names of the training samples added, each type's once."""
    joined = {kind: set(names) for kind, names in pools.items()}
    for sample in samples:
        for start, end, kind in sample.spans:
            if kind not in PLAIN_NAME and end - start > 1:
                joined.setdefault(kind, set()).add(sample.text[start:end])
    return {kind: sorted(names) for kind, names in sorted(joined.items())}
