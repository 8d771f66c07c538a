"""What a page prints around an article: disclaimers, headings of other articles, menus, share bars.

>>> noise("\u0627\u0644\u0631\u0626\u064a\u0633\u064a\u0629")
True
"""

import re

from masdar.arabic import fold


def _pattern(lines: str) -> re.Pattern[str]:
    """One pattern a line, folded as what it is matched against."""
    return re.compile("|".join(f"(?:{fold.key(line)})" for line in lines.strip().splitlines()))


# "ادارة الموقع لا تتبنى وجهة نظر الكاتب ..."  "الآراء الواردة ... لا تعبر بالضرورة عن رأي الموقع"
# "هذا الخبر منقول من مصدره ولا يتحمل الموقع أي مسؤولية"  "تنويه: الخبر منشور آليا من المصدر ..."
_DISCLAIMERS = _pattern("""
لا (?:تتبنى|يتبنى|تعبر|يعبر|تعكس|يعكس|تمثل|يمثل).{0,60}(?:وجهات?|وجهة|آراء|رأي|الموقع|سياسة|توجه)
لا (?:تتحمل|يتحمل).{0,60}(?:مسؤولية|مسئولية|مضمون|محتوى)
(?:غير|ليس|ليست) مس[ؤئ]ولة? (?:قانونيا )?عن (?:محتوى|مضمون|ما|صحة|الأخبار|الآراء)
(?:الخبر|المقال|المادة|المحتوى) (?:منشور|منقولة?|تم نقله|تم نشره).{0,20} (?:آليا|تلقائيا|مصدره|المصدر)
(?:المسؤولية|المسئولية).{0,30}(?:على )?عاتق (?:الناشر|الكاتب|المصدر|صاحب)
يقع على عاتق الناشر
دون (?:أي )?تدخل من (?:هيئة|فريق|أسرة) التحرير
(?:لم|لا) (?:يقم|تقم|يتدخل|تتدخل) .{0,30}(?:بتحرير|بتعديل|تعديل|تحرير|محتوى)
تم (?:نقل|جلب|نشر) (?:هذا )?(?:الخبر|المحتوى|المقال) .{0,20}(?:آليا|تلقائيا|من مصدره)
""")
# one of these stands in each of them, folded
_DISCLAIMING = (
    *("تبني", "عبر", "عكس", "مثل", "تحمل", "مسءول", "منشور", "منقول", "نقل", "نشر", "جلب", "عاتق", "تدخل"),
    *("يقم", "تقم"),
)
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_DISCLAIMER_WORDS = 45
# no furniture is longer
_MOST_SIGNS = 500


def disclaimer(line: str) -> bool:
    """Whether a line says that the site answers for nothing it reprints."""
    if len(line) > _MOST_SIGNS or _ARABIC.search(line) is None or len(line.split()) > 2 * _DISCLAIMER_WORDS:
        return False
    folded = fold.key(line)
    if not any(map(folded.__contains__, _DISCLAIMING)):
        return False
    return len(folded.split()) <= _DISCLAIMER_WORDS and _DISCLAIMERS.search(folded) is not None


_LINES = """
الرئيسية | الصفحة الرئيسية | زر الذهاب إلى الأعلى | العودة إلى الأعلى | إلى الأعلى
| عودة إلى الأعلى | الذهاب إلى الأعلى | للأعلى | أعلى الصفحة | مشاركة | شارك | شارك الخبر
| شارك هذا المقال | شارك المقال | شاركها | شارك على | انشر | طباعة | اطبع | أرسل إلى صديق
| إرسال إلى صديق | نسخ الرابط | تم نسخ الرابط | فيسبوك | تويتر | واتساب | واتس آب | تيليجرام
| تلغرام | تيلقرام | لينكدإن | بينتيريست | ماسنجر | إنستغرام | انستغرام | يوتيوب | سناب شات
| ريديت | فايبر | القائمة | قائمة | بحث | بحث عن | ابحث | إغلاق | تسجيل الدخول | إنشاء حساب
| اتصل بنا | من نحن | سياسة الخصوصية | شروط الاستخدام | اشترك | اشترك الآن | تابعنا | تابعونا
| تابعنا على | إعلان | إعلانات | التعليقات | اترك تعليقا | أضف تعليقا | أضف تعليق
| لا توجد تعليقات | الوسوم | وسوم | كلمات دلالية | كلمات مفتاحية | السابق | التالي
| المقال السابق | المقال التالي | الخبر السابق | الخبر التالي | اقرأ المزيد | المزيد | عرض المزيد
| قراءة المزيد | حجم الخط | تكبير الخط | تصغير الخط | استمع | استمع إلى الخبر | الأخبار | أخبار
| آخر الأخبار | أحدث الأخبار | الأكثر قراءة | الوضع المظلم | تبديل الوضع | next | previous
| share | print | facebook | twitter | whatsapp | telegram | linkedin | email | copy link | home
| menu | search | x | advertisement | تخطي إلى المحتوى | خريطة الموقع | شاهد أيضا | حفظ | احفظ
| تبليغ | أعجبني | قيم الخبر | نشرة الأخبار | النشرة البريدية | read also | see also | read more
| related | related articles | related stories | lesen sie auch | mehr zum thema | lire aussi | à lire aussi
| czytaj więcej | czytaj także | zobacz także | leggi anche | leia também | lee también | te puede interesar
| les også | läs mer | läs också | læs også | lue myös | lees ook | ayrıca okuyun | читайте также
"""
_FURNITURE = frozenset(fold.key(each) for each in _LINES.split("|"))
# "مقالات ذات صلة"  "اقرأ أيضا"  "أخبار متعلقة"  "مواضيع قد تهمك"
_RELATED = _pattern("""
(?:مقالات|أخبار|مواضيع|موضوعات|قصص|مواد|محتوى|عناوين) (?:ذات صلة|ذات علاقة|متعلقة|مشابهة|أخرى|مرتبطة)
(?:مقالات|أخبار|مواضيع|موضوعات|قصص|مواد|محتوى|عناوين) (?:قد )?(?:تهمك|تعجبك|مقترحة|مختارة)
ذات صلة
قد (?:يهمك|يعجبك)(?: أيضا)?
اخترنا لك(?:م)?
(?:إ?قرأ|اقرأ) (?:أيضا|المزيد|كذلك)
شاهد (?:أيضا|كذلك)
الأكثر (?:قراءة|مشاهدة|تداولا|تعليقا)
(?:المزيد من|للمزيد من) .{2,30}
""")
_HEADING_WORDS = 6


def related(line: str) -> bool:
    """Whether a line is the heading of a list of other articles."""
    if len(line) > _MOST_SIGNS:
        return False
    return _is_related(_bare(line))


def _is_related(folded: str) -> bool:
    return folded.count(" ") < _HEADING_WORDS and _RELATED.fullmatch(folded) is not None


# "اقرأ أيضا: عنوان خبر آخر"
_POINTER = _pattern(r"""
(?:إ?اقرأ|طالع|شاهد|تابع|انظر) (?:أيضا|كذلك|المزيد)\s*[:.|-]+\s*\S.*
""")
# "3 دقائق"  "120 مشاهدة"  "وقت القراءة: دقيقتان"  "جميع الحقوق محفوظة ..."
_COUNTS = _pattern(r"""
[\d\s,.]+(?:دقائق|دقيقة|مشاهدة|مشاهدات|تعليق|تعليقات|قراءة|زيارة)?
(?:مشاهدات?|عدد المشاهدات|عدد القراءات|وقت القراءة|مدة القراءة)\s*:?.{0,20}
(?:جميع|كافة) الحقوق محفوظة.{0,80}
حقوق (?:النشر|الطبع).{0,60}
(?:©|copyright).{0,80}
""")


def noise(line: str) -> bool:
    """Whether a line is furniture of the page and no word of the article."""
    if len(line) > _MOST_SIGNS:
        return False
    folded = _bare(line)
    if not folded or folded in _FURNITURE or _is_related(folded):
        return True
    return _POINTER.fullmatch(folded) is not None or _COUNTS.fullmatch(folded) is not None


def _bare(line: str) -> str:
    return fold.key(line).strip(' :-*•|>»«"<↑^….')
