"""A small newsroom in a real store, and views of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from masdar import index, model, ports
from masdar.desk import speak
from masdar.model import Picture
from masdar.press import links, machine, pages
from masdar.press.view import Page, Site, View
from masdar.sources import catalogue
from masdar.store import open_store
from masdar.stories import fingerprint
from tests import fakes

NOW = fakes.NOON + timedelta(hours=9)
PICTURE = "https://alwadi.example/bridge.jpg"
SITE = Site(name="صحيفة التجربة", base_url="https://masdar.example", contact="desk@masdar.example")
PICTURES = {PICTURE: Picture(file="bridge.jpg", width=900, height=600, type="image/jpeg")}
HOSTILE = "</script><script>alert(1)</script> & \"عنوان\" 'خبيث'"
MIXED = "NATO: اجتماع في المدينة المتخيلة لبحث أمن الجسور"
MINISTER = "وقال وزير النقل خالد بن سالم الحربي إن السعودية تكفلت بالجسر، وإن أبناء السعودية بنوه."
FULL = model.Policy(show=model.Show.FULL, images=model.Images.FULL, ground="إذن مكتوب من الوكالة")
PATHS = {route.path: route.function for route in (*pages.PAGES, *machine.MACHINE)}

# others that speak of the bridge, in words of their own
_NEAR = (
    (
        "تجار السوق المركزي ينتظرون الجسر الجديد فوق الوادي",
        "ينتظر تجار السوق المركزي افتتاح الجسر الجديد فوق الوادي ليعود إليهم زبائن الحي القديم الذين غابوا عامين.",
    ),
    (
        "بلدية المدينة المتخيلة: عبور الجسر الجديد مجاني",
        "أعلنت البلدية أن عبور الجسر الجديد فوق الوادي مجاني للسيارات والدراجات، وأنها لن تفرض رسوما هذا العام.",
    ),
    (
        "مهندس يروي قصة بناء الجسر الجديد فوق الوادي",
        "يروي مهندس قضى عشرين شهرا في بناء الجسر كيف غيّر فيضان الوادي موضع الدعامة الثالثة، وكيف صُبّت ليلا.",
    ),
)


@dataclass(slots=True)
class Room:
    """The store and the index, and what stands in them by a short name."""

    store: ports.Store
    index: ports.Index
    ids: dict[str, model.ArticleId] = field(default_factory=dict)

    @property
    def minister(self) -> model.EntityId:
        """The one person whom an article names."""
        with self.store.reading() as reading:
            (found,) = reading.entities.top(model.EntityKind.PERSON)
        return found.id

    @contextmanager
    def view(self, language: str = "ar", *, site: Site = SITE, now: datetime = NOW) -> Iterator[View]:
        with self.store.reading() as reading:
            yield View(
                reading=reading, index=self.index, site=site, now=now, language=language, pictures=PICTURES
            )

    def page(self, path: str, language: str = "ar", *, site: Site = SITE, **values: str) -> Page:
        """The page of a route; one redirect to its right name is followed."""
        with self.view(language, site=site) as view:
            page = PATHS[path](view, **values)
            if page.status == 308:
                found = view.reading.releases.get(model.ArticleId(values["id"]))
                slug = links.slug(found.title) if found else ""
                page = PATHS[path + "/{slug}"](view, **values, slug=slug)
            return page

    def article(self, name: str, language: str = "ar", *, site: Site = SITE) -> str:
        """The text of an article's page."""
        return self.page("/a/{id}", language, site=site, id=self.ids[name]).body.decode("utf-8")


def _agency() -> model.Draft:
    """The origin: dateline, end mark, picture with caption and credit."""
    return fakes.draft(
        1,
        dateline=model.Dateline(text="الوادي، 1 يناير (الوادي) —", places=("الوادي",)),
        image=model.Image(
            url=PICTURE, caption="الجسر الجديد قبيل افتتاحه", credit="سالم المصور", alt="جسر فوق واد"
        ),
        end_mark="(انتهى)",
        blocks=(
            *fakes.paragraphs("الوادي، 1 يناير (الوادي) — " + fakes.FIRST, fakes.SECOND, fakes.THIRD),
            model.Block(text="وأوضح متحدث باسم NATO (الحلف) أن المركبة F-16، وهي قديمة، لن تعبره."),
            *fakes.paragraphs(MINISTER),
            *fakes.paragraphs("(انتهى)"),
        ),
        summary="افتتاح الجسر الجديد فوق الوادي قبل موعده بشهرين.",
    )


def _chain(of: model.Article, origin: model.Article) -> model.Chain:
    """Three hands: the agency, a portal between, and the page that we read."""
    first = fakes.link(url=origin.url, article=origin.id, at=origin.published, role=model.Role.ORIGIN)
    said = model.Standing.SAID
    between = fakes.link("بوابة السوق", role=model.Role.REPUBLISHER, standing=said, home=None)
    last = fakes.link(
        "صحيفة اليوم المتخيل",
        source=of.source,
        url=of.url,
        at=of.published,
        role=model.Role.REPUBLISHER,
        claims=(fakes.claim(of, says=model.Says.REPUBLISHED_FROM, value="بوابة السوق"),),
    )
    return fakes.chain(of, first, between, last)


def furnish(home: Path) -> Room:
    """Open a home and put the newsroom into it."""
    home.mkdir(parents=True, exist_ok=True)
    store = open_store(home, create=True)
    sources = [
        fakes.source(policy=FULL, kind=model.SourceKind.AGENCY),
        fakes.source("daily", name="صحيفة اليوم المتخيل", name_en="Imaginary Daily", country="JO"),
        fakes.source("courier", name="The Imaginary Courier", country="GB", languages=("en",)),
    ]
    agency = _agency()
    copy = fakes.draft(2, source="daily", title="الوادي يفتتح جسره الجديد", blocks=agency.article.blocks[:3])
    english = fakes.draft(
        3,
        source="courier",
        language="en",
        title="Imaginary city opens its new bridge",
        section="World",
        blocks=fakes.paragraphs(
            "The imaginary city opened a new bridge on Thursday, two months early.",
            "Engineers said that the bridge carries four lanes each way.",
        ),
    )
    mixed = fakes.draft(4, title=MIXED, published=None)
    hostile = fakes.draft(
        5, source="daily", title=HOSTILE, blocks=fakes.paragraphs(f"{HOSTILE}. " + fakes.SECOND)
    )
    near = [
        fakes.draft(10 + n, source="daily", title=title, blocks=fakes.paragraphs(text), section="اقتصاد")
        for n, (title, text) in enumerate(_NEAR)
    ]
    gone = fakes.draft(6, source="daily", title="خبر سُحب عند ناشره")
    drafts = {
        "agency": agency,
        "copy": copy,
        "english": english,
        "mixed": mixed,
        "hostile": hostile,
        "gone": gone,
    } | {f"near{n}": each for n, each in enumerate(near)}
    drafts = {name: replace(each, fingerprint=fingerprint.of(each.article)) for name, each in drafts.items()}
    story = model.StoryId(agency.article.id)
    placements = [
        fakes.placement(each.article, story if name == "copy" else None) for name, each in drafts.items()
    ]
    stories = [fakes.story(each.article) for name, each in drafts.items() if name != "copy"]
    known = {each.id: each for each in sources}

    def cleared(draft: model.Draft, **fields: Any) -> model.Release:
        return fakes.release(draft.article, source=known[draft.article.source], **fields)

    releases = {name: cleared(each) for name, each in drafts.items()}
    releases["agency"] = cleared(agency, policy=FULL)
    releases["copy"] = cleared(copy, chain=_chain(copy.article, agency.article))
    releases["mixed"] = cleared(mixed, status=model.ReleaseStatus.CORRECTED)
    releases["gone"] = cleared(gone, status=model.ReleaseStatus.WITHDRAWN)
    with store.writing() as writing:
        writing.put_sources(sources)
        writing.keep(
            list(drafts.values()),
            placements=placements,
            overlaps=[fakes.overlap(agency.article, copy.article)],
            stories=stories,
        )
        writing.put_releases(list(releases.values()))
        speak.put(writing, [each.id for each in releases.values()], directory=catalogue.directory(sources))
    found = index.open_index(home)
    with store.reading() as reading:
        while found.follow(reading):
            pass
    return Room(store=store, index=found, ids={name: each.article.id for name, each in drafts.items()})


def without_contact() -> Site:
    return replace(SITE, contact="")
