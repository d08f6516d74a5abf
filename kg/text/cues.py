"""Words that say whether and when a thing holds, named by what they do: alternations for the patterns of the stages.

Each stage adds what only it needs, and the conditions under which a word counts.
"""

from __future__ import annotations

PLANNING = r"拟|计划|定于|预计|准备|打算|力争|争取|有望"
EXPECTING = r"希望|期待|期盼"
NEGATING = r"没有|没能|没|未能|未曾|未予|尚未|并未|从未|仍未|未获|不会|不予|无法|暂无|并无|无意|无缘|难以|绝非"
CALLING_OFF = r"取消|拒绝|推迟|搁置|否决|缺席|叫停"
REFUSING = rf"{CALLING_OFF}|否认|延期|暂停|中止|放弃|撤回|推翻|回绝|暂缓|中断"
BREAKING_OFF = r"中断|终止|停止|断绝|解除|撕毁|退出"
COLLAPSING = r"取消|推迟|延期|搁浅|未果|未能成行|没有成行|告吹|作罢|流产|中断|泡汤|搁置"
PUTTING_OFF = r"推迟|延期|改期|顺延|延后"
TAKING_OFFICE = r"任命|选举|补选|推举|当选|出任|就任|接任|继任|聘任|提名|推选"
REMOVING = r"免去|免除|撤销|解除|罢免|免职|被免|停职|撤职"
LEAVING_OFFICE = rf"{REMOVING}|不再担任|不再兼任|不再任|卸任|辞去|辞任|辞职|离任|去职|卸下|届满|退休"
FORMER_OFFICE = r"曾任|曾担任|曾兼任|曾出任|历任|时任"
ENDING = r"停运|停航|停办|停产|停用|停止|关闭|关停|撤销|退出|终止|解散|注销|迁出|搬离|搬出|拆除|断交|断绝|脱离|不再"
BEFORE_NOW = r"此前|之前|先前|早前|以往|过去|历来|一直|长期|多次|多年"
RECENTLY = r"近日|日前|近期|不久前|前不久|近来|最近"
SUPPOSING = r"如果|假如|假设|倘若|若(?!干|要|非)|一旦|要是|即使|即便|除非|万一|要不是"
HEARSAY = r"据传|传闻|网传|谣传|盛传|有传言|有消息称|有报道称"
REFUTING = r"不实|谣言|不属实|子虚乌有|予以否认|否认|没有这[一样]|并无此事|没有此事|纯属|失实|没有根据"
FIRST_PLANNED = r"原定|原计划|原拟|本拟|本应|本来"
