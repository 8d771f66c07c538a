"""The words by which a page takes its own text back, though it answers as if all were well.

    "تم سحب هذا الخبر": its own, and certain
    "سحبت الوكالة الخبر": its own where nothing else stands in the text's place
    "سحبت وزارة الصحة الدواء من الأسواق": news

A page speaks of its own text where a sentence begins with it and names it as this one. What only calls it
"the story" may be news of another's, so it counts where the page held another text before and holds it no
more; whoever keeps the versions knows that.
"""

import re
from collections.abc import Iterable, Sequence

from masdar import address, model
from masdar.arabic import decode, fold, language
from masdar.extract import page
from masdar.markup import tree

# nouns that call a text of one's own; others may as well mean another's, or a drug, or a law
_OURS = "(?:خبر|ماده|قصه|مقال|مقاله|نبا|برقيه)"
_ANY = "(?:خبر|ماده|قصه|مقال|مقاله|نبا|برقيه|تقرير|موضوع|تحقيق|محتوي|منشور|نص)"
_DONE = "(?:سحب|حذف|الغاء|ازاله|شطب|ايقاف نشر|الغاء نشر)"
_PAST = "(?:سحب|سحبت|حذف|حذفت|الغي|الغيت|ازيل|ازيلت)"
_WE = "(?:سحبنا|حذفنا|الغينا|ازلنا|نسحب|نعلن سحب|قررنا (?:سحب|حذف|الغاء))"
_WHO = "(?:الوكاله|الصحيفه|الموقع|هيءه التحرير|اداره التحرير|اداره الموقع|القناه|المجله)"
_ORDER = "(?:برجاء|الرجاء|يرجي|نرجو)"
# what may follow: the end, a reason, or from where
_END = (
    r"(?=\s*(?:$|[.,;:!\u060c\u061b\-\u2013\u2014])"
    r"| (?:(?:و|ف)?(?:من (?:الموقع|موقعنا|الصفحه|النشر|قبل)|بسبب|بناء|نظرا"
    r"|ل(?:عدم|وجود|انه|انها|احتواءه|احتواءها|مخالفته|مخالفتها|اسباب|خطا|ورود)|بطلب|ذلك|الاعتذار|نعتذر|تعتذر|بعد)\b))"
)


def _arabic(noun: str) -> str:
    """How a text that is called by a noun is taken back, from the beginning of a sentence on."""
    return (
        rf"(?:(?:لقد )?(?:تم|جري|تمت|جرت) {_DONE} {noun}"
        rf"|{_PAST} {noun}"
        rf"|{_WE} {noun}"
        rf"|(?:سحبت|حذفت|الغت|ازالت|تسحب|تلغي) {_WHO} {noun}"
        rf"|قررت {_WHO} {_DONE} {noun}"
        rf"|{_ORDER} (?:عدم نشر|عدم استخدام|الغاء|سحب|حذف|تجاهل|اهمال) {noun}"
        rf"|{noun} (?:(?:تم|جري) {_DONE}(?:ه|ها)|محذوف|محذوفه|ملغي|ملغاه|مسحوب|مسحوبه"
        rf"|لم يعد متاحا|لم تعد متاحه|غير متاح بعد (?:سحبه|حذفه)|{_PAST})"
        rf"|[تن]?عتذر .{{0,90}}\b(?:سحب|حذف|الغاء|نسحب|سحبنا|حذفنا) {noun}){_END}"
    )


_OWN, _STORY = "(?:story|article)", "(?:story|article|report|news item|item|piece|post|column|dispatch)"
_GONE = r"(?:withdrawn|retracted|removed|deleted|taken down|pulled|unpublished|killed|depublished)"
_STOP = (
    r"(?=\s*(?:$|[.,;:!\u2013\u2014])"
    r"| (?:from (?:our|the|this) (?:site|web ?site|service|archive|page)|because|due|pending|following|after"
    r"|as|at the request|and|by (?:its|the) (?:publisher|editors?|agency|author)s?)\b)"
)


def _latin(noun: str) -> str:
    return (
        rf"(?:{noun} (?:has been|was|is|has now been) (?:\w+ly )?{_GONE}"
        rf"|we (?:have |are )?(?:withdr(?:awn|ew|awing)|retract(?:ed|ing)?|removed|deleted|taken down) {noun}"
        rf"|(?:the |our )(?:editors?|agency|newspaper|paper|site|desk) (?:has|have) {_GONE} {noun}"
        rf"|please (?:disregard|do not (?:use|publish)|withdraw|kill|delete) {noun}){_STOP}"
    )


_LABEL = (
    r"(?:(?:تنويه|اعتذار|ملاحظه|توضيح|تنبيه|بيان|تحديث|عاجل|تصحيح|editor'?s? note|note|notice|update"
    r"|correction|retraction|attention)\s*[:\-\u2013\u2014|]\s*)?"
)
# of this text; of one that a noun calls with its article; and, where only a notice stands, of anything
_OF_THIS = re.compile(
    _LABEL + rf"(?:{_arabic(f'(?:هذا|هذه) ال{_OURS}')}|{_latin(f'this {_OWN}')}"
    r"|(?:retracted|withdrawn|article retracted|story withdrawn)\s*[:\u2013\u2014]"
    r"|cet article a ete (?:retire|supprime)\b)"
)
_OF_THE = re.compile(
    _LABEL
    + rf"(?:{_arabic(f'(?:(?:هذا|هذه) )?ال(?:{_OURS}|تقرير)')}|{_latin(f'(?:the|this) (?:{_OWN}|report)')})"
)
_OF_ANY = re.compile(
    _LABEL + rf"(?:{_arabic(f'(?:(?:هذا|هذه) )?ال{_ANY}')}|{_latin(f'(?:the|this) {_STORY}')})"
)
# a line that says so and nothing else
_ALONE = re.compile(
    rf"(?:{_ORDER} )?(?:سحب|حذف|الغاء) (?:ال)?{_ANY}|(?:ال)?{_ANY} (?:محذوف|محذوفه|ملغي|ملغاه|مسحوب)"
    rf"|(?:{_STORY} )?{_GONE}"
)
_SENTENCE = re.compile(r"(?<=[.!؟?])\s+|\n")

# words of a text that is a notice and nothing else, of a line of a page that may be one, and of a quotation
_BARE, _LINE, _QUOTE = 60, 40, 30
# bytes of a page that can be a notice and nothing else
_PAGE = 500_000
# lines about a headline and behind a text, and above it
_NEAR, _FAR = 4, 30
# words of a notice at the end of a text that still stands
_LAST = 40


def of(
    article: model.Article, *, ahead: Sequence[str] = (), behind: Sequence[str] = ()
) -> model.Retraction | None:
    """The words of an article by which its own publisher takes it back; None where there are none.

    `ahead` and `behind` are lines that stand beside its text on the page.
    """
    lines = [each.plain for each in article.blocks if each.plain.strip()]
    heads = [each for each in (article.title, article.kicker, article.summary) if each]
    ahead, behind = (
        [each for each in side if len(each.split()) <= _LINE] for side in (ahead, behind[:_NEAR])
    )
    if sum(len(line.split()) for line in lines) <= _BARE and not (ahead or behind):
        return _judged([*heads, *lines])
    # where a text stands, its beginning may say so of itself, and a last line of its own raises the question
    opening = [*_sentences(ahead), *_sentences(lines[:1])[:1]]
    if (said := _first([*heads, *opening], _OF_THIS)) is not None:
        return model.Retraction(said=said, certain=True)
    last = [*(each for each in lines[-1:] if len(each.split()) <= _LAST), *behind]
    said = _first([*opening, *(each for line in last for each in _sentences([line])[:1])], _OF_THE)
    if said is not None:
        return model.Retraction(said=said, certain=False)
    return _judged([*heads, *lines]) if sum(len(line.split()) for line in lines) <= _BARE else None


def ahead(seen: page.Page, title: int, text: int) -> list[str]:
    """The lines about a headline and above a text that are no part of it, by their numbers on the page."""
    return [
        seen.lines[at].text
        for at in range(max(0, title - _NEAR, text - _FAR), text)
        if at != title and not seen.lines[at].linked
    ]


def bare(capture: model.Capture) -> model.Retraction | None:
    """The same of a page on which no text of an article stands."""
    if capture.status >= 400 or len(capture.body) > _PAGE:
        return None
    text = decode.said(capture.body, headers=capture.headers).text
    body = next(tree.elements(tree.parse(text), "body"), None)
    if body is None:
        return None
    lines = [each.text for each in page.gather(body).lines if not each.linked]
    return _judged([each for each in lines if len(each.split()) <= _LINE])


def named(
    lead: model.Lead, capture: model.Capture, notice: model.Retraction, *, source: model.Source
) -> model.Article:
    """The article that a lead names, without a text: at its address there is none."""
    title = lead.title or ""
    return model.Article(
        id=address.article_id(lead.url),
        source=source.id,
        url=lead.url,
        capture=capture.digest,
        seen=capture.at,
        language=language.of(title),
        title=title,
        retraction=notice,
        via=capture.via,
    )


def _judged(lines: Sequence[str]) -> model.Retraction | None:
    sentences = _sentences(lines)
    if (said := _first(sentences, _OF_THIS)) is not None:
        return model.Retraction(said=said, certain=True)
    said = _first(sentences, _OF_ANY) or next(
        (each for each in sentences if _ALONE.fullmatch(" ".join(fold.words(each)))), None
    )
    return model.Retraction(said=_cut(said), certain=False) if said is not None else None


def _first(sentences: Iterable[str], form: re.Pattern[str]) -> str | None:
    """The first sentence of a form. One that opens with a quotation mark is another's word."""
    return next((_cut(each) for each in sentences if form.match(fold.key(each).strip("[](){}*_ "))), None)


def _sentences(lines: Iterable[str]) -> list[str]:
    return [said for line in lines for each in _SENTENCE.split(line) if (said := each.strip())]


def _cut(said: str) -> str:
    words = said.split()
    return said if len(words) <= _QUOTE else " ".join(words[:_QUOTE]) + "…"
