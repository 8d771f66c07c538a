"""The words by which agencies correct, hold and take back what they sent.

>>> read("CORRECTED-Harbour opens a day late")
<Notice.CORRECTION: 'correction'>
>>> print(read("Killing of the lights"))
None
"""

import re

from masdar.formats.wire.item import Notice
from masdar.model import Status

# A notice is a line of its own, or opens a headline and is set off by a sign: "CORRECTED-", "KILL:",
# "تصحيح:". In Latin letters it is in capitals, so that no headline on a killing is one.
_LATIN = {
    Notice.KILL: (
        *(r"(?:(?:BULLETIN|MANDATORY|ATTENTION|NEWS)[ -]+)?KILL(?:ED)?(?:[ -]+KILL)*", "WITHDRAWN"),
        *("WITHDRAWAL", "RETRACTION", "ANNULATION", "ANNUL[EÉ]", "ANULACI[OÓ]N", "ZUR[UÜ]CKZIEHUNG"),
    ),
    Notice.HOLD: (r"(?:MANDATORY[ -]+)?HOLD", "WITHHOLD", "NACHRICHTENSPERRE", "SPERRUNG"),
    Notice.CORRECTION: (
        *(r"(?:REFILE[-/ ]+)?CORRECT(?:ED|ION|IVE)", "RECTIFICATI[FO]", "CORRECCI[OÓ]N"),
        *("BERICHTIGUNG", "KORREKTUR"),
    ),
    Notice.UPDATE: (
        *(r"UPDATE(?: ?\d+)?", "REFILE", "REPETITION", "WIEDERHOLUNG", "EXTRA", "URGENT", "RUSH"),
        *(r"\d(?:ST|ND|RD|TH) (?:LEAD|UPDATE)", r"LEAD(?: \d+)?"),
    ),
}
_PLEASE = "(?:برجاء |الرجاء |يرجى |نرجو )?"
_ARABIC = {
    Notice.KILL: (
        _PLEASE + "(?:إلغاء|الغاء|سحب)(?: (?:ال)?خبر| نهائي)?",
        "(?:خبر )?(?:ملغى|ملغي)",
        _PLEASE + "عدم النشر",
    ),
    Notice.HOLD: (_PLEASE + "(?:تعليق|إيقاف|ايقاف|حجب|تأجيل)(?: (?:ال)?(?:خبر|نشر))?",),
    Notice.CORRECTION: ("(?:خبر )?(?:تصحيح|تصويب|استدراك|مصحح|مصوب)",),
    Notice.UPDATE: ("(?:خبر )?(?:تحديث|محدث|إعادة|اعادة|عاجل)",),
}
PRIVATE = re.compile(
    r"not (?:intended )?for publication|nicht zur Ver[oö]ffentlichung|ليس[ت]? للنشر", re.IGNORECASE
)
# the beginning of the sentence that says so is no part of it
_CLOSING = re.compile(
    r"\W*(?:the following (?:information|text) is|die folgenden informationen sind|المعلومات التالية)?\s*$",
    re.IGNORECASE,
)
_ORDER = (Notice.KILL, Notice.HOLD, Notice.CORRECTION, Notice.UPDATE)
_AHEAD = rf"(?:(?:{'|'.join(_LATIN[Notice.UPDATE])}|PIX|WRAPUP[ -]?\d*)[-/:, ]+)*"


def _alone(notice: Notice) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{'|'.join((*_LATIN[notice], *_ARABIC[notice]))})[\W_\d]*")


def _opens(notice: Notice) -> re.Pattern[str]:
    latin = rf"(?:{'|'.join(_LATIN[notice])})(?=\s*[-\u2010-\u2015/:)])"
    arabic = rf"(?:{'|'.join(_ARABIC[notice])})\s*(?:[:/|]|\s[-\u2010-\u2015])"
    return re.compile(rf"[\W_]*{_AHEAD}(?:{latin}|{arabic})")


_ALONE = {each: _alone(each) for each in _ORDER}
_OPENS = {each: _opens(each) for each in _ORDER}
# codes of signals, relations and instructions
_SIGNALS = {
    "correction": Notice.CORRECTION,
    "corrected": Notice.CORRECTION,
    "corrects": Notice.CORRECTION,
    "rectify": Notice.CORRECTION,
    "kill": Notice.KILL,
    "delete": Notice.KILL,
    "cancel": Notice.KILL,
    "canceled": Notice.KILL,
    "cancelled": Notice.KILL,
    "hold": Notice.HOLD,
    "withhold": Notice.HOLD,
    "withheld": Notice.HOLD,
    "update": Notice.UPDATE,
    "updated": Notice.UPDATE,
    "rewrite": Notice.UPDATE,
    "lead": Notice.UPDATE,
}
_STATUSES = {
    "usable": Status.USABLE,
    # until a time that stands elsewhere; without one nobody knows
    "embargoed": Status.WITHHELD,
    "withheld": Status.WITHHELD,
    "hold": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
    "killed": Status.CANCELED,
    "corrected": Status.CORRECTED,
}
_RANK = {Status.USABLE: 0, Status.CORRECTED: 1, Status.WITHHELD: 2, Status.CANCELED: 3}
_MEANS = {
    Notice.CORRECTION: Status.CORRECTED,
    Notice.HOLD: Status.WITHHELD,
    Notice.KILL: Status.CANCELED,
}


def read(headline: str | None) -> Notice | None:
    """What a headline, or a line above it, announces."""
    text = " ".join((headline or "").split())
    return next((each for each in _ORDER if _OPENS[each].match(text) or _ALONE[each].fullmatch(text)), None)


def alone(line: str) -> bool:
    """Whether a line is a notice and nothing else."""
    return any(pattern.fullmatch(line) for pattern in _ALONE.values())


def public(text: str) -> str:
    """A note up to the words that close what may be printed: "The following is not for publication"."""
    found = PRIVATE.search(text)
    return text if found is None else _CLOSING.sub("", text[: found.start()]).strip()


def signal(code: str | None) -> Notice | None:
    """What a code such as `sig:correction` says; the scheme does not matter."""
    return _SIGNALS.get((code or "").rpartition(":")[2].strip().lower())


def status(said: str | None, notice: Notice | None = None) -> Status:
    """How an item stands by its own field and by its notice: the stricter of the two.

    What no field says and no notice takes back may be used.
    """
    word = (said or "").strip().rpartition(":")[2].lower()
    named = _STATUSES.get(word, Status.WITHHELD if word else Status.USABLE)
    meant = _MEANS.get(notice, Status.USABLE) if notice else Status.USABLE
    return max(named, meant, key=_RANK.__getitem__)


def of(status: Status) -> Notice | None:
    """The notice that a status alone means."""
    return next((notice for notice, meant in _MEANS.items() if meant is status), None)


def strictest(*found: Notice | None) -> Notice | None:
    """The gravest of some notices."""
    return next((each for each in _ORDER if each in found), None)
