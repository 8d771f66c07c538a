"""The desk, as those who sit at it use it: set up, review, publish, correct, withdraw, answer; every deed in the log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from masdar import model
from masdar.desk import accounts, cases, edit, searches
from masdar.model import Account, Act, ArticleId, Rank, ReleaseStatus
from masdar.press import rtl
from masdar.sources import catalogue
from masdar.store import open_store
from masdar.store.open import SqlStore
from masdar.web import asgi
from masdar.web.desk import routes
from masdar.web.desk.gate import Gate
from masdar.web.desk.secrets import Argon
from tests.press import room
from tests.web.visitor import Visitor

PASSWORD = "جملة طويلة لا يعرفها أحد"
# as cheap as Argon2 can be had: what is tested is not how long guessing takes
HASHER = Argon(memory=64, rounds=1)


@dataclass
class Desk:
    app: ASGIApp
    deeds: SqlStore
    newsroom: room.Room
    clock: list[datetime]

    def visitor(self, *, client: str = "203.0.113.7", host: str = "masdar.example") -> Visitor:
        return Visitor(self.app, client=client, host=host)

    def account(self, name: str, rank: Rank) -> None:
        with self.deeds.writing() as writing:
            made = Account(name=name, rank=rank, secret=HASHER.hash(PASSWORD), made=room.NOW)
            writing.put_accounts([made])

    def signed(self, rank: Rank, name: str = "") -> Visitor:
        name = name or f"موظف {rank}"
        self.account(name, rank)
        visitor = self.visitor()
        visitor.get("/desk/sign-in")
        visitor.send("/sign-in", name=name, password=PASSWORD)
        assert visitor.path == "/desk"
        return visitor

    def log(self) -> list[Act]:
        with self.deeds.reading() as reading:
            return [act for _, act in reading.desk.acts()][::-1]

    def did(self) -> list[str]:
        return [act.did for act in self.log() if act.did not in ("sign_in", "welcome")]

    def some(self) -> ArticleId:
        with self.deeds.reading() as reading:
            return reading.releases.latest(limit=1)[0].id

    def story(self) -> model.StoryId:
        """A story that several articles tell."""
        with self.deeds.reading() as reading:
            return next(each.id for each in reading.stories.latest(limit=100) if each.size > 1)

    def decided(self) -> None:
        """A second case, whose article was withdrawn and not yet erased."""
        with self.deeds.writing() as writing:
            boss = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=room.NOW)
            other = writing.releases.latest(limit=2)[1].id
            asked = cases.Asked(kind="removal", item=other, text="سبب")
            case = cases.file(writing, asked, token="u" * 32, now=room.NOW)
            pen = edit.Pen(writing, boss, catalogue.directory(writing.sources.all()), room.NOW)
            cases.close(pen, case.number, granted=True, ground="سبب")

    def alert(self) -> str:
        """A search that watches, with a message that was not taken."""
        with self.deeds.writing() as writing:
            wanted = searches.Wanted(name="جسر", query="جسر", way=model.Way.MAIL, to="salim@daily.example")
            made = replace(searches.made(wanted, now=room.NOW), id="watch")
            writing.put_alerts([made])
            told = ((self.some(), model.News.FOUND),)
            failed = model.Delivery(
                id="message", alert="watch", articles=told, made=room.NOW, tries=8, failure="550 nobody"
            )
            writing.put_deliveries([failed])
        return made.id

    def status(self, id: ArticleId) -> ReleaseStatus:
        with self.deeds.reading() as reading:
            found = reading.releases.get(id)
        assert found is not None
        return found.status


@pytest.fixture
def desk(newsroom: room.Room, home: Path) -> Iterator[Desk]:
    clock = [room.NOW]
    with open_store(home, brief=True) as deeds:
        public = asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: clock[0], glance=0)
        app = asgi.mount(public, more=routes(public, deeds, gate=Gate(public, deeds, HASHER)))
        yield Desk(app, deeds, newsroom, clock)


def founded(desk: Desk) -> str:
    with desk.deeds.writing() as writing:
        assert accounts.found(writing, token="first" * 6, now=room.NOW)
    return "/desk/welcome/" + "first" * 6


# --- an editor's day -----------------------------------------------------------------------------


def test_a_day_at_the_desk(desk: Desk) -> None:
    boss = desk.visitor()
    boss.get(founded(desk))
    boss.send("/welcome", name="سلمى", password=PASSWORD, again=PASSWORD)
    assert boss.path == "/desk"

    # a source is added, reviewed
    boss.get("/desk/sources")
    boss.send(
        "/desk/sources",
        name="صحيفة الميناء",
        id="mina",
        feed="https://mina.example/rss",
        home="https://mina.example/",
    )
    assert boss.path == "/desk/source/mina"
    boss.send("/desk/source/mina", deed="automatic")
    boss.send("/desk/source/mina", deed="policy", show="full", ground="إذن مكتوب", until="2027-01-31")
    with desk.deeds.reading() as reading:
        source = reading.sources.get(model.SourceId("mina"))
    assert source is not None
    assert (source.reviewed, source.policy.show, source.policy.ground) == (
        False,
        model.Show.FULL,
        "إذن مكتوب",
    )
    assert source.policy.until is not None
    assert source.policy.until.date().isoformat() in ("2027-01-30", "2027-01-31")

    # an article is held, published, corrected, put right, withdrawn; readers see each at once
    id = desk.some()
    reader = desk.visitor()
    boss.get(f"/desk/item/{id}")
    boss.send(f"/desk/item/{id}", deed="hold")
    assert reader.get(f"/a/{id}").status == 404
    assert "محجوب" in reader.text
    boss.get(f"/desk/item/{id}")
    boss.send(f"/desk/item/{id}", deed="publish")
    assert reader.get(f"/a/{id}").status == 200
    boss.get(f"/desk/item/{id}")
    boss.send(f"/desk/item/{id}", deed="correct", text="الصواب ثلاثة")
    assert "الصواب ثلاثة" in reader.get(f"/a/{id}").text
    boss.get(f"/desk/item/{id}")
    boss.send(f"/desk/item/{id}", deed="amend", title="عنوان مصحح")
    assert "عنوان مصحح" in reader.get(f"/a/{id}").text
    boss.get(f"/desk/item/{id}")
    boss.send(f"/desk/item/{id}", deed="withdraw", reason="بحكم من المحكمة", law="yes")
    gone = reader.get(f"/a/{id}")
    assert (gone.status, "بحكم من المحكمة" in gone.text) == (451, True)
    assert reader.get("/corrections").text.count("بحكم من المحكمة") == 1

    # a case is answered
    reader.post("/removal", {"kind": "correction", "item": str(id), "text": "اسمي خطأ", "who": "ليلى"})
    page = reader.path
    boss.get("/desk/cases")
    assert "ليلى" not in boss.text
    boss.get("/desk/case/1")
    assert "ليلى" in boss.text
    boss.send("/desk/case/1", deed="note", text="نسأل المحرر")
    boss.send("/desk/case/1", deed="grant", ground="صحّحناه")
    reader.get(page)
    assert "مقبول" in reader.text
    assert "نسأل المحرر" not in reader.text

    assert desk.did() == [
        *("add_source", "review", "policy", "hold", "publish", "correct", "amend", "withdraw"),
        *("open_case", "note_case", "close_case"),
    ]
    boss.get("/desk/audit")
    assert boss.text.count("سلمى") >= 11


def test_an_inbox_holds_what_waits_and_many_are_decided_at_once(desk: Desk) -> None:
    editor = desk.signed(Rank.PUBLISHER)
    with desk.deeds.reading() as reading:
        ids = [each.id for each in reading.releases.latest(limit=3)]
    editor.get("/desk?stand=published")
    mark = editor.forms()[-1].fields["mark"]
    fields = [("mark", mark), ("stand", "published"), ("deed", "hold"), *(("id", str(id)) for id in ids)]

    editor.post("/desk/inbox", fields)
    editor.get("/desk?stand=held")

    assert all(f'value="{id}"' in (editor.last.text if editor.last else "") for id in ids)
    assert "بقرار من مكتب التحرير" in editor.text
    assert desk.did() == ["hold"] * 3


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("/desk/item/ID", {"deed": "withdraw", "reason": " "}, "يلزم السحب سببٌ"),
        ("/desk/item/ID", {"deed": "correct", "text": ""}, "يُذكر في التصحيح"),
        ("/desk/item/ID", {"deed": "publish", "due": "غدا"}, "ليس هذا يومًا"),
        ("/desk/item/ID", {"deed": "burn"}, "لا إجراء بهذا الاسم"),
        ("/desk/inbox", {"deed": "hold"}, "اختر خبرًا أولًا"),
        (
            "/desk/source/alwadi",
            {"deed": "policy", "show": "full", "images": "none", "index": "noindex"},
            "سند",
        ),
        ("/desk/source/alwadi", {"deed": "policy", "show": "all"}, "قيمة غير معروفة"),
        ("/desk/sources", {"id": "Mina!", "name": "x", "feed": "x", "home": "x"}, "حروف لاتينية"),
        (
            "/desk/sources",
            {"id": "mina", "name": "x", "feed": "javascript:1", "home": "x"},
            "يُكتب عنوان الخلاصة",
        ),
        ("/desk/bars", {"host": "localhost"}, "اذكر نطاقًا"),
        ("/desk/users", {"deed": "invite", "name": "<b>", "rank": "editor"}, "يتكون الاسم"),
        ("/desk/users", {"deed": "stop", "name": "موظف admin", "rank": "admin"}, "دورك لا يتيح"),
        ("/desk/users", {"deed": "invite", "name": "x", "rank": "king"}, "لا دور بهذا الاسم"),
    ],
)
def test_what_is_wrong_is_said_on_the_page_and_nothing_is_done(
    desk: Desk, path: str, fields: dict[str, str], said: str
) -> None:
    boss = desk.signed(Rank.ADMIN)
    boss.get("/desk")
    before = desk.log()

    answer = boss.post(path.replace("ID", desk.some()), fields | {"mark": boss.forms()[0].fields["mark"]})

    assert answer.status in (422, 403)
    assert said in boss.text
    assert desk.log() == before


def test_every_page_of_the_desk_reads_right_to_left_and_says_what_it_is(desk: Desk) -> None:
    boss = desk.signed(Rank.ADMIN)
    id = desk.some()
    boss.post("/removal", {"kind": "removal", "item": str(id), "text": "reason: privacy"})
    paths = [
        "",
        f"/item/{id}",
        "/sources",
        "/source/alwadi",
        "/cases",
        "/case/1",
        "/outputs",
        "/stories",
        f"/story/{desk.story()}",
        "/alerts",
        "/figures",
        "/users",
        "/audit",
        "/settings",
    ]
    desk.alert()

    for prefix, lang in (("", "ar"), ("/en", "en")):
        for path in paths:
            answer = boss.get(f"{prefix}/desk{path}")
            assert answer.status == 200, path
            assert f'<html lang="{lang}"' in answer.text
            assert list(rtl.page(answer.text)) == [], path
            assert answer.text.count("<h1") == 1, path
            assert "<script" not in answer.text
            assert "style=" not in answer.text
            assert answer.headers["cache-control"] == "no-store"
            assert "script-src" not in answer.headers["content-security-policy"]
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    for path in ("/desk/sign-in", "/desk/welcome/nothing"):
        assert list(rtl.page(desk.visitor().get(path).text)) == []


# --- who may what --------------------------------------------------------------------------------

GETS = {
    "/desk": Rank.READER,
    "/desk/item/ID": Rank.READER,
    "/desk/sources": Rank.READER,
    "/desk/source/alwadi": Rank.READER,
    "/desk/cases": Rank.READER,
    "/desk/case/1": Rank.READER,
    "/desk/outputs": Rank.READER,
    "/desk/stories": Rank.READER,
    "/desk/story/STORY": Rank.READER,
    "/desk/alerts": Rank.READER,
    "/desk/figures": Rank.READER,
    "/desk/users": Rank.ADMIN,
    "/desk/audit": Rank.ADMIN,
    "/desk/settings": Rank.ADMIN,
}
# an auditor sees what an administrator sees, and does nothing
POSTS = [
    ("/desk/item/ID", {"deed": "seen"}, "seen"),
    ("/desk/item/ID", {"deed": "hold"}, "hold"),
    ("/desk/item/ID", {"deed": "publish"}, "publish"),
    ("/desk/item/ID", {"deed": "withdraw", "reason": "س"}, "withdraw"),
    ("/desk/item/ID", {"deed": "correct", "text": "س"}, "correct"),
    ("/desk/item/ID", {"deed": "amend", "title": "س"}, "amend"),
    ("/desk/inbox", {"deed": "hold", "id": "ID"}, "hold"),
    ("/desk/inbox", {"deed": "publish", "id": "ID"}, "publish"),
    ("/desk/case/1", {"deed": "note", "text": "س"}, "note_case"),
    ("/desk/case/1", {"deed": "hide"}, "hold"),
    ("/desk/case/1", {"deed": "grant", "ground": "س"}, "close_case"),
    ("/desk/case/1", {"deed": "refuse", "ground": "س"}, "close_case"),
    ("/desk/source/alwadi", {"deed": "reviewed"}, "review"),
    ("/desk/source/alwadi", {"deed": "off"}, "enable"),
    (
        "/desk/source/alwadi",
        {"deed": "policy", "show": "headline", "images": "none", "index": "noindex"},
        "policy",
    ),
    (
        "/desk/sources",
        {"id": "mina", "name": "م", "feed": "https://mina.example/f", "home": "https://mina.example/"},
        "add_source",
    ),
    ("/desk/story/STORY", {"deed": "name", "title": "س"}, "story"),
    ("/desk/alerts", {"deed": "add", "name": "س", "query": "جسر", "way": "feed"}, "alert"),
    ("/desk/alerts", {"deed": "end", "alert": "watch"}, "alert"),
    ("/desk/alerts", {"deed": "again", "message": "message"}, "alert"),
    ("/desk/case/2", {"deed": "erase"}, "erase_case"),
    ("/desk/bars", {"host": "mina.example"}, "bar"),
    ("/desk/users", {"deed": "invite", "name": "هند", "rank": "reader"}, "account"),
    ("/desk/users", {"deed": "rank", "name": "هند", "rank": "reader"}, "account"),
    (
        "/desk/outputs",
        {"deed": "add", "kind": "webhook", "name": "و", "where": "https://hook.example/", "secret": "س"},
        "output",
    ),
    ("/desk/outputs", {"deed": "resend", "output": "x", "article": "ID"}, "resend"),
]


RANKS = [Rank.READER, Rank.EDITOR, Rank.PUBLISHER, Rank.ADMIN]


def sees(rank: Rank, least: Rank) -> bool:
    return rank is Rank.AUDITOR or allowed(rank, least)


def allowed(rank: Rank, least: Rank) -> bool:
    return rank is not Rank.AUDITOR and RANKS.index(rank) >= RANKS.index(least)


@pytest.mark.parametrize("rank", Rank)
def test_a_page_is_seen_by_those_alone_whose_role_allows_it(desk: Desk, rank: Rank) -> None:
    visitor = desk.signed(rank)
    visitor.post("/removal", {"kind": "removal", "item": str(desk.some()), "text": "سبب"})

    for path, least in GETS.items():
        answer = visitor.get(path.replace("ID", desk.some()).replace("STORY", desk.story()))
        assert answer.status == (200 if sees(rank, least) else 403), path
    stranger = desk.visitor()
    for path in GETS:
        stranger.get(path.replace("ID", desk.some()))
        assert stranger.path == "/desk/sign-in"
        assert "النص" not in stranger.text


@pytest.mark.parametrize("rank", Rank)
@pytest.mark.parametrize(("path", "fields", "deed"), POSTS)
def test_a_form_does_what_its_senders_role_allows(
    desk: Desk, rank: Rank, path: str, fields: dict[str, str], deed: str
) -> None:
    desk.account("هند", Rank.READER)
    visitor = desk.signed(rank)
    visitor.post("/removal", {"kind": "removal", "item": str(desk.some()), "text": "سبب"})
    visitor.get("/desk")
    mark = visitor.forms()[0].fields["mark"]
    desk.alert()
    desk.decided()
    before = desk.log()
    id = desk.some()
    path = path.replace("STORY", desk.story())
    fields = {name: id if value == "ID" else value for name, value in fields.items()}

    answer = visitor.post(path.replace("ID", id), fields | {"mark": mark})

    if allowed(rank, edit.DEEDS[deed]):
        # nothing was ever handed to the output that is named
        assert answer.status == (404 if deed == "resend" else 200)
        assert (desk.log() == before) == (deed == "resend")
    else:
        assert answer.status == 403
        assert desk.log() == before


def test_every_deed_has_a_form_and_is_tested_with_each_role() -> None:
    tested = {deed for _, _, deed in POSTS} | edit.SIGHTS

    assert tested == set(edit.DEEDS)


# --- attacks -------------------------------------------------------------------------------------


def test_a_form_without_its_mark_or_with_anothers_does_nothing(desk: Desk) -> None:
    boss, other = desk.signed(Rank.ADMIN), desk.signed(Rank.ADMIN, "غيره")
    other.get("/desk")
    foreign = other.forms()[0].fields["mark"]
    id = desk.some()

    for mark in ({}, {"mark": ""}, {"mark": foreign}, {"mark": "0" * 64}):
        answer = boss.post(f"/desk/item/{id}", {"deed": "hold"} | mark)
        assert answer.status == 403

    assert desk.did() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "", "origin": "https://evil.example"},
        {"sec_fetch_site": "", "origin": "null"},
    ],
)
def test_a_form_from_another_site_does_nothing_though_it_bears_the_mark(
    desk: Desk, headers: dict[str, str]
) -> None:
    boss = desk.signed(Rank.ADMIN)
    boss.get("/desk")
    mark = boss.forms()[0].fields["mark"]

    answer = boss.post(f"/desk/item/{desk.some()}", {"deed": "hold", "mark": mark}, **headers)

    assert answer.status == 403
    assert desk.did() == []


def test_the_cookie_is_read_by_no_script_and_sent_by_no_other_site(desk: Desk) -> None:
    visitor = desk.signed(Rank.READER)

    signed = [each for each in visitor.set_cookies if "masdar=" in each]
    assert signed
    for each in signed:
        assert "__Host-masdar=" in each
        assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= {
            part.strip() for part in each.split(";")
        }
        assert "Domain" not in each


def test_signing_in_gives_a_token_that_nobody_had_before(desk: Desk) -> None:
    desk.account("هند", Rank.EDITOR)
    victim = desk.visitor()
    # somebody planted a token of his own choice
    planted = "planted" * 6
    victim.cookies["__Host-masdar"] = planted
    victim.get("/desk/sign-in")
    victim.send("/sign-in", name="هند", password=PASSWORD)
    first = victim.cookies["__Host-masdar"]

    attacker = desk.visitor()
    attacker.cookies["__Host-masdar"] = planted
    attacker.get("/desk")
    victim.get("/desk/sign-in")
    victim.send("/sign-in", name="هند", password=PASSWORD)
    old = desk.visitor()
    old.cookies["__Host-masdar"] = first
    old.get("/desk")

    assert first != planted
    assert attacker.path == "/desk/sign-in"
    assert victim.cookies["__Host-masdar"] != first
    # the sign-in before has ended
    assert old.path == "/desk/sign-in"


def test_signing_out_ends_the_sign_in_and_not_the_cookie_alone(desk: Desk) -> None:
    visitor = desk.signed(Rank.EDITOR)
    kept = dict(visitor.cookies)
    visitor.get("/desk")
    visitor.send("/sign-out")

    thief = desk.visitor()
    thief.cookies = kept
    thief.get("/desk")

    assert "__Host-masdar" not in visitor.cookies
    assert thief.path == "/desk/sign-in"


def test_a_sign_in_ends_with_the_day_and_with_the_role(desk: Desk) -> None:
    boss, editor = desk.signed(Rank.ADMIN, "سلمى"), desk.signed(Rank.EDITOR, "هند")
    boss.get("/desk/users")
    mark = boss.forms()[0].fields["mark"]
    boss.post("/desk/users", {"deed": "rank", "name": "هند", "rank": "reader", "mark": mark})
    editor.get("/desk")
    after_role = editor.path

    desk.clock[0] += timedelta(hours=13)
    boss.get("/desk")

    assert after_role == "/desk/sign-in"
    assert boss.path == "/desk/sign-in"


def test_passwords_are_not_guessed_by_trying(desk: Desk) -> None:
    desk.account("هند", Rank.ADMIN)
    thief = desk.visitor()
    thief.get("/desk/sign-in")
    statuses = [
        thief.send("/sign-in", name="هند", password=f"تخمين رقم {number} طويل").status for number in range(7)
    ]
    # the right one comes too late
    form = thief.forms()[-1]
    right = form.fields | {"name": "هند", "password": PASSWORD}
    late = thief.post(form.action, right, x_forwarded_for="198.51.100.9")
    elsewhere = desk.visitor(client="198.51.100.7")
    elsewhere.get("/desk/sign-in")
    elsewhere.send("/sign-in", name="هند", password=PASSWORD)

    assert statuses == [403] * 5 + [429] * 2
    assert late.status == 429
    assert int(late.headers["retry-after"]) > 0
    # whoever guesses shuts out nobody else
    assert elsewhere.path == "/desk"
    desk.clock[0] += timedelta(hours=5)
    thief.get("/desk/sign-in")
    assert thief.send("/sign-in", name="هند", password=PASSWORD).status == 200


def test_one_address_tries_few_names_and_one_name_is_tried_from_few(desk: Desk) -> None:
    thief = desk.visitor()
    thief.get("/desk/sign-in")
    names = [thief.send("/sign-in", name=f"اسم {n}", password="كلمة سر ما طويلة").status for n in range(22)]
    many = []
    for n in range(33):
        bot = desk.visitor(client=f"198.51.100.{n}")
        bot.get("/desk/sign-in")
        many.append(bot.send("/sign-in", name="هند", password="كلمة سر ما طويلة").status)

    assert names == [403] * 20 + [429] * 2
    assert many == [403] * 30 + [429] * 3


def test_a_name_that_nobody_has_answers_like_one_that_somebody_has(desk: Desk) -> None:
    desk.account("هند", Rank.ADMIN)
    texts = []
    for name in ("هند", "لا أحد"):
        visitor = desk.visitor()
        visitor.get("/desk/sign-in")
        answer = visitor.send("/sign-in", name=name, password="كلمة سر ما طويلة")
        texts.append((answer.status, re.sub(r'value="[^"]*"', "", answer.text)))

    assert texts[0] == texts[1]
    assert not HASHER.holds("", PASSWORD)


def test_a_link_of_invitation_holds_once_and_for_two_days(desk: Desk) -> None:
    first = desk.visitor()
    path = founded(desk)
    first.get(path)
    first.send("/welcome", name="سلمى", password=PASSWORD, again=PASSWORD)
    again = desk.visitor()
    used = again.get(path).status
    with desk.deeds.writing() as writing:
        anew = accounts.found(writing, token="x" * 30, now=room.NOW)

    first.get("/desk/users")
    first.post(
        "/desk/users",
        {"deed": "invite", "name": "هند", "rank": "editor", "mark": first.forms()[0].fields["mark"]},
    )
    link = re.search(r"/desk/welcome/[\w-]+", first.last.text if first.last else "")
    assert link is not None
    desk.clock[0] += timedelta(hours=49)
    late = desk.visitor().get(link[0]).status

    assert used == 404
    assert not anew
    assert late == 404


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("قصيرة", "قصيرة"),
        (PASSWORD, "غيرها تماما هنا"),
        ("ااااااااااااااا", "ااااااااااااااا"),
        ("سلمى سلمى سلمى", "سلمى سلمى سلمى"),
    ],
)
def test_a_weak_password_is_not_taken_and_the_link_still_holds(desk: Desk, password: str, again: str) -> None:
    path = founded(desk)
    visitor = desk.visitor()
    visitor.get(path)
    weak = visitor.send("/welcome", name="سلمى", password=password, again=again)

    visitor.send("/welcome", name="سلمى", password=PASSWORD, again=PASSWORD)

    assert weak.status == 422
    assert visitor.path == "/desk"


def test_the_store_holds_no_token_and_no_password(desk: Desk, home: Path) -> None:
    visitor = desk.signed(Rank.ADMIN)
    visitor.get("/desk/users")
    visitor.post(
        "/desk/users",
        {"deed": "invite", "name": "هند", "rank": "editor", "mark": visitor.forms()[0].fields["mark"]},
    )
    link = re.search(r"/desk/welcome/([\w-]+)", visitor.last.text if visitor.last else "")
    assert link is not None

    kept = b"".join(path.read_bytes() for path in home.glob("masdar.db*"))
    assert visitor.cookies["__Host-masdar"].encode() not in kept
    assert link[1].encode() not in kept
    assert PASSWORD.encode() not in kept
    assert b"$argon2id$" in kept


def test_nobody_takes_the_last_administrator_away(desk: Desk) -> None:
    boss = desk.signed(Rank.ADMIN, "سلمى")
    boss.get("/desk")
    mark = boss.forms()[0].fields["mark"]

    for fields in ({"deed": "stop"}, {"deed": "rank", "rank": "reader"}):
        boss.post("/desk/users", {"name": "سلمى", "rank": "admin", "mark": mark} | fields)

    with desk.deeds.reading() as reading:
        (account,) = reading.people.all()
    assert (account.rank, account.stopped) == (Rank.ADMIN, None)


def test_the_original_runs_nothing_loads_nothing_and_is_seen_by_the_desk_alone(desk: Desk) -> None:
    id = desk.some()
    editor = desk.signed(Rank.READER)

    answer = editor.get(f"/desk/item/{id}/original")
    page = editor.get(f"/desk/item/{id}")

    policy = answer.headers["content-security-policy"]
    assert answer.status == 200
    assert policy.startswith("sandbox;")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert re.search(r'<iframe [^>]*sandbox=""', page.text)
    assert desk.visitor().get(f"/desk/item/{id}/original").status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/desk/item/..%2f..%2fmasdar.db/original",
        "/desk/item/%2e%2e/original",
        "/desk/item/nothing/original",
        "/desk/item/nothing",
        "/desk/source/..%2fx",
        "/desk/case/-1",
        "/desk/case/9999999999999999999",
        "/desk/case/%D9%A1",
        "/desk/../desk/item/x",
        "/desk/audit?before=-1%20or%201=1",
        "/desk?before=zzzz&stand=%27",
        "/static/..%2f..%2fmasdar.db",
    ],
)
def test_no_path_leads_out_or_breaks_anything(desk: Desk, path: str) -> None:
    answer = desk.signed(Rank.ADMIN).get(path)

    assert answer.status in (200, 404)
    assert b"SQLite format" not in answer.body


def test_no_header_makes_us_link_or_lead_elsewhere(desk: Desk) -> None:
    evil = desk.visitor(host="evil.example")
    answer = evil.get("/desk/sign-in", x_forwarded_host="evil.example", forwarded="host=evil.example")
    boss = desk.signed(Rank.ADMIN)
    boss.host = "evil.example"
    boss.get("/desk/users")
    boss.post(
        "/desk/users",
        {"deed": "invite", "name": "هند", "rank": "editor", "mark": boss.forms()[0].fields["mark"]},
        x_forwarded_host="evil.example",
    )
    led = desk.visitor().get("/desk?next=https://evil.example", referer="https://evil.example/")

    assert "evil.example" not in answer.text
    assert "https://masdar.example/desk/welcome/" in (boss.last.text if boss.last else "")
    assert "evil.example" not in led.text


def test_what_was_typed_is_text_wherever_it_is_shown(desk: Desk) -> None:
    boss = desk.signed(Rank.ADMIN)
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    id = desk.some()
    boss.post(
        "/removal",
        {"kind": "removal", "item": str(id), "text": hostile, "who": hostile, "mail": "a'&b@x.example"},
    )
    boss.get("/desk")
    mark = boss.forms()[0].fields["mark"]
    boss.post(f"/desk/item/{id}", {"deed": "correct", "text": hostile, "mark": mark})
    boss.post(f"/desk/item/{id}", {"deed": "amend", "title": hostile, "mark": mark})
    boss.post("/desk/case/1", {"deed": "note", "text": hostile, "public": "yes", "mark": mark})
    boss.post("/desk/case/1", {"deed": "grant", "ground": hostile, "mark": mark})
    with desk.deeds.reading() as reading:
        case = reading.cases.get(1)
    assert case is not None

    for path in (
        "/desk/case/1",
        f"/desk/item/{id}",
        "/desk/audit",
        "/desk/cases",
        f"/case/{case.token}",
        f"/a/{id}",
    ):
        text = boss.get(path).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
