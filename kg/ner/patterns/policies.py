"""Titles of policies: in book-title marks, without them, laws and drafts, quoted plans and campaigns."""

from __future__ import annotations

import re
from functools import cache

from kg.records import Mention
from kg.registers.lexicons import load_lexicon
from kg.vocab import POLICY

# The noun that ends the title of a norm, plan, agreement or statement of policy.
_KIND = (
    r"(?:意见|通知|办法|条例|规定|规则|细则|方案|规划|纲要|计划|措施|举措|决定|决议|公告|通告|公报|声明|宣言|协定|协议|条约|公约"
    r"|议定书|备忘录|白皮书|绿皮书|倡议|法|法典|章程|宪章|标准|规范|规程|指南|指引|目录|名录|清单|预案|制度|批复|复函|函|工作报告"
    r"|议案|建议|提案|要点|行动|战略|纪要|议程|准则|守则|路线图|导则|政策|解释|命令|令|大纲|合同范本|指导书|任务书|框架|宣示|共识"
    r"|须知|安排|国策|条|试行|图谱|承诺|规约|约章|文件|方针|机制|体系)"
)
_NOTE = r"[（(〔][^（）()《》]{1,20}[）)〕]"
_YEARS = r"[（(]?\d{4}(?:[—-]\d{4})?(?:年版?|版)?[）)]?"
_AFTER_KIND = rf"(?:{_NOTE}|{_YEARS}|[一二三四]?期|草案|修订稿|征求意见稿)*"
_BOOK_TITLE = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》")
_KIND_AT_END = re.compile(rf"{_KIND}{_AFTER_KIND}$")
_WORK_BEFORE = re.compile(
    r"(?:电影|影片|片|剧|小说|诗|诗集|散文|歌曲|歌|曲|舞蹈|节目|栏目|特别报道|晚会|音乐会|图书|新书|丛书|著作|专著|书|杂志|期刊|周刊"
    r"|报纸|论文|文章|题为|连环画|画作|作品|游戏|展览|展|特展|综艺|访谈|微视频|课|栏|报告文学|证书|表)[“”]?$"
)
_NOT_POLICY_END = re.compile(
    r"(?:日报|晚报|时报|周报|周刊|新闻|杂志|证书|证|表|(?<!白皮)(?<!绿皮)(?<!蓝皮)(?<!协议)(?<!倡议)(?<!任务)(?<!指导)书|集|志|史|报|故事|访谈|之歌|演义|晚会|音乐会|联播|展|文选|文稿|传|简历)$"
)
_POLICY_BEFORE = re.compile(
    r"(?:印发|发布|公布|出台|制定|实施|通过|审议|根据|依据|按照|依照|遵照|执行|落实|签署|签订|达成|批准|修订|修改|废止|起草|编制"
    r"|颁布|施行|违反|符合|转发|提出|发表|签|完善|关于|有关)(?:了|的|修订后的|修改后的|新修订的|新版|一份|并)*[“]?$"
)
_POLICY_AFTER = re.compile(
    r"(?:[（(]以下简称|[（(]下称|第[一二三四五六七八九十百\d]+条|规定|要求|明确|提出|指出|施行|自|的通知|等|正式实施|生效)"
)
_LIST_BETWEEN = ("", "、", "和", "及", "，", "以及", "与")

_TITLE_END = (
    r"(?:通知|意见|若干措施|方案|决定|决议|批复|公告|通告|办法|函|规定|条例|规划|细则|要点|措施|建议)(?:的通知|的意见|的函)*"
    r"(?:[（(](?:试行|暂行|修订|试点|征求意见稿|\d{4}年版|第[一二三四五六七八九十]+批)[）)])*"
)
# What a title may hold: book titles whole, a comma only where the title goes on to its kind.
_TITLE_INSIDE = (
    r"(?:(?!发布日期|发布时间)[^。；！？\n《》，、:：━〔]|、(?!关于)|《[^《》\n]*》"
    r"|，(?=[^。\n]{0,30}的(?:通知|意见|决定|公告|批复)))"
)
_TITLE = re.compile(
    rf"(?<![《〈“])(?P<title>(?:关于|(?:转发|印发)(?=[^。；，\n]{{1,110}}通知))(?!提请){_TITLE_INSIDE}{{3,110}}{_TITLE_END})"
    r"(?=发布日期|发布时间|\n|[，。；：！？》、（(\s]|$|各[省市区州县地]|[一-龥]{0,14}〔\d{4}〕|\d{4}[年-])"
)
_ISSUER_BEFORE = re.compile(r"(?:厅|府|委|局|部|会|院|办|署|社|行|中心|处|组|联社|公司|党|办公室|国务院|\n|》|^)$")
_DRAFT_LAW = re.compile(
    r"(?:审议|听取了?关于|表决通过|、|和|了|制定|起草)(?P<title>(?:(?![、和了]|关于|审议)[一-龥]){2,16}法(?:修订|修正)?草案)"
)
_AMENDING = re.compile(
    r"(?<![《〈“])关于(?:修改|废止|批准|延长|授权|设立)(?:(?!关于|的决[定议])[一-龥、（）]){2,40}的(?:决定|决议)(?!草案)"
)
_QUOTED = re.compile(
    r"“[^“”\n]{2,20}”(?:发展规划|规划纲要|规划|行动计划|系列专项行动|专项(?:整治|治理|救助)?行动(?:计划)?|工作方案|倡议|战略"
    r"|计划|愿景|方案|行动)(?!工程)(?:《建议》)?"
)
_NOT_QUOTED = re.compile(r"^“(?:双(?:碳|减|控|循环|轮|向|随机|招|增|过半|结对)|一站|最后|卡脖子|零|最先)")


def find(text: str) -> list[Mention]:
    """Return the policies that ``text`` names by title, outermost titles only, in the order of the text."""
    found = [*_book_titles(text), *_plain_titles(text), *_draft_laws(text), *_quoted_plans(text)]
    found.sort(key=lambda m: (m.start, -m.end))
    outermost: list[Mention] = []
    for m in found:
        if not outermost or m.start >= outermost[-1].end:
            outermost.append(m)
    return outermost


def _mention(start: int, end: int, rule: str) -> Mention:
    return Mention(start=start, end=end, type=POLICY, made_by=f"pattern:policy/{rule}")


def is_policy_title(title: str, before: str, after: str) -> bool:
    """Return whether a title in 《》 is a policy's rather than a book's, film's or paper's.

    Args:
        title: the words inside the marks.
        before: up to 12 characters before the marks.
        after: up to 12 characters after them.
    """
    if title in _works() or _WORK_BEFORE.search(before) or _NOT_POLICY_END.search(title):
        return False
    return bool(_KIND_AT_END.search(title)) or bool(_POLICY_BEFORE.search(before) and _POLICY_AFTER.match(after))


@cache
def _works() -> frozenset[str]:
    return frozenset(row["title"] for row in load_lexicon("titles_of_works"))


def _book_titles(text: str) -> list[Mention]:
    found = []
    previous_end, previous = -1, False
    for m in _BOOK_TITLE.finditer(text):
        before = text[max(0, m.start() - 12) : m.start()]
        after = text[m.end() : m.end() + 12]
        if previous_end >= 0 and text[previous_end : m.start()] in _LIST_BETWEEN:
            before = "印发" if previous else "电影"  # a list of titles is of one sort
        known = is_policy_title(m[0][1:-1], before, after)
        if known:
            found.append(_mention(m.start(), m.end(), "book-title"))
        previous_end, previous = m.end(), known
    return found


def _plain_titles(text: str) -> list[Mention]:
    found = []
    for m in _TITLE.finditer(text):
        before = text[max(0, m.start() - 30) : m.start()]
        if before.rfind("《") <= before.rfind("》") and _ISSUER_BEFORE.search(before):
            found.append(_mention(m.start("title"), m.end("title"), "issuer-about"))
    return found


def _draft_laws(text: str) -> list[Mention]:
    laws = [_mention(m.start("title"), m.end("title"), "draft-law") for m in _DRAFT_LAW.finditer(text)]
    return laws + [_mention(*m.span(), "amending-decision") for m in _AMENDING.finditer(text)]


def _quoted_plans(text: str) -> list[Mention]:
    return [_mention(m.start(), m.end(), "quoted-plan") for m in _QUOTED.finditer(text) if not _NOT_QUOTED.match(m[0])]
