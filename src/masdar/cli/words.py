"""What the commands say, in Arabic: the English words stand in the commands themselves."""

from collections.abc import Mapping

from masdar.errors import Language

ARABIC: Mapping[str, str] = {
    # whole sentences
    "masdar: stopped; what was kept stays, run it again to go on": (
        "masdar: توقّف العمل، وما حُفظ باقٍ، وأعد الأمر نفسه لتكمل"
    ),
    "The site:  {address}   (Ctrl-C ends it)": "الموقع:  {address}   (لإيقافه اضغط Ctrl-C)",
    "The desk:  {link}   (holds once, for two days)": "مكتب التحرير:  {link}   (يصلح مرة واحدة خلال يومين)",
    "saved {files} files, {size:,} bytes: {target}": (
        "حُفظت الملفات: {files}، الحجم بالبايت: {size:,}، في: {target}"
    ),
    "restored {files} files, {size:,} bytes: {target}": (
        "استُعيدت الملفات: {files}، الحجم بالبايت: {size:,}، في: {target}"
    ),
    "wrote {rows:,} articles: {folder}": "الأخبار المكتوبة: {rows:,}، في: {folder}",
    "looked at: {looked}   faults: {found}": "فُحص: {looked}   العيوب: {found}",
    "new {new}, changed {changed}, known {known}, unread {unread}": (
        "جديد: {new}، تغيّر: {changed}، معروف: {known}، لم يُقرأ: {unread}"
    ),
    "; {rate} a second": "؛ في الثانية: {rate}",
    "  … and {more} more: ": "  … وغيرها {more}: ",
    "{file}: going on where it was stopped, at byte {at}": "{file}: نكمل من حيث توقّف، عند البايت {at}",
    "no way to hear its news was found:": "لم نجد طريقًا إلى أخبار الموقع:",
    "what the site reserves: {what}": "ما يحفظه الموقع لنفسه: {what}",
    "its licence: {url}": "رخصته: {url}",
    "policy: {policy}": "السياسة: {policy}",
    "{policy}, as the site allows no excerpts": "{policy}، لأن الموقع لا يأذن بالمقتطفات",
    "add it?": "أنضيفه؟",
    "agreed: {terms}": "المتفق عليه: {terms}",
    "holds now: {terms}": "الساري الآن: {terms}",
    "since {since}, last read {read}: {what}": "منذ {since}، وآخر قراءة {read}: {what}",
    "what the site reserves was not read yet; --refresh reads it": (
        "لم يُقرأ بعد ما يحفظه الموقع لنفسه، ويقرؤه الخيار --refresh"
    ),
    "no ground is given for full text": "لا سند مذكور للنص الكامل",
    "the ground has ended": "انتهى السند",
    "the site allows no excerpts": "الموقع لا يأذن بالمقتطفات",
    "the site allows short excerpts alone": "الموقع لا يأذن إلا بمقتطفات قصيرة",
    "the site reserves its pictures": "الموقع يحفظ صوره لنفسه",
    "the site asks search engines not to index": "الموقع يطلب ألا تفهرسه محركات البحث",
    "could not be read": "تعذّرت قراءته",
    "without end": "بلا نهاية",
    "until": "حتى",
    "without pictures": "بلا صور",
    "small pictures": "صور مصغّرة",
    "pictures": "صور كاملة",
    "search engines keep no copy of ours": "لا تُفهرس نسختنا",
    "search engines keep the original": "يُفهرس الأصل",
    "search engines keep ours": "تُفهرس نسختنا",
    ", ": "، ",
    "read {read}: otherwise {better}, alike {same}, not at all {missed}": (
        "قُرئ: {read}، تغيّرت قراءته: {better}، لم تتغيّر: {same}، لم يُقرأ: {missed}"
    ),
    "feeds {listed}, added {added}": "الخلاصات: {listed}، أُضيف منها: {added}",
    "channels visited {visited}, unchanged {unchanged}": "القنوات: {visited}، لم تتغيّر: {unchanged}",
    "in the title": "في العنوان",
    "in the text": "في النص",
    "sounds alike": "يُنطق مثلها",
    "looks alike": "يشبهها",
    "as a phrase": "عبارةً كما هي",
    "the field": "الحقل",
    "what the best answers share": "تشترك فيه أفضل النتائج",
    "its story answers": "قصته تجيب السؤال",
    "the index is made anew": "بُني الفهرس من جديد",
    "messages: taken {taken}, not taken {failed}": "الرسائل: قُبلت {taken} ولم تُقبل {failed}",
    "round: new {new}, changed {changed}, withdrawn {canceled}, failed {failed}": (
        "جولة: جديد {new}، تغيّر {changed}، سُحب {canceled}، تعذّر {failed}"
    ),
    "files {files}, altered {altered}, removed {removed}": (
        "الملفات: {files}، كُتب منها: {altered}، أُزيل: {removed}"
    ),
    "made: {where}": "أُنشئ: {where}",
    "settings: {file}": "الإعدادات: {file}",
    "next: {commands}": "ثم: {commands}",
    "next visit: {at}": "الزيارة التالية: {at}",
    "nothing": "لا شيء",
    # what doctor advises
    "changes that {follower} has yet to follow: {changes}; run masdar harvest or masdar import": (
        "تغييرات لم يلحق بها {follower} بعد: {changes}، ويلحق بها الأمر masdar harvest أو masdar import"
    ),
    "{id} failed once ({cause}); it is visited again by itself": (
        "لم تنجح آخر زيارة إلى {id} ({cause})، وستُزار من جديد تلقائيًا"
    ),
    "{id} fails ({cause}); open its address in a browser, mend it if it has moved": (
        "تتعذّر زيارة {id} ({cause})، فافتح عنوانها في متصفح وصحّحه إن انتقل"
    ),
    "{id} has long been failing ({cause}); find its new address with masdar source add": (
        "تتعذّر زيارة {id} منذ مدة ({cause})، فابحث عن عنوانها الجديد وأضفه بالأمر masdar source add"
    ),
    "{id} is paused: {cause}; look at it, then run masdar source resume {id}": (
        "القناة {id} موقوفة: {cause}، فانظر فيها ثم نفّذ masdar source resume {id}"
    ),
    "{id} is retired: {cause}; if that is wrong, run masdar source resume {id}": (
        "القناة {id} متقاعدة: {cause}، فإن لم يصحّ ذلك فنفّذ masdar source resume {id}"
    ),
    "{id} brings pages without articles ({cause}); see whether its layout changed": (
        "تأتي القناة {id} بصفحات بلا أخبار ({cause})، فانظر هل تغيّر تصميم الموقع"
    ),
    "{id} has fallen silent: {cause}; see whether its feed has moved": (
        "سكتت القناة {id}: {cause}، فانظر هل انتقلت خلاصتها"
    ),
    "{id} brings far more than usual: {cause}; see whether it still is what it was": (
        "تأتي القناة {id} بأكثر من المعتاد: {cause}، فانظر أهي على حالها"
    ),
    "resumed": "استؤنفت",
    "paused": "أُوقفت",
    "{id} is gone for good ({cause}); find its new address with masdar source add": (
        "زالت {id} نهائيًا ({cause})، فابحث عن عنوانها الجديد وأضفه بالأمر masdar source add"
    ),
    "{id} is closed to us ({cause}); ask the publisher, or leave it": (
        "أُغلقت {id} دوننا ({cause})، فاستأذن الناشر أو اتركها"
    ),
    # work under way
    "read": "قُرئ",
    "taken": "أُخذ",
    "following": "جارٍ التحديث",
    "new": "جديد",
    "changed": "تغيّر",
    "known": "معروف",
    "unchanged": "لم يتغيّر",
    "canceled": "سُحب",
    "missed": "تعذّر",
    "withheld": "محجوب النص",
    "failed": "لم يُقرأ",
    "added": "أُضيف",
    # what discovery finds
    "feed": "خلاصة",
    "sitemap": "خريطة أخبار",
    "page": "صفحة",
    "the address given": "العنوان المعطى",
    "named by the page": "تسمّيها الصفحة",
    "linked by the page": "في الصفحة رابط إليها",
    "listed on the site's page of feeds": "في صفحة خلاصات الموقع",
    "named by robots.txt": "يسمّيها robots.txt",
    "a usual place": "مكان مألوف",
    "the page itself, which lists articles": "الصفحة نفسها، وفيها قائمة مقالات",
    "no indexing": "لا فهرسة",
    "no excerpts": "لا مقتطفات",
    "short excerpts": "مقتطفات قصيرة",
    "no use by AI": "لا استعمال في الذكاء الاصطناعي",
    "no pictures": "لا صور",
    "text and data mining": "التنقيب في النصوص والبيانات",
    # policies
    "headline": "عنوان",
    "excerpt": "مقتطف",
    "full": "كامل",
    # the fields of a record
    "id": "المعرّف",
    "url": "الرابط",
    "canonicalUrl": "الرابط المعياري",
    "language": "اللغة",
    "title": "العنوان",
    "kicker": "العنوان التمهيدي",
    "summary": "الملخص",
    "authors": "الكاتب",
    "agency": "الوكالة",
    "agencyCode": "رمز الوكالة",
    "dateline": "سطر المكان",
    "datePublished": "نُشر",
    "dateModified": "عُدّل",
    "image": "الصورة",
    "imageCaption": "شرح الصورة",
    "imageCredit": "تصوير",
    "endMark": "علامة النهاية",
    "section": "القسم",
    "tags": "الوسوم",
    "source": "المصدر",
    "attribution": "خانة المصدر",
    "outlet": "الناشر",
    # the chain
    "origin": "الأصل",
    "republisher": "ناقل",
    "seen": "اطّلعنا عليه",
    "said": "مذكور",
    "inferred": "مستنتج",
    "disputed": "مختلف فيه",
    "asserted": "مصرّح به",
    "address": "الرابط",
    "time": "الوقت",
    "grade": "الدرجة",
    "connected": "متصل",
    "broken": "منقطع",
    "unnamed": "مرسل",
    "conflicting": "مضطرب",
    "unknown": "غير معروف",
    # the state of a home
    "masdar": "الإصدار",
    "python": "بايثون",
    "packages": "الحزم",
    "home": "مجلد البيانات",
    "sizes": "الأحجام",
    "behind": "التأخر عن سجل التغييرات",
    "troubled": "قنوات متعثرة",
    "todo": "ما ينبغي فعله",
}


def said(text: str, language: Language) -> str:
    """The text in a language; as it is where there is no other."""
    return ARABIC.get(text, text) if language == "ar" else text
