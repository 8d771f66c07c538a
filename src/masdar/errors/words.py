"""What is said of each error, by its code, in both languages."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Language = Literal["ar", "en"]


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
    "MSD-7001": {
        "en": Words(
            "A person altered it in the other home",
            "what a person wrote is not written over",
            "Look at it there; at the desk it can be sent again all the same.",
        ),
        "ar": Words(
            "عدّله محرر في الموقع الآخر",
            "لا يُكتب فوق ما كتبه محرر",
            "انظر فيه هناك، ويمكن إعادة إرساله من مكتب التحرير.",
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
    "MSD-9000": {
        "en": Words(
            "This cannot be answered",
            "the interface for programs does not offer it",
            "See /api for all that can be asked.",
        ),
        "ar": Words(
            "لا جواب لهذا الطلب",
            "لا توفّره واجهة البرامج",
            "تجد في الصفحة /api كل ما يمكن طلبه.",
        ),
    },
    "MSD-9001": {
        "en": Words(
            "The question is not well formed",
            "a parameter is unknown or has a value that it cannot have",
            "See /api for the parameters and what they may be, and ask again.",
        ),
        "ar": Words(
            "الطلب غير سليم",
            "فيه معامل غير معروف أو قيمته غير مقبولة",
            "راجع في الصفحة /api المعاملات وقيمها ثم أعد الطلب.",
        ),
    },
    "MSD-9002": {
        "en": Words(
            "The article was withdrawn",
            "its publisher took it back, or it was removed here",
            "Take it out wherever you put it; ask its origin for more.",
        ),
        "ar": Words(
            "سُحبت هذه المادة",
            "سحبها ناشرها أو أُزيلت من هنا",
            "احذفها من كل موضع نشرتها فيه، وللمزيد راجع ناشرها الأصلي.",
        ),
    },
    "MSD-9003": {
        "en": Words(
            "A key is needed",
            "this is not public, and no valid key was shown",
            "Ask the operator of the site for a key, and send it as `Authorization: Bearer KEY`.",
        ),
        "ar": Words(
            "يلزم مفتاح",
            "هذا المحتوى غير عام ولم يُرسل مفتاح صالح",
            "اطلب مفتاحًا من القائمين على الموقع وأرسله في الترويسة Authorization.",
        ),
    },
    "MSD-9004": {
        "en": Words(
            "Too many requests",
            "more was asked than one may ask in a minute",
            "Wait as long as Retry-After says, then go on more slowly; a key lets you ask for more.",
        ),
        "ar": Words(
            "طلبات كثيرة",
            "زاد عدد الطلبات عن المسموح في الدقيقة",
            "انتظر المدة المذكورة في الترويسة Retry-After ثم تابع ببطء؛ ويتيح المفتاح عددًا أكبر.",
        ),
    },
}
