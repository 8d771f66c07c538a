"""The table of agencies: names, spellings, hosts and homes. Facts only; `agencies` knows how to use them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyEntry:
    """One agency, and every way in which it is written."""

    code: str
    # in full, or as it is best known
    name: str
    name_en: str
    # spellings that name nothing else
    names: tuple[str, ...] = ()
    # spellings that are also words, places or letters: they count where a credit stands
    short: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    # IANA name of its home
    zone: str | None = None
    # ISO 3166-1 alpha-2
    country: str | None = None


def _each(said: str) -> tuple[str, ...]:
    return tuple(said.split("|"))


TABLE: tuple[AgencyEntry, ...] = (
    AgencyEntry(
        code="WAS",
        name="وكالة الأنباء السعودية",
        name_en="Saudi Press Agency",
        names=_each("و ا س|و أ س|وكالة واس"),
        short=_each("واس|SPA"),
        hosts=("spa.gov.sa",),
        zone="Asia/Riyadh",
        country="SA",
    ),
    AgencyEntry(
        code="REUTERS",
        name="وكالة رويترز",
        name_en="Reuters",
        names=_each("رويترز|رويتر|رويترس|وكالة رويتر"),
        hosts=("reuters.com", "reutersagency.com"),
        zone="Europe/London",
        country="GB",
    ),
    AgencyEntry(
        code="AFP",
        name="وكالة فرانس برس",
        name_en="Agence France-Presse",
        names=_each(
            "فرانس برس|أ ف ب|ا ف ب|أف ب|اف ب|أ ف پ|افب|فرانس بريس|فرانسبرس|وكالة الصحافة الفرنسية|"
            "الصحافة الفرنسية|وكالة الأنباء الفرنسية|وكالة الفرنسية"
        ),
        short=_each("الفرنسية|AFP"),
        hosts=("afp.com",),
        zone="Europe/Paris",
        country="FR",
    ),
    AgencyEntry(
        code="DPA",
        name="وكالة الأنباء الألمانية",
        name_en="Deutsche Presse-Agentur",
        names=_each("د ب أ|د ب ا|دب أ|د بأ|دي بي إيه|دي بي أي"),
        short=_each("الألمانية|د ب|DPA"),
        hosts=("dpa.com", "dpa-international.com"),
        zone="Europe/Berlin",
        country="DE",
    ),
    AgencyEntry(
        code="AP",
        name="وكالة أسوشيتد برس",
        name_en="Associated Press",
        names=_each(
            "أسوشيتد برس|أسوشييتد برس|الأسوشيتد برس|الأسوشييتد برس|أسوشيتدبرس|أسوشييتدبرس|أسوشيتيد برس|"
            "أسوسيتد برس|أسوشيتد بريس|أسوشياتد برس|اسوشياتيد برس|الأسوشيتدبرس|أسوشيتد|"
            "The Associated Press|إيه بي"
        ),
        short=_each("أ ب|ا ب|AP"),
        hosts=("ap.org", "apnews.com"),
        zone="America/New_York",
        country="US",
    ),
    AgencyEntry(
        code="UPI",
        name="وكالة يونايتد برس إنترناشونال",
        name_en="United Press International",
        names=_each(
            "يونايتد برس إنترناشونال|يونايتد برس|يونايتد برس إنترناشيونال|يونايتد برس انترناشنال|يو بي آي|"
            "يو بي أي|يو بي إي|يوبي آي|ي ب أ|ي ب ا"
        ),
        short=_each("UPI"),
        hosts=("upi.com",),
        zone="America/New_York",
        country="US",
    ),
    AgencyEntry(
        code="CNN",
        name="سي إن إن",
        name_en="CNN",
        names=_each(
            "سي ان ان|سي.إن.إن|سي أن أن|سي إن أن|سي ن ن|شبكة سي إن إن|سي إن إن بالعربية|"
            "سي إن إن العربية|CNN بالعربية|CNN Arabic"
        ),
        hosts=("cnn.com",),
        zone="America/New_York",
        country="US",
    ),
    AgencyEntry(
        code="YONHAP",
        name="وكالة يونهاب للأنباء",
        name_en="Yonhap News Agency",
        names=_each(
            "يونهاب|وكالة يونهاب|يونهاب نيوز|وكالة الأنباء الكورية الجنوبية|وكالة أنباء كوريا الجنوبية|Yonhap"
        ),
        hosts=("yna.co.kr", "yonhapnews.co.kr"),
        zone="Asia/Seoul",
        country="KR",
    ),
    AgencyEntry(
        code="AA",
        name="وكالة الأناضول",
        name_en="Anadolu Agency",
        names=_each(
            "وكالة أنباء الأناضول|الأناضول للأنباء|وكالة الأناضول التركية|الأناضول التركية|"
            "وكالة أناضول|Anadolu"
        ),
        short=_each("الأناضول|أناضول|AA"),
        hosts=("aa.com.tr",),
        zone="Europe/Istanbul",
        country="TR",
    ),
    AgencyEntry(
        code="XINHUA",
        name="وكالة شينخوا",
        name_en="Xinhua News Agency",
        names=_each(
            "شينخوا|شنخوا|شينخو|وكالة أنباء الصين الجديدة|وكالة الصين الجديدة|وكالة الأنباء الصينية|"
            "وكالة أنباء الصين|Xinhua"
        ),
        hosts=("xinhuanet.com", "news.cn"),
        zone="Asia/Shanghai",
        country="CN",
    ),
    AgencyEntry(
        code="KUNA",
        name="وكالة الأنباء الكويتية",
        name_en="Kuwait News Agency",
        names=_each("ك و ن ا|وكالة الأنباء الكويتية كونا"),
        short=_each("كونا|KUNA"),
        hosts=("kuna.net.kw",),
        zone="Asia/Kuwait",
        country="KW",
    ),
    AgencyEntry(
        code="WAM",
        name="وكالة أنباء الإمارات",
        name_en="Emirates News Agency",
        names=_each("و ا م|و أ م|وكالة الأنباء الإماراتية|وكالة الإمارات|وكالة الأنباء الاماراتية"),
        short=_each("وام|WAM"),
        hosts=("wam.ae",),
        zone="Asia/Dubai",
        country="AE",
    ),
    AgencyEntry(
        code="QNA",
        name="وكالة الأنباء القطرية",
        name_en="Qatar News Agency",
        names=_each("ق ن ا|ق ن أ"),
        short=_each("قنا|QNA"),
        hosts=("qna.org.qa",),
        zone="Asia/Qatar",
        country="QA",
    ),
    AgencyEntry(
        code="BNA",
        name="وكالة أنباء البحرين",
        name_en="Bahrain News Agency",
        names=_each("ب ن ا|ب ن أ|وكالة الأنباء البحرينية"),
        short=_each("بنا|BNA"),
        hosts=("bna.bh",),
        zone="Asia/Bahrain",
        country="BH",
    ),
    AgencyEntry(
        code="ONA",
        name="وكالة الأنباء العمانية",
        name_en="Oman News Agency",
        names=_each("وكالة أنباء عمان"),
        short=_each("العمانية|أونا|ONA"),
        hosts=("omannews.gov.om",),
        zone="Asia/Muscat",
        country="OM",
    ),
    AgencyEntry(
        code="PETRA",
        name="وكالة الأنباء الأردنية",
        name_en="Jordan News Agency",
        names=_each("وكالة الأنباء الأردنية بترا|الوكالة الأردنية"),
        short=_each("بترا|البتراء|بتراء|PETRA"),
        hosts=("petra.gov.jo",),
        zone="Asia/Amman",
        country="JO",
    ),
    AgencyEntry(
        code="WAFA",
        name="وكالة الأنباء الفلسطينية",
        name_en="Palestinian News and Information Agency",
        names=_each("و ف ا|وكالة الأنباء والمعلومات الفلسطينية|وكالة أنباء فلسطين"),
        short=_each("وفا|WAFA"),
        hosts=("wafa.ps",),
        zone="Asia/Hebron",
        country="PS",
    ),
    AgencyEntry(
        code="SANA",
        name="وكالة الأنباء السورية",
        name_en="Syrian Arab News Agency",
        names=_each(
            "س ا ن ا|الوكالة العربية السورية للأنباء|الوكالة السورية للأنباء|الوكالة العربية السورية"
        ),
        short=_each("سانا|SANA"),
        hosts=("sana.sy",),
        zone="Asia/Damascus",
        country="SY",
    ),
    AgencyEntry(
        code="NNA",
        name="الوكالة الوطنية للإعلام",
        name_en="National News Agency (Lebanon)",
        names=_each(
            "الوكالة الوطنية للإعلام اللبنانية|الوكالة الوطنية اللبنانية للإعلام|وكالة الأنباء اللبنانية"
        ),
        short=_each("الوطنية للإعلام|NNA"),
        hosts=("nna-leb.gov.lb",),
        zone="Asia/Beirut",
        country="LB",
    ),
    AgencyEntry(
        code="INA",
        name="وكالة الأنباء العراقية",
        name_en="Iraqi News Agency",
        names=_each("و ا ع|الوكالة الوطنية العراقية للأنباء"),
        short=_each("واع|INA"),
        hosts=("ina.iq",),
        zone="Asia/Baghdad",
        country="IQ",
    ),
    AgencyEntry(
        code="SABA",
        name="وكالة الأنباء اليمنية",
        name_en="Yemen News Agency",
        names=_each("وكالة سبأ|وكالة الأنباء اليمنية سبأ|سبأ نت|سبأنت"),
        short=_each("سبأ|SABA"),
        hosts=("saba.ye", "sabanew.net"),
        zone="Asia/Aden",
        country="YE",
    ),
    AgencyEntry(
        code="SUNA",
        name="وكالة السودان للأنباء",
        name_en="Sudan News Agency",
        names=_each("وكالة الأنباء السودانية|س و ن ا|وكالة أنباء السودان"),
        short=_each("سونا|SUNA"),
        hosts=("suna-sd.net", "suna-news.net"),
        zone="Africa/Khartoum",
        country="SD",
    ),
    AgencyEntry(
        code="MENA",
        name="وكالة أنباء الشرق الأوسط",
        name_en="Middle East News Agency",
        names=_each(
            "أ ش أ|ا ش ا|أ ش ا|ا ش أ|أش أ|وكالة الأنباء المصرية|وكالة الشرق الأوسط للأنباء|"
            "وكالة أنباء الشرق الاوسط المصرية"
        ),
        short=_each("MENA"),
        hosts=("mena.org.eg",),
        zone="Africa/Cairo",
        country="EG",
    ),
    AgencyEntry(
        code="LANA",
        name="وكالة الأنباء الليبية",
        name_en="Libyan News Agency",
        names=_each("و ا ل"),
        short=_each("وال|لانا|LANA"),
        hosts=("lana.gov.ly", "lana-news.ly"),
        zone="Africa/Tripoli",
        country="LY",
    ),
    AgencyEntry(
        code="TAP",
        name="وكالة تونس إفريقيا للأنباء",
        name_en="Tunis Afrique Presse",
        names=_each(
            "وكالة تونس أفريقيا للأنباء|تونس إفريقيا للأنباء|وكالة تونس إفريقيا|وكالة الأنباء التونسية|و ا ت"
        ),
        short=_each("وات|TAP"),
        hosts=("tap.info.tn",),
        zone="Africa/Tunis",
        country="TN",
    ),
    AgencyEntry(
        code="APS",
        name="وكالة الأنباء الجزائرية",
        name_en="Algeria Press Service",
        names=_each("و أ ج|و ا ج|واج الجزائرية|وكالة الأنباء الجزائرية واج"),
        short=_each("واج|وأج|APS"),
        hosts=("aps.dz",),
        zone="Africa/Algiers",
        country="DZ",
    ),
    AgencyEntry(
        code="MAP",
        name="وكالة المغرب العربي للأنباء",
        name_en="Maghreb Arabe Presse",
        names=_each("و م ع|المغرب العربي للأنباء|وكالة الأنباء المغربية|وكالة المغرب العربي"),
        short=_each("ومع|لاماب|MAP"),
        hosts=("mapnews.ma", "mapexpress.ma"),
        zone="Africa/Casablanca",
        country="MA",
    ),
    AgencyEntry(
        code="AMI",
        name="الوكالة الموريتانية للأنباء",
        name_en="Mauritanian News Agency",
        names=_each("و م أ|و م ا|وكالة الأنباء الموريتانية|الوكالة الموريتانية"),
        short=_each("وما|AMI"),
        hosts=("ami.mr",),
        zone="Africa/Nouakchott",
        country="MR",
    ),
    AgencyEntry(
        code="SPUTNIK",
        name="وكالة سبوتنيك",
        name_en="Sputnik",
        names=_each("سبوتنيك|سبوتنيك عربي|سبوتنك"),
        hosts=("sputniknews.com", "sputnikarabic.ae", "sarabic.ae"),
        zone="Europe/Moscow",
        country="RU",
    ),
    AgencyEntry(
        code="TASS",
        name="وكالة تاس",
        name_en="TASS",
        names=_each("تاس|إيتار تاس|ايتار تاس|إيتارتاس|وكالة الأنباء الروسية|ITAR-TASS"),
        hosts=("tass.com", "tass.ru"),
        zone="Europe/Moscow",
        country="RU",
    ),
    AgencyEntry(
        code="RIA",
        name="وكالة نوفوستي",
        name_en="RIA Novosti",
        names=_each("نوفوستي|ريا نوفوستي|ريا نوفستي|نوفوستى|وكالة الإعلام الروسية|نوفوستي الروسية|Novosti"),
        short=_each("RIA"),
        hosts=("ria.ru",),
        zone="Europe/Moscow",
        country="RU",
    ),
    AgencyEntry(
        code="IRNA",
        name="وكالة الأنباء الإيرانية",
        name_en="Islamic Republic News Agency",
        names=_each(
            "ارنا|وكالة أنباء الجمهورية الإسلامية|وكالة الجمهورية الإسلامية للأنباء|"
            "وكالة الأنباء الإيرانية الرسمية|وكالة أنباء الجمهورية الإسلامية الإيرانية"
        ),
        short=_each("إرنا|IRNA"),
        hosts=("irna.ir",),
        zone="Asia/Tehran",
        country="IR",
    ),
    AgencyEntry(
        code="EFE",
        name="وكالة الأنباء الإسبانية",
        name_en="Agencia EFE",
        names=_each("إ ف ي|الوكالة الإسبانية"),
        short=_each("إفي|إيفي|افي|EFE"),
        hosts=("efe.com",),
        zone="Europe/Madrid",
        country="ES",
    ),
    AgencyEntry(
        code="ANSA",
        name="وكالة الأنباء الإيطالية",
        name_en="Agenzia Nazionale Stampa Associata",
        names=_each("آنسا|الوكالة الإيطالية"),
        short=_each("أنسا|انسا|ANSA"),
        hosts=("ansa.it", "ansamed.info"),
        zone="Europe/Rome",
        country="IT",
    ),
    AgencyEntry(
        code="KYODO",
        name="وكالة كيودو",
        name_en="Kyodo News",
        names=_each("كيودو|كيودو نيوز|وكالة الأنباء اليابانية|وكالة أنباء كيودو"),
        hosts=("kyodonews.net", "kyodonews.jp"),
        zone="Asia/Tokyo",
        country="JP",
    ),
    AgencyEntry(
        code="AGENCIES",
        name="وكالات",
        name_en="News agencies",
        names=_each(
            "وكالات الأنباء|وكالات أنباء|الوكالات العالمية|وكالات الأنباء العالمية|وكالات عالمية|"
            "وكالات انباء عالمية"
        ),
        short=_each("وكالات|الوكالات|agencies"),
    ),
)
