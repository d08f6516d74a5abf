"""National laboratories and centres of research: 草种创新全国重点实验室, 国家水稻技术创新中心, 国家超级计算天津中心."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.ner.patterns.kinds import name_start, place_borders
from kg.records import Mention
from kg.registers.matcher import Match

_AFTER_FIELD = re.compile(
    r"(?:全国重点实验室|国家重点实验室|国家实验室|国家工程实验室|国家工程(?:技术)?研究中心|国家技术创新中心|国家制造业创新中心"
    r"|国家产业创新中心|国家临床医学研究中心|国家野外科学观测研究站)(?!体系|网络|集群|行列|预备)"
)
_BEFORE = re.compile(
    r"(?:的|在|和|对|由|为|是|从|向|将|被|把|等|到|至|了|以|该|此|让|给|跟|个|家|批|座|名|所|设有|拥有|含|省部共建|部省共建|省市共建"
    r"|建设|开展|举行|布局|新建|组建|创建|争创|筹建|建成|建立|创办|共建|培育|申报|申请|获批|批准|认定|入选|纳入|支持|鼓励|推动|推进|加强|加快|加大|积极|争取"
    r"|依托|打造|成立|设立|重组|整合|引进|参与|围绕|作为|包括|以及|探索|揭牌|来到|走进|位于|考察|参观|调研|担任|参加|进入|提升|共享|计划|强化|深化|做强|\d+年?|领域)"
)
_NO_FIELD = re.compile(
    r"(?:现有|已有|在[一-龥]|企业|学科|省|市|区|部|属|级|新|首|原|高校|院所|国家|重点|国防|交叉|有条件|相关|有关|各类|各|两|多|其他|一流|若干|更多|应用|技术|理论|方法|工程|装备|[一-龥]{2}类|[一二三四五六七八九十])*"
)
_NATIONAL = re.compile(
    r"(?<!总体)国家(?P<field>(?:(?!国家|中心|实验室|建设|设立|建立|申报|认定|批复|公布|支持|机构|分[中实]|相关|有关|已有|自治区|重点|区域性|质检|检验|检测实|新兴|综合类|[局署]|部重)[一-龥]){2,12}?)"
    r"(?P<kind>(?:工程)?技术创新中心|创新中心|工程技术(?:研究)?中心|工程研究中心|(?:发展|应用|评价|安全)?研究中心|实验室)(?!体系|网络|集群)"
)
_NO_NATIONAL_FIELD = re.compile(
    r"(?:级|重点|工程|企业|地方|联合|产业|制造业|技术|区域|临床|医学|医疗|科技|科学|综合|性|自主|学科|交叉|国防|教育|重大|各|省|市|区|部|和|及|与|、|转化|协同)*"
)
_NOT_INSIDE = re.compile(r"[的和及、]|级")
_OF_PLACE = re.compile(r"国家(?:超级计算|超算|商标审查协作|技术转移)[一-龥]{2,4}中心")
_BRANCH = re.compile(r"[一-龥]{2,3}分(?:中心|部|室|站)")


def find(text: str, anchors: Sequence[Match]) -> list[Mention]:
    """Return the institutes; without a field of its own such a noun is a sort of institutes and no name.

    Args:
        anchors: register matches of the text in its order; a name may begin with one, not inside one.
    """
    if "国" not in text:
        return []
    borders = place_borders(anchors)
    spans = [m.span() for m in _OF_PLACE.finditer(text)]
    for named in _NATIONAL.finditer(text):
        if not _NO_NATIONAL_FIELD.fullmatch(named["field"]) and not _NOT_INSIDE.search(named["field"]):
            spans.append(named.span())
    for kind in _AFTER_FIELD.finditer(text):
        start = name_start(text, kind.start(), *borders, _BEFORE)
        if kind.start() - start >= 2 and not _NO_FIELD.fullmatch(text, start, kind.start()):
            spans.append((start, kind.end()))
    known = {(a.start, a.end) for a in anchors}
    return [_mention(text, *span) for span in sorted({*spans} - known)]


def _mention(text: str, start: int, end: int) -> Mention:
    branch = _BRANCH.match(text, end)
    return Mention(
        start=start,
        end=branch.end() if branch else end,
        type=vocab.ORGANIZATION,
        made_by="pattern:organization/national-institute",
    )
