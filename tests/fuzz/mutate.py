"""Broken pages, made from whole ones. The same number always gives the same page.

page(7)          # bytes; one to four mutations of one of `seeds()`
"""

import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

_GOLDEN = Path(__file__).parents[1] / "golden"
_TAG = re.compile(rb"<[^<>]{1,400}>")
# bytes; mutations that repeat stop growing a page here
LARGEST = 60_000

_SEEDS = (
    """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>افتتاح الجسر - المنارة</title>
<meta property="og:title" content="افتتاح الجسر"><meta property="article:published_time" content="2026-03-04T10:00:00Z">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"افتتاح الجسر",
"author":[{"name":"سعاد عون"}],"datePublished":"2026-03-04T13:00:00+03:00","image":["https://a.example/1.jpg"]}]}</script>
</head><body><nav><ul><li><a href="/">الرئيسية</a><li><a href="/s">سياسة</a></ul></nav><article><h1>افتتاح الجسر</h1>
<p class="byline">كتبت: سعاد عون</p><time datetime="2026-03-04">4 آذار/مارس 2026</time><figure><img data-src="/1.jpg" width=800>
<figcaption>الجسر الجديد (رويترز)</figcaption></figure><p>الوادي - 4 مارس (رويترز) - افتتحت البلدية صباح اليوم جسرًا
جديدًا يصل بين الضفتين بعد أعمال دامت ثلاثة أعوام كاملة.</p><h2>كلفة المشروع</h2><p>وقال رئيس البلدية إن الكلفة بلغت
أربعين مليونًا، وإن الجسر يتسع لأربعة مسارات في كل اتجاه.</p><ul><li>طوله 900 متر</li><li>عرضه 32 مترًا</li></ul>
<blockquote>هذا يوم ننتظره منذ زمن.</blockquote><p>اقرأ أيضًا: <a href="/2">مشاريع الطرق</a></p><p>س.ع/ن.م</p>
<p>المصدر: وكالة الوادي</p></article><aside><h3>الأكثر قراءة</h3><a href="/3">خبر آخر</a></aside></body></html>""",
    """<table><tr><td><font size=5><b>نشرة الطقس</b></font><br><br>بقلم: هاني سرور<br>الأحد ١٤ رمضان ١٤٤٧ هـ الموافق ٣ مارس<br>
<div align=right>يسود غدا طقس غائم جزئيا على الساحل، وتنشط الرياح بعد الظهر، وترتفع الحرارة قليلا في الداخل.<br><br>وتوقعت
الأرصاد أن تعود الأمطار مساء الثلاثاء وتستمر حتى صباح الخميس.</div></td><td><a href=1>صور</a><a href=2>فيديو</a></td></tr></table>""",
    """وصل الوفد إلى العاصمة مساء أمس.\n\nوقال المتحدث إن المحادثات تبدأ غدًا وتستمر يومين.\n\nالمصدر: الأنباء\n""",
    """<html lang=fa><body><div id=content><h1>باران در شمال</h1><p>باران از فردا در شمال کشور آغاز می‌شود و تا پایان هفته ادامه دارد.
</p><p>هواشناسی گفت دما کاهش می‌یابد و در ارتفاعات برف خواهد بارید.</p></div></body></html>""",
)

_BIDI = "\u202e\u2066\u200f\u200d\u0640\u064b\ufeff\u00ad"


@cache
def seeds() -> tuple[bytes, ...]:
    """The golden pages and a few invented ones, in a fixed order."""
    golden = (path.read_bytes() for path in sorted(_GOLDEN.glob("*/*/page.html")))
    return (*golden, *(each.encode() for each in _SEEDS), _SEEDS[1].encode("windows-1256", "ignore"))


def page(number: int) -> bytes:
    """The mutated page of a number."""
    chance = random.Random(number)
    data = chance.choice(seeds())
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(MUTATIONS)(data, chance)[:LARGEST]
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    """A few bytes become others."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _cut(data: bytes, chance: random.Random) -> bytes:
    """The page ends early, perhaps within a character, or its head is gone."""
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.8 else data[at:]


def _tags(data: bytes, chance: random.Random) -> bytes:
    """Tags are lost, come twice, or change places."""
    kept = _TAG.findall(data)
    if not kept:
        return data
    share, kind = chance.choice((0.02, 0.1, 0.5)), chance.randrange(3)

    def put(match: re.Match[bytes]) -> bytes:
        if chance.random() > share:
            return match[0]
        return (b"", match[0] * chance.randint(2, 5), chance.choice(kept))[kind]

    return _TAG.sub(put, data)


def _entities(data: bytes, chance: random.Random) -> bytes:
    """References whole, broken, doubled and beyond Unicode."""
    soup = (
        b"&amp;amp;lt;p&gt;",
        b"&#x110000;",
        b"&#0;",
        b"&#xD800;",
        b"&nbsp",
        b"&#1633;",
        b"&;",
        b"&#99999999999;",
    )
    return _between(data, chance, lambda: chance.choice(soup) * chance.choice((1, 3, 200)))


def _nest(data: bytes, chance: random.Random) -> bytes:
    """Many elements open and are perhaps never closed."""
    tag = chance.choice(
        (
            b"div",
            b"span",
            b"b",
            b"a href=x",
            b"blockquote",
            b"ul><li",
            b"table><td",
            b"p",
            b"svg",
            b"template",
        )
    )
    return _between(
        data, chance, lambda: b"<" + tag + b">" + (b"<" + tag + b">") * chance.choice((2, 60, 3000))
    )


def _attributes(data: bytes, chance: random.Random) -> bytes:
    """Elements with more attributes, or longer ones, than anybody reads."""
    flood = chance.choice((b" class='" + b"article-body " * 300 + b"'", b" itemprop=articleBody", b" dir=rtl lang=ar" * 50,
        b"".join(b" data-%d=%d" % (n, n) for n in range(300)), b" style='display:none'", b" href='javascript:" + b"x" * 3000 + b"'",
        b" src='data:image/png;base64," + b"A" * 3000 + b"'", b" href='https://[::1'", b" datetime='" + b"9" * 400 + b"'", b" width='1e999'"))  # fmt: skip
    share = chance.choice((0.02, 0.3))
    return _TAG.sub(lambda match: match[0][:-1] + flood + b">" if chance.random() < share else match[0], data)


def _twice(data: bytes, chance: random.Random) -> bytes:
    """A run of the page comes again, once or often."""
    start = chance.randrange(len(data) + 1)
    run = data[start : start + chance.choice((10, 200, 4000))]
    return _between(data, chance, lambda: run * chance.choice((1, 2, 40)))


def _words(data: bytes, chance: random.Random) -> bytes:
    """Endless words, digits, dates, controls and signs where the prose stands."""
    soup = (
        "ا" * 5000, "٩" * 500, "1/1/" * 300, "المصدر: " * 100, "كتب: " * 60, "(رويترز) " * 80, "31 شباط 0000 ", "\0" * 30, _BIDI * 40,
        "{" * 2000, "[[[" * 500, "- " * 900, "ـ" * 900, "\r\n\t" * 700, "http://" * 200, "@" * 400, "a.b@c.example " * 90, "25:99 م " * 50,
    )  # fmt: skip
    return _between(data, chance, lambda: chance.choice(soup).encode())


def _machine(data: bytes, chance: random.Random) -> bytes:
    """What a page says to machines is broken, hostile or of another kind than asked."""
    said = (
        b'{"@type":"NewsArticle","headline":[[[]]],"author":{"name":{"name":7}},"datePublished":[],"image":{"url":[null,{}]}}',
        b'{"@type":["NewsArticle",3,null],"author":[[["x"]]],"headline":{"@value":"x"},"articleBody":12,"keywords":{"a":[1]}}',
        b'{"@graph":' * 400 + b"[]" + b"}" * 400, b"[" * 9000, b'{"@type":"NewsArticle","image":"' + b"//" * 900 + b'","url":"http://["}',
        b'[{"@type":"NewsArticle","datePublished":"0000-99-99T99:99:99+99:99","dateModified":1e999,"headline":"\\ud800"}]',
    )  # fmt: skip
    script = b'<script type="application/ld+json">' + chance.choice(said) + b"</script>"
    meta = (
        b'<meta property="article:published_time" content="99999-01-01T00:00:00+99:99">', b'<base href="http://[">', b"<meta charset=utf-16>",
        b'<link rel=canonical href="http://a:99999/">', b'<meta charset="x-user-defined">', b'<meta property="og:image" content="//:0">',
        b'<meta http-equiv="content-type" content="text/html; charset=utf-7">', b"<frameset>", b"<plaintext>", b"<!--", b"<![CDATA[", b"<textarea>", b"<title>",
    )  # fmt: skip
    return _between(data, chance, lambda: chance.choice((script, *meta)))


def _between(data: bytes, chance: random.Random, made: Callable[[], bytes]) -> bytes:
    """Something new at one to five places."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        data = (data[:at] + made() + data[at:])[:LARGEST]
    return data


MUTATIONS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _flip, _cut, _tags, _entities, _nest, _attributes, _twice, _words, _machine,
)  # fmt: skip
