"""What a figure measures: the shortest stretch of its clause that names it.

The noun phrase left of the figure, freed of times, adverbs and verbs that only lead to the number; for counts, the noun
right of it. A clause that only says 增长 or 占 takes the indicator of the one before.
"""

from __future__ import annotations

import functools
import re
from importlib.resources import files

_LEAD = re.compile(
    r"(?:\s|[（(][一二三四五六七八九十\d]{1,3}[）)]|[此本这]次(?!大会|展会|会展|赛事|活动|博览会|论坛)|档(?=档期)|[^，。；、\d]{0,14}?(?:致使|导致|使得|可能使|将使|造成(?=[一-鿿]))|发生的|约合|折合|这里|那里|超过|有(?!望|色|机|限|效|线|轨|关|氧)|（?其[次中](?:是|为)?|再次[是为]|其中|同时|此外|另外|同期|期间|而且|而|投入(?!产出|品|使用|总量|强度|规模|力度|资金|总额|占|比)|因此|至此|能够|可能(?!性)|这里的|所有(?!制|权|者|人)|支持(?!率|政策|力度|资金)|作为(?=我国|全国|全球|世界|中国)|作为[^，。；、]{2,14}?之一的|特别是|尤其是|特别|尤其|不仅|不但|并且|并|且|又|也|还|则|和|与|及|以及|、|目前|已经|已(?!知)|均|都|双双|仅|只|共计|共(?!建|享|青|同体)|一共|总计|合计|"
    r"(?:有望|力争|预计|争取|可)实现(?!率)|[^，。；、\d]{2,16}?(?:建成|投产|投用|投运|完工|竣工|通车|达产)后(?:预计|将|可|有望|年)?|预计|计划|将|力争|确保|争取|有望|拟|约|近|超额?|完成了|截至|累计(?=[共已]|完成)|初步核算|初步统计|(?:最新)?数据显示|统计显示|据\S{0,8}?(?:统计|显示|介绍)|据统计|据悉|"
    r"按[^，]{1,10}?计算|预估|方面|当前|当日|当天|当月|其|这(?:[一笔项家座批次份])?|该|[一-鿿]{2}后(?=“)|在(?!线|建|校|册|岗|用|营|库|轨|编|孵|研|售|读)|从|于|[）)]?中(?=有|，)有?|(?:比上年|同比|环比)|使|让|面向|实际|推动|带动|拉动|有力|达到?|今年|全年|其他|"
    r"(?:北方|南方)?最大的)+"
)
_TAIL = re.compile(
    r"(?:\s|≥|控制(?=在|$)|最[高低大](?![一-鿿]*额)|(?:同比|环比)(?:增速|增幅|涨幅|降幅)|同比|环比|累计|分别|(?<![人户])均|都|各|双双|已经|已|共|总共|共计|总计|合计|预计|计划|将|还|也|力争|达到|达|超过|超|突破|逾|大约|(?<![签预合制节履续解违公契])约|近|接近|为|是|有|至|到|在|"
    r"由[^，。；、\s]{1,6}的|由(?:现行|原来|原先|目前)|有?可能|有望|由?每[生人户月次件亩](?:每[年月])?|完成|实现|涵盖|惠及|就|称|和|与|及|占|的|了|高达|多达|保持|稳定|维持|保持在|稳定在|维持在|增至|升至|降至|提高至|提升至|增加至|扩大至|提高到|增加到|增长到|提升到|上升到|上升至|下降到|下降至|降到|扩大到|"
    r"扩至|站上|迈上|跨上|登上|在(?:全球|全国|世界|全省)|更是|甚至|(?<![许认])可|中的|继|中?安排|预测|不|首次|再次|又|再|历史性|(?<=[值模额量])历史|继续|仍|依然|连续\S{1,4}|由|从|自|上调|下调|回升|收于|创下|跃升至|增长至|高于|低于|位居|成为|，|、|突破了|较|比|明显|(?<![船羊牛])只|仅|不足|虽然?|运行|包括|涉及|"
    r"大关|顺利|成功|比去年|左右|进行|处于|位于|处在|稳步|相当于|可达|恢复|迅速|快速|大幅|逐步|进一步|每天|每年|满足|拉动|(?<![化术])水平|已?过|（含[^（）]{1,8}）)+$"
)
_TAIL_REACH = 16  # characters that are looked through at a time
_AFTER = re.compile(
    r"\s*(?:时速\d+公里)?(?:（[组套件次个台座只家户项]）)?(?:不等的|的|中的|规模的)?(?P<noun>(?:[高中初大小内外]、)?(?:[^，。；：、！？\n（）()]|（[^（）]{1,5}）(?=[^，。；]))[^，。；：、！？\n（）()]{0,23}(?:（(?:街道|社区|乡镇?|村|镇|市|县|区|旗|园区?|站|所|厂|校|店|场)）[^，。；：、！？\n（）()]{2,16})?(?:（[区市旗、县（）]{1,6}）)?)"
)
_AFTER_STOP = re.compile(
    r"(?:入选|获奖|获批|上榜|实行|划分|落户|逐渐|渐渐|逐步|提前(?!量)|加紧|抓紧|及时(?!性)|仍然|依然|竞相|纷纷|先后|有序|接受(?!度|率)|同时(?!期)|长势|吸引|尚未|尚|创(?=历史|下|新高|新低|新纪录|新记录)|投入|参赛|共(?=\d|$)|合计|总计|参与|不(?!锈|动产)|没有|增[至加长]|升至|降至|扩大|提升|突破|跃升|减[至少]|同比|环比|较|比(?!赛|例|重|特)|增长|下降|提高|占|为(?!主)|是|已|均|将|可(?!再|持|视|控|信)|分别|来自|参加|参展|到会|实现|达到?|超(?!高|低|长|大|级|市|算|导|强|音)|成为|位居|组建|入驻|预注册|注册|对接|进入|(?<![修真])正(?=在|陆续|式|通过|面|以|从)|(?<!支)持(?=有|续)|"
    r"属于|处于|翻|还(?!款|贷|本)|上线|就(?!业|医|读|诊|餐|学)|预计|不等|保持|分布|一度|作为|开始|迎来|喜获|也(?!门)|认为|表示|定于|未(?!来|成年)|联合(?!会|体|国|社)|建立|带来|提供|(?<!收)获(?!得感)|完成|落地|开工(?=率|，)?|通过|提交|拿到|申请|购买|集中(?=展|亮|上|采购|开)|纳入|预定|并|全部|已经|得到|出台|建成|开工率|发布|制定|正式|印发|(?<![供补])给|(?<![方定流意])向|在(?!建|校|编|册|线|用|轨)|(?<![服])从|(?<!参)与|(?<![可所足及])以(?!旧换新)|(?<![重主需必纪])要(?=从|在|用|靠|向|由|达)|(?<![报收达得感看接遇找])到|至|都(?!市|会|督)|今年|去年|目前|不断|"
    r"涵盖|带动|用于|(?<=举措|措施|政策|办法|贷款|资金)(?:支持|促进|推动|帮助|助力|优化|鼓励|保障|助推)|(?<![享接承])受(?!访|众|益|灾|害|伤|理|托|训|损|阻|困|冻|旱|淹|限|援|助)|被|(?<![自理])由|(?<![节智职功性储动万潜产核太技])能(?=够|在|为|使|让|有|将|以)|覆盖|签|相继|陆续|免费|进行(?!时)|面临|遭受|遭遇|遭到|陷入|销往|运往|发往|飞往|前往|驶往|奔赴|走进|走上|踏上|中(?=有|，|的)|左右|(?<!及)以上|以下|以内|多|余(?![震额粮热量])|大关|台阶|关口)"
)

_AND_SUCH = re.compile(r"(?<=[一-鿿]{2})等[一-鿿]{2,}$")  # 3座桥梁等建筑

BARE = (
    "数量",
    "规模",
    "总量",
    "总额",
    "总数",
    "金额",
    "总规模",
    "增速",
    "占比",
    "人数",
    "数",
)  # quantities of what was named before
PARTS = ("比重", "占比", "比例", "份额")
_NO_NOUN = re.compile(
    r"[境海国县市村省校厂]?[内外]|最|新|在|跨|未|不|已|重点|主要|共同|全部|现有|优质|规模|类型|规格|品牌|系列"
)
_JOINTS = ("和", "与", "及", "、", "以及", "基础")


@functools.cache
def heads() -> tuple[frozenset[str], int]:
    """Return the nouns that name a quantity (package table), and how long the longest is in characters."""
    lines = files("kg.observations").joinpath("indicator_heads.tsv").read_text(encoding="utf-8").splitlines()
    names = frozenset([line for line in lines if line and not line.startswith("#")][1:])
    return names, max(map(len, names))


def phrase_before(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the noun phrase that ends before ``end``; empty if nothing is left of the clause.

    Leading connectives and the verbs and adverbs that only lead to the number are cut off.
    """
    while True:
        lead = _LEAD.match(text, start, end)
        if lead is None or lead.end() == start:
            break
        start = lead.end()
    tail = _TAIL.search(text, max(start, end - _TAIL_REACH), end)
    while tail is not None and start < end:
        end = tail.start()
        tail = _TAIL.search(text, max(start, end - _TAIL_REACH), end)
    return start, max(start, end)


def noun_after(text: str, start: int, end: int) -> str:
    """Return the noun that a count counts (200个 → 产业集群), as far as it goes; empty if none follows."""
    noun = phrase_after(text, start, end)
    counted, _, rest = noun.partition("的")
    return counted if rest and len(counted) == 2 and not _NO_NOUN.match(counted) else noun  # 32个小项的比赛


def phrase_after(text: str, start: int, end: int) -> str:
    """Return the noun phrase after a figure with all that 的 ties to it (第一大 → 气田的涪陵), or ""."""
    match = _AFTER.match(text, start, end)
    if match is None:
        return ""
    noun = match.group("noun")
    if noun.startswith("来自") and "的" in noun:
        noun = noun[noun.rindex("的") + 1 :]
    if _AFTER_STOP.match(noun) or noun.startswith(_JOINTS):
        return ""
    stop = _AFTER_STOP.search(noun, 1)
    if stop is not None:
        noun = noun[: stop.start()]
    noun = _AND_SUCH.sub("", noun)
    return noun.rstrip("的和与及、 ").removesuffix("等")


def head_of(phrase: str) -> str:
    """Return the quantity noun at the end of a phrase, the longest that fits, empty if it has none."""
    names, longest = heads()
    ends = (phrase[-size:] for size in range(min(longest, len(phrase)), 0, -1))
    return next((end for end in ends if end in names), "")


_SPLITS = (
    re.compile(r"、|和(?!平|谐|田|龙|静)|以及|及(?!其|时|格)|与(?!会)"),
    re.compile(r"、|和(?!平|谐|田|龙|静)|以及"),
    re.compile(r"、"),
)


def members(phrase: str, count: int = 0) -> list[str]:
    """Return the members of a coordination: A、B和C, with 等 and what follows it kept on the last.

    Args:
        count: how many there should be; 和 and 及 inside a member are then left alone if that makes it right.
    """
    ways = [[m for m in split.split(phrase) if m] for split in _SPLITS]
    return next((way for way in ways if len(way) == count), ways[0])
