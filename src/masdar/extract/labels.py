"""The labels of a source block, and the headings over it.

>>> split("\u0627\u0644\u0643\u0627\u062a\u0628:")
('author', '')
"""

import re

from masdar.arabic import fold

# Labels as met, folded; the words of a label we never met are judged by `_guess`.
_KNOWN = {
    "publisher": """
        المصدر | الناشر | الجهة الناشرة | جهة النشر | اسم المصدر | اسم الناشر | الناشر الأصلي | مصدر الخبر
        | الوكالة | الصحيفة | المصدر الأصلي | جهة الإصدار | مصدر المقال | اسم الموقع | الجهة
    """,
    "author": """
        الكاتب | كاتب الخبر | اسم الكاتب | المحرر | كاتب المقال | المؤلف | اسم المحرر | محرر الخبر | الصحفي
        | الكاتبة | المراسل | بقلم | الكاتب الأصلي | كتبه | تحرير
    """,
    "site": """
        الموقع | الموقع الأصلي | موقع النشر | رابط المصدر | موقع المصدر | رابط الموقع | عنوان الموقع
        | موقع الناشر | الموقع الإلكتروني | رابط الناشر
    """,
    "original": """
        الرابط | رابط الخبر | الرابط الأصلي | رابط الخبر الأصلي | رابط المقال | رابط المقال الأصلي
        | رابط الموضوع | الخبر الأصلي | المقال الأصلي | لقراءة الخبر من مصدره | رابط النشر
    """,
    "first": """
        نشر الخبر اول مرة بتاريخ | نشر اول مرة بتاريخ | نشر أول مرة في | نشر لأول مرة في | نشر لأول مرة
        | تاريخ النشر الأصلي | تاريخ نشر الخبر في المصدر | تاريخ النشر | تاريخ النشر في المصدر
        | تاريخ أول نشر
        | تاريخ نشر المصدر | تاريخ الخبر | تاريخ نشر الخبر | نشر بتاريخ | نشر في | أول نشر | التاريخ
    """,
}
_HEADINGS = """
    المصدر | مصدر الخبر | المصدر الأصلي | عن المصدر | مصدر | معلومات المصدر | بيانات المصدر | تفاصيل المصدر
    | حول المصدر | مصدر المقال | معلومات عن المصدر | مصدر المادة | بيانات الخبر الأصلي | عن الخبر
    | مصادر الخبر
"""


def _table(text: str) -> frozenset[str]:
    return frozenset(fold.key(each) for each in text.split("|"))


_FIELDS = {label: field for field, known in _KNOWN.items() for label in _table(known)}
_HEADS = _table(_HEADINGS)
_SEPARATED = re.compile(r"(?P<label>[^:|：]{2,48}?)\s*[:|：]\s*(?P<value>.*)", re.DOTALL)
_LABEL_WORDS, _MOST_SIGNS = 7, 500
# signs of a line within which its label ends, or that is nothing but a label: marks and spaces count too
_LONGEST = 160
_SIGN = re.compile("[:|：]")


def split(line: str) -> tuple[str, str] | None:
    """The field that a labelled line names and its value: publisher, author, site, original or first."""
    if len(line) > _MOST_SIGNS or (len(line) > _LONGEST and not _SIGN.search(line, 0, _LONGEST)):
        return None
    text = " ".join(line.split()).lstrip("-*•\u2013\u2014 ")
    found = _SEPARATED.fullmatch(text)
    if found is None:
        # a label in a cell of its own, without a colon
        field = _FIELDS.get(fold.key(text))
        return (field, "") if field and fold.key(text) not in _HEADS else None
    label = fold.key(found["label"])
    if len(label.split()) > _LABEL_WORDS:
        return None
    field = _FIELDS.get(label) or _guess(label)
    return (field, found["value"].strip()) if field else None


def known(line: str) -> bool:
    """Whether a line's label is one that source blocks were seen to use, not one that is guessed."""
    text = " ".join(line.split()).lstrip("-*•\u2013\u2014 ")
    found = _SEPARATED.fullmatch(text)
    return fold.key(found["label"] if found else text) in _FIELDS


def _guess(label: str) -> str | None:
    """The field of a label we never met, by its words: «تاريخ نشر المادة في موقعها» is `first`."""
    words = {word.removeprefix("ال").removeprefix("لل") for word in label.split()}
    if words & _ASIDE:
        return None
    if words & {"نشر", "نشرت", "تاريخ"} and words & {"تاريخ", "مره", "اصلي", "اول", "لاول", "بتاريخ"}:
        return "first"
    if words & {"كاتب", "محرر", "مولف", "مءلف", "صحفي"}:
        return "author"
    if words & {"رابط"} and words & {"خبر", "مقال", "اصلي", "ماده", "موضوع"}:
        return "original"
    if words & {"موقع", "رابط"}:
        return "site"
    return "publisher" if words & {"ناشر", "ناشره"} or label == "مصدر" else None


# words of lines that look like labels and are sentences or other furniture
_ASIDE = _table(
    """
    صورة | صور | حقوق | تعليق | فيديو | قال | قالت | الكترونية | جغرافي | مشاهدة | زيارة
    | شركة | لعبة | جهاز | تطبيق | برنامج | كتاب | فيلم | دار | إصدار | مسلسل | رواية | ديوان | تحميل
    """
)


def heading(line: str) -> bool:
    """Whether a line is the heading of a source block."""
    return len(line) <= _LONGEST and fold.key(line.strip(" :-*•|\u2013\u2014")) in _HEADS
