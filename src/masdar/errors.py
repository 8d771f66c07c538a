"""What can go wrong, and how it is told.

Each error is a value with fields; its sentence names the thing, and why. `WORDS` adds what it means,
why such errors happen and what to do now, in both languages, and `told` puts the three together, alike
for terminals, logs, pages and answers of the API:

    >>> told(Busy("process 71 does"), "en")
    'The home is being written to: process 71 does. Wait until the other process has ended. [MSD-5002]'

MasdarError
├── ConfigError            settings or a command that cannot be used
├── FetchError             an address that gave nothing: url
│   ├── Refused            robots, or an address that we do not visit
│   ├── TooLarge           the answer passed its limit
│   └── Unreachable        no answer, or one cut short
│       └── Later          the host, or its robots.txt, asks us to come another time: seconds
├── ReadError              bytes that are not what they claim to be
│   ├── NotAnArticle       a page without an article
│   └── NotAFeed           a document that is no feed
├── QueryError             a question to the index that cannot be asked
├── StoreError             the home cannot do what was asked
│   ├── NotFound           no such thing
│   ├── Busy               another process is writing
│   └── WrongVersion       the home was written by another version
├── Forbidden              a deed that an account may not do
├── WorkerLost             a worker died or hung on an input
└── DeliveryError          a message was not taken: to, why
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Language = Literal["ar", "en"]


class MasdarError(Exception):
    """Anything masdar says went wrong; `str(error)` tells what, why and what now."""

    code = "MSD-0000"


class ConfigError(MasdarError):
    """Settings or arguments that cannot be used."""

    code = "MSD-1000"


class FetchError(MasdarError):
    """An address that gave nothing."""

    code = "MSD-2000"

    def __init__(self, url: str, why: str = "") -> None:
        super().__init__(f"{url}: {why}" if why else url)
        self.url = url
        self.why = why


class Refused(FetchError):
    """We do not go there: robots.txt forbids it, or the address is not public."""

    code = "MSD-2001"


class TooLarge(FetchError):
    """The answer is larger than its limit."""

    code = "MSD-2002"


class Unreachable(FetchError):
    """No answer came, or it was cut short."""

    code = "MSD-2003"


class Later(Unreachable):
    """The host wants to be left alone for a while. `seconds` says for how long."""

    code = "MSD-2004"

    def __init__(self, url: str, why: str = "", *, seconds: float = 0.0) -> None:
        super().__init__(url, why)
        self.seconds = seconds


class ReadError(MasdarError):
    """Bytes that are not what they claim to be."""

    code = "MSD-3000"


class NotAnArticle(ReadError):
    """A page in which no article stands."""

    code = "MSD-3001"


class NotAFeed(ReadError):
    """A document that is no feed."""

    code = "MSD-3002"


class QueryError(MasdarError):
    """A question that the index cannot answer."""

    code = "MSD-4000"


class StoreError(MasdarError):
    """The home cannot do what was asked of it."""

    code = "MSD-5000"


class NotFound(StoreError):
    """No such article, source or story."""

    code = "MSD-5001"


class Busy(StoreError):
    """Another process is writing to this home."""

    code = "MSD-5002"


class WrongVersion(StoreError):
    """The home was written by another version of masdar."""

    code = "MSD-5003"


class Forbidden(MasdarError):
    """An account asks for a deed that its role does not allow."""

    code = "MSD-8000"


class WorkerLost(MasdarError):
    """A worker died or hung on this input."""

    code = "MSD-6001"


class DeliveryError(MasdarError):
    """A message that the other side did not take; `final` if it never will."""

    code = "MSD-7000"

    def __init__(self, to: str, why: str = "", *, final: bool = False) -> None:
        super().__init__(f"{to}: {why}" if why else to)
        self.to = to
        self.why = why
        self.final = final


class Words(NamedTuple):
    """What an error means, why such errors happen, and what to do now."""

    what: str
    why: str
    now: str


WORDS: Mapping[str, Mapping[Language, Words]] = {
    "MSD-0000": {
        "en": Words(
            "Something went wrong",
            "the cause is not known",
            "Run it again; if it stays, report it with what you did.",
        ),
        "ar": Words(
            "وقع خطأ",
            "السبب غير معروف",
            "أعد المحاولة، فإن تكرّر الخطأ فأبلغ عنه واذكر ما فعلته.",
        ),
    },
    "MSD-1000": {
        "en": Words(
            "This cannot be used",
            "a word, a value or a key is not one that is known here",
            "Mend what is named; --help tells what a command takes.",
        ),
        "ar": Words(
            "لا يُقبل الأمر أو الإعداد بهذه الصورة",
            "في الأمر أو الإعداد كلمة أو قيمة غير معروفة هنا",
            "أصلح ما ذُكر ثم أعد المحاولة، ويبيّن الخيار --help ما يقبله كل أمر.",
        ),
    },
    "MSD-2000": {
        "en": Words(
            "The address gave nothing",
            "nothing of use came from there",
            "Open it in a browser, and mend it if it has moved.",
        ),
        "ar": Words(
            "لم يُؤخذ شيء من العنوان",
            "لم يأت منه شيء نافع",
            "افتحه في متصفح، وصحّحه إن كان قد انتقل.",
        ),
    },
    "MSD-2001": {
        "en": Words(
            "The address is not visited",
            "its robots.txt forbids it, or it is not a public address",
            "Ask the publisher for leave if robots.txt forbids it; save the page if it is your own.",
        ),
        "ar": Words(
            "هذا العنوان لا نزوره",
            "يمنعه ملف robots.txt أو هو عنوان غير عام",
            "إن كان المانع robots.txt فاستأذن الناشر، وإن كانت الصفحة لك فاحفظها في ملف.",
        ),
    },
    "MSD-2002": {
        "en": Words(
            "The answer is larger than is taken",
            "it passed the limit of one answer",
            "Save it yourself and import the file.",
        ),
        "ar": Words(
            "الجواب أكبر من الحد المسموح به",
            "تجاوز حدّ الجواب الواحد",
            "احفظه بنفسك في ملف ثم أدخله بالأمر masdar import.",
        ),
    },
    "MSD-2003": {
        "en": Words(
            "No whole answer came",
            "the server did not answer in time, or the answer was cut short",
            "Try again later; masdar harvest comes again by itself.",
        ),
        "ar": Words(
            "لم يصل جواب كامل",
            "لم يردّ الخادم في الوقت المحدد أو انقطع جوابه",
            "أعد المحاولة لاحقًا، والأمر masdar harvest يعود من تلقاء نفسه.",
        ),
    },
    "MSD-2004": {
        "en": Words(
            "The host wants to be left alone for now",
            "it asked for fewer requests, or its robots.txt cannot be had",
            "Nothing needs doing; it is asked again by itself when the time has passed.",
        ),
        "ar": Words(
            "يطلب الموقع تركه بعض الوقت",
            "طلب تقليل الزيارات أو تعذّر الحصول على ملف robots.txt",
            "لا يلزم شيء، وسيُزار من تلقاء نفسه متى انقضت المدة.",
        ),
    },
    "MSD-3000": {
        "en": Words(
            "This cannot be read",
            "it is not what it claims to be, or it is damaged",
            "Look whether it was saved whole, and is of the kind that it is taken for.",
        ),
        "ar": Words(
            "تعذّرت القراءة",
            "ليس المحتوى ما يدّعيه أو هو تالف",
            "تحقّق من أن الملف حُفظ كاملًا ومن أنه من النوع المقصود.",
        ),
    },
    "MSD-3001": {
        "en": Words(
            "No article stands here",
            "no text of an article was found on the page",
            "Give the page of one article, saved whole.",
        ),
        "ar": Words(
            "لا خبر هنا",
            "لم يُعثر في الصفحة على نص خبر",
            "أعطِ صفحة الخبر نفسه محفوظةً كاملة، لا صفحة القسم.",
        ),
    },
    "MSD-3002": {
        "en": Words(
            "This is no feed",
            "it is a page or something else",
            "Look on the site for the address of its feed.",
        ),
        "ar": Words(
            "هذه ليست خلاصة",
            "هو صفحة أو شيء آخر",
            "ابحث في الموقع عن عنوان خلاصته.",
        ),
    },
    "MSD-4000": {
        "en": Words(
            "The question cannot be asked",
            "it cannot be understood",
            "Ask it in plain words, without signs.",
        ),
        "ar": Words(
            "لا يمكن البحث بهذه العبارة",
            "لم تُفهم العبارة",
            "اكتبها كلماتٍ عادية بلا رموز.",
        ),
    },
    "MSD-5000": {
        "en": Words(
            "The home cannot do this",
            "it is missing, or it cannot be read or written",
            "See that the directory is there and may be written; ask masdar doctor.",
        ),
        "ar": Words(
            "لا يستطيع مجلد البيانات ذلك",
            "هو مفقود أو تتعذّر قراءته أو الكتابة فيه",
            "تحقّق من وجوده ومن إذن الكتابة فيه، واسأل الأمر masdar doctor.",
        ),
    },
    "MSD-5001": {
        "en": Words(
            "Nothing is known by that name",
            "it is not kept here",
            "Look for it with masdar search or masdar source list.",
        ),
        "ar": Words(
            "لا شيء بهذا الاسم",
            "ليس محفوظًا هنا",
            "ابحث عنه بالأمر masdar search أو masdar source list.",
        ),
    },
    "MSD-5002": {
        "en": Words(
            "The home is being written to",
            "one process writes at a time",
            "Wait until the other process has ended.",
        ),
        "ar": Words(
            "يكتب برنامج آخر في مجلد البيانات الآن",
            "لا يكتب فيه إلا برنامج واحد في كل مرة",
            "انتظر حتى ينتهي ثم أعد المحاولة.",
        ),
    },
    "MSD-5003": {
        "en": Words(
            "Another version wrote this home",
            "its format is another",
            "A newer home needs a newer masdar; an older one is brought up to date by a command that writes.",
        ),
        "ar": Words(
            "كُتب مجلد البيانات بإصدار آخر",
            "صيغته مختلفة",
            "إن كان الإصدار أحدث فحدّث masdar، وإن كان أقدم حدّثه أول أمر يكتب فيه.",
        ),
    },
    "MSD-7000": {
        "en": Words(
            "The message was not taken",
            "the other side refused it or did not answer",
            "It is tried again by itself; see masdar alert list for what became of it.",
        ),
        "ar": Words(
            "لم تُقبل الرسالة",
            "رفضها الطرف الآخر أو لم يُجب",
            "تُعاد المحاولة تلقائيًا، ويبيّن الأمر masdar alert list ما صارت إليه.",
        ),
    },
    "MSD-8000": {
        "en": Words(
            "This may not be done",
            "the role of this account does not allow it",
            "Ask somebody whose role does, or an administrator for another role.",
        ),
        "ar": Words(
            "لا يُسمح بهذا",
            "لا يتيحه دور هذا الحساب",
            "اطلبه ممن يتيحه دوره، أو اطلب من المدير دورًا آخر.",
        ),
    },
    "MSD-6001": {
        "en": Words(
            "Reading this did not end",
            "a worker died or took too long",
            "Read it alone, and report it if it stays.",
        ),
        "ar": Words(
            "لم تنتهِ قراءة هذا المحتوى",
            "توقفت عملية القراءة أو طالت",
            "اقرأه وحده، وأبلغ عنه إن تكرّر الأمر.",
        ),
    },
}


def words(error: MasdarError, language: Language) -> Words:
    """What is said of an error of this kind, or of the nearest kind above that the table knows."""
    codes = (getattr(kind, "code", "") for kind in (error, *type(error).__mro__))
    return next(WORDS[code][language] for code in codes if code in WORDS)


def told(error: MasdarError, language: Language) -> str:
    """What went wrong, why, what to do now, and the code: one line.

    The error's own sentence, which is English, tells why; in Arabic it stands isolated behind the reason
    that errors of its kind have.
    """
    what, usual, now = words(error, language)
    own = " ".join(str(error).split()).removesuffix(".")
    why = own or usual
    if own and language == "ar":
        # FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE
        why = f"{usual} (\u2068{own}\u2069)"
    stop = "" if why.endswith(("?", "!", "…")) else "."
    return f"{what}: {why}{stop} {now} [{error.code}]"
