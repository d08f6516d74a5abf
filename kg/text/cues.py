"""Words that say whether and when a thing holds, named by what they do: alternations for the patterns of the stages.

Each stage adds what only it needs, and the conditions under which a word counts.
"""

from __future__ import annotations

PLANNING = r"拟|计划|定于|预计|准备|打算|力争|争取|有望"
EXPECTING = r"希望|期待|期盼"
NEGATING = r"没有|没能|没|未能|未曾|未予|尚未|并未|从未|仍未|未获|不会|不予|无法|暂无|并无|无意|无缘|难以|绝非"
REFUSING = r"取消|拒绝|否认|推迟|延期|暂停|中止|搁置|放弃|否决|撤回|缺席|叫停|推翻|回绝|暂缓|中断"
COLLAPSING = r"取消|推迟|延期|搁浅|未果|未能成行|没有成行|告吹|作罢|流产|中断|泡汤|搁置"
PUTTING_OFF = r"推迟|延期|改期|顺延|延后"
TAKING_OFFICE = r"任命|选举|补选|推举|当选|出任|就任|接任|继任|聘任|提名|推选"
REMOVING = r"免去|免除|撤销|解除|罢免|免职|被免|停职|撤职"
LEAVING_OFFICE = rf"{REMOVING}|不再担任|不再兼任|不再任|卸任|辞去|辞任|辞职|离任|去职|卸下|届满|退休"
FORMER_OFFICE = r"曾任|曾担任|曾兼任|曾出任|历任|时任"
ENDING = r"停运|停航|停办|停产|停用|停止|关闭|关停|撤销|退出|终止|解散|注销|迁出|搬离|搬出|拆除|断交|断绝|脱离|不再"
BEFORE_NOW = r"此前|之前|先前|早前|以往|过去|历来|一直|长期|多次|多年"
RECENTLY = r"近日|日前|近期|不久前|前不久|近来|最近"
