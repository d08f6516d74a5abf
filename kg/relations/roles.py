"""Roles: the titles of posts, told from other words by the rank noun at their end (``ranks.tsv``)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MAX_ROLE = 22  # characters
_JOINTS = re.compile(r"、|，(?=[^，]{2,12}$)|兼任|兼|和|及|以及")
_FORBIDDEN = re.compile(
    r"[，。；：！？“”‘’《》（）()\n]|会见|出席|表示|贯彻|落实|据|举行|主持|提名|接替|[调转改升卸离]任|当选|免去|不再|辞去|任命|出任|担任|就任|履新|否认|证实|宣布|透露|批评|谴责|呼吁|称|对(?!外|台)|给|向|由|在|被|是|同(?!志)"
)
_NO_POST = re.compile(r"(?:成员|获得者|得主|学家|专家|艺术家|作家|企业家|导师|党员|干部|军官)$")
_ABBREVIATED = "美俄英法德日韩朝印伊以巴乌澳加意西葡荷波泰越缅柬老蒙哈土埃叙沙"
ATTRIBUTE = re.compile(r"(?:负责|分管|主管|协管)[^，。、]{2,14}的")


@cache
def ranks() -> dict[str, bool]:
    """Return the rank nouns; the value says whether the title may stand alone."""
    lines = (files("kg.relations") / "ranks.tsv").read_text("utf-8").splitlines()
    rows = [x.split("\t") for x in lines if x and not x.startswith("#")][1:]
    return {noun: standalone == "yes" for noun, standalone in rows}


@cache
def _rank_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(ranks(), key=lambda r: (-len(r), r))) + ")$")


@cache
def standalone() -> re.Pattern[str]:
    """Return a pattern of the titles that stand without a body (国家主席, 美国务卿)."""
    words = "|".join(sorted((r for r, alone in ranks().items() if alone), key=lambda r: (-len(r), r)))
    return re.compile(
        rf"[{_ABBREVIATED}]?(?:总统|首相|总理)[一-龥]{{0,10}}(?:助理|顾问|特使|发言人|新闻秘书|办公厅主任|办公室主任)"
        rf"|(?:[{_ABBREVIATED}](?=副?总统|副?总理|首相|议长|国王|国务卿|外长|防长|财长|国防部|外交部|财政部))?"
        rf"(?:看守政府|看守内阁|过渡政府|临时政府|原|前|代|代理|候任|现任|时任|新任|副|常务副|国家|国务|第一|首席)*(?:{words})|国务委员|国家副主席"
    )


def is_role(words: str) -> bool:
    """Whether ``words`` can be the title of a post: short, ends in a rank noun, holds no verb or mark.

    >>> is_role("常务副省长"), is_role("出席会议的部长")
    (True, False)
    """
    plain = ATTRIBUTE.sub("", words)
    return (
        0 < len(plain) <= MAX_ROLE
        and _rank_end().search(plain) is not None
        and _FORBIDDEN.search(plain) is None
        and "的" not in plain
    )


def split_roles(words: str) -> list[tuple[int, str]] | None:
    """Return the roles joined in ``words`` with their offsets, or None where a piece is no role.

    A membership or an honour among them (党组成员, 获得者) is passed over.

    >>> split_roles("党组书记、局长")
    [(0, '党组书记'), (5, '局长')]
    """
    if not words or len(words) > 60:
        return None
    if is_role(words) and not re.search("、|兼", words):
        return [(0, words)]
    out, at = [], 0
    for joint in [*_JOINTS.finditer(words), None]:
        piece = words[at : joint.start() if joint else len(words)]
        if is_role(piece):
            out.append((at, piece))
        elif joint is not None and joint.group() in ("和", "及", "兼"):
            continue
        elif not _NO_POST.search(piece) or len(piece) > 24 or re.search("[，。；]", piece):
            return None
        if joint:
            at = joint.end()
    return out
