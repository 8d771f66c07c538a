"""What a text says of itself: that it was corrected.

"تصحيح: عبرت القافلة عصرا لا صباحا": a correction
"دعا الوزير إلى تصحيح المناهج": news about one
"""

import re

from masdar.arabic import fold
from masdar.model import Article

# learnt from how papers put it, in folded letters: a label that opens a paragraph, or a sentence that speaks
# of the very text it stands in
_THIS = r"(?:هذا|هذه|الخبر|الماده|التقرير|المقال|النص|العنوان)"
_CORRECTS = re.compile(
    r"(?:تصحيح|تصويب|استدراك|تنويه|توضيح)\s*[:\-\u2013\u2014]"
    rf"|(?:جري|تم|جرت|تمت) (?:تصحيح|تصويب|تعديل) {_THIS}"
    rf"|(?:صحح|صححت|عدل|عدلت) {_THIS}"
    r"|و?الصواب (?:ان|هو)\b"
    r"|ورد في (?:نسخه|صيغه) سابقه"
    r"|(?:correction|clarification|corrected|corrects)\s*[:\-\u2013\u2014]"
    r"|(?:this|the) (?:story|article|report|piece|headline|item) (?:has been|was|corrects) "
    r"(?:corrected|amended|updated to correct|an? |the )"
    r"|(?:an earlier|a previous) version of this"
)
# the longest paragraph that can be such a note, in letters
_NOTE = 600


def corrected(old: Article, new: Article) -> bool:
    """Whether a version says that it corrects the one before: by a note of its own that the older had not."""
    known = {fold.key(each.plain) for each in old.blocks}
    return any(
        (key := fold.key(each.plain)) not in known and len(key) <= _NOTE and _CORRECTS.match(key.strip())
        for each in new.blocks
    )
