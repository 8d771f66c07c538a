"""Cases: decided with a ground, and opt-outs by a proof on the host."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, socket
from typing import Any

import dns.message
import dns.rrset
import pytest

from masdar.desk import cases, edit, optout
from masdar.errors import ConfigError, Unreachable
from masdar.fetch.records import Dns
from masdar.model import (
    ArticleId,
    Attribution,
    Capture,
    Case,
    CaseKind,
    CaseState,
    Ground,
    NotModified,
    Request,
    SourceId,
    Stand,
    Status,
)
from masdar.sources import catalogue
from masdar.store import open_store
from tests import fakes
from tests.desk.test_word import BOSS, Room


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Room]:
    with open_store(tmp_path) as store:
        made = Room(store)
        with store.writing() as writing:
            writing.put_sources([fakes.source()])
        made.begin()
        made.says(Status.USABLE)
        made.follow()
        yield made


def filed(desk: Room, **asked: str) -> Case:
    desk.tick()
    with desk.store.writing() as writing:
        return cases.file(writing, cases.Asked(**({"text": "سبب"} | asked)), token="t" * 32, now=desk.now)


def pen(desk: Room, writing: Any) -> edit.Pen:
    desk.tick()
    return edit.Pen(writing, BOSS, directory=catalogue.directory(writing.sources.all()), now=desk.now)


def case(desk: Room, number: int) -> Case:
    with desk.store.reading() as reading:
        found = reading.cases.get(number)
    assert found is not None
    return found


@pytest.fixture
def id(desk: Room) -> ArticleId:
    return fakes.article(1).id


def test_a_removal_that_is_granted_withdraws_the_article_with_its_ground(desk: Room, id: ArticleId) -> None:
    made = filed(desk, kind="removal", item=id)

    with desk.store.writing() as writing:
        cases.close(pen(desk, writing), made.number, granted=True, ground="حق صاحب الصورة", law=True)

    release = desk.release(id)
    assert release is not None
    assert (release.reason, release.law) == ("حق صاحب الصورة", True)
    assert not desk.shown(id)
    assert case(desk, made.number).state is CaseState.GRANTED


def test_what_was_hidden_is_shown_again_when_the_request_is_refused(desk: Room, id: ArticleId) -> None:
    made = filed(desk, kind="removal", item=id)
    with desk.store.writing() as writing:
        cases.hide(pen(desk, writing), made.number)
    hidden = desk.shown(id)

    with desk.store.writing() as writing:
        cases.close(pen(desk, writing), made.number, granted=False, ground="الخبر صحيح")

    assert not hidden
    assert desk.shown(id)
    assert [each.said for each in case(desk, made.number).log] == ["opened", "hidden", "refused"]


def test_a_case_is_decided_once_and_with_a_ground(desk: Room, id: ArticleId) -> None:
    made = filed(desk, kind="correction", item=id)
    with desk.store.writing() as writing, pytest.raises(ConfigError, match="needs its ground"):
        cases.close(pen(desk, writing), made.number, granted=True, ground=" ")
    with desk.store.writing() as writing:
        cases.close(pen(desk, writing), made.number, granted=True, ground="صحّحناه")

    with desk.store.writing() as writing, pytest.raises(ConfigError, match="was decided"):
        cases.close(pen(desk, writing), made.number, granted=False, ground="لا")


def test_a_note_for_the_desk_alone_is_not_public(desk: Room, id: ArticleId) -> None:
    made = filed(desk, kind="correction", item=id)
    with desk.store.writing() as writing:
        cases.note(pen(desk, writing), made.number, "سأسأل المحرر", public=False)

    assert [each.public for each in case(desk, made.number).log] == [True, False]


# --- opt-outs ------------------------------------------------------------------------------------


@dataclass
class Host:
    """Answers from a dictionary, and says TXT records from another."""

    files: dict[str, bytes] = field(default_factory=dict)
    records: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leads_to: str = ""

    async def send(self, request: Request) -> Capture | NotModified:
        if request.url not in self.files:
            raise Unreachable(request.url, "nobody answers")
        return fakes.capture(
            request.url, final_url=self.leads_to or request.url, body=self.files[request.url]
        )

    async def text(self, name: str) -> tuple[str, ...]:
        return self.records.get(name, ())


FILE = "https://alwadi.example/.well-known/masdar.txt"


def looked(desk: Room, host: Host) -> int:
    desk.now += timedelta(minutes=2)
    barred = asyncio.run(optout.round(desk.store, host, host, now=lambda: desk.now))
    desk.follow()
    return barred


@pytest.mark.parametrize("way", ["file", "www", "dns"])
def test_a_publisher_who_proves_his_host_is_barred_and_withdrawn_whole(
    desk: Room, id: ArticleId, way: str
) -> None:
    made = filed(desk, kind="opt_out", host="alwadi.example")
    host = Host()
    nothing = looked(desk, host), desk.shown(id)
    proof = cases.proof(made)
    if way == "dns":
        host.records["_masdar.alwadi.example"] = ("v=spf1 -all", proof)
    else:
        at = FILE if way == "file" else FILE.replace("//", "//www.")
        host.files[at] = f"\ufeff# masdar\r\n  {proof}\r\n".encode()

    barred = looked(desk, host)

    assert nothing == (0, True)
    assert barred == 1
    assert not desk.shown(id)
    assert desk.stand(id) == (Stand.WITHDRAWN, (Ground.BARRED,))
    assert case(desk, made.number).state is CaseState.GRANTED
    with desk.store.reading() as reading:
        source = reading.sources.get(SourceId("alwadi"))
        assert source is not None
        assert not source.enabled


def test_a_barred_host_is_barred_as_a_hand_between_too(desk: Room) -> None:
    with desk.store.writing() as writing:
        writing.put_sources([fakes.source("nahr", name="صحيفة النهر")])
    draft = fakes.draft(
        7,
        source="nahr",
        attribution=Attribution(original_url="https://alwadi.example/news/7"),
    )
    with desk.store.writing() as writing:
        writing.keep([draft], **fakes.kept([draft]))
    desk.follow()
    before = desk.shown(draft.article.id)
    made = filed(desk, kind="opt_out", host="alwadi.example")

    looked(desk, Host(files={FILE: cases.proof(made).encode()}))

    assert before
    assert not desk.shown(draft.article.id)


@pytest.mark.parametrize(
    ("said", "leads_to"),
    [
        pytest.param("masdar-opt-out=somebodyelse", "", id="another proof"),
        pytest.param("see PROOF there", "", id="in the midst of a line"),
        pytest.param("PROOF", "https://elsewhere.example/masdar.txt", id="led to another host"),
    ],
)
def test_what_proves_nothing_bars_nothing(desk: Room, id: ArticleId, said: str, leads_to: str) -> None:
    made = filed(desk, kind="opt_out", host="alwadi.example")
    body = said.replace("PROOF", cases.proof(made)).encode()

    assert looked(desk, Host(files={FILE: body}, leads_to=leads_to)) == 0
    assert desk.shown(id)
    assert case(desk, made.number).state is CaseState.OPEN


def test_nothing_is_taken_of_a_barred_host(desk: Room) -> None:
    made = filed(desk, kind="opt_out", host="alwadi.example")
    looked(desk, Host(files={FILE: cases.proof(made).encode()}))

    with desk.store.reading() as reading:
        assert [(each.host, each.case) for each in reading.desk.bars()] == [("alwadi.example", made.number)]
    assert made.kind is CaseKind.OPT_OUT


def test_text_records_are_asked_of_a_name_server() -> None:
    server = socket(AF_INET, SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def answer() -> None:
        data, peer = server.recvfrom(2048)
        asked = dns.message.from_wire(data)
        made = dns.message.make_response(asked)
        name = asked.question[0].name
        made.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", '"masdar-opt" "-out=abc"', '"other"'))
        server.sendto(made.to_wire(), peer)

    thread = threading.Thread(target=answer)
    thread.start()
    found = asyncio.run(
        Dns(servers=("127.0.0.1",), port=server.getsockname()[1]).text("_masdar.alwadi.example")
    )
    thread.join()
    server.close()

    assert set(found) == {"masdar-opt-out=abc", "other"}
