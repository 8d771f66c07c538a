"""Whoever asked is told by mail that his request came in and what was decided, once each, in his language."""

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from masdar.app import App, open_app
from masdar.desk import cases, edit, reply
from masdar.errors import ConfigError
from masdar.model import Account, Case, Draft, Rank, ReplyKind
from tests import fakes

BOSS = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=fakes.NOON)
ASKER = "layla@reader.example"
TYPED = "اشترِ من متجرنا"


@dataclass
class Mailbox:
    """A mail server that says what it is told to say, and takes the rest."""

    answers: list[str] = field(default_factory=list)
    taken: list[Any] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


@dataclass
class Desk:
    app: App
    time: list[datetime]
    mailbox: Mailbox

    def filed(self, **asked: str) -> Case:
        given = {"kind": "removal", "item": fakes.article(1).url, "who": TYPED, "mail": ASKER, "text": TYPED}
        with self.app.store.writing() as writing:
            return cases.file(writing, cases.Asked(**given | asked), token="t" * 32, now=self.time[0])

    def closed(self, case: Case, *, granted: bool) -> None:
        self.time[0] += timedelta(hours=1)
        with self.app.store.writing() as writing:
            pen = edit.Pen(writing, BOSS, self.app.directory(), self.time[0])
            cases.close(pen, case.number, granted=granted, ground="طلب صاحب الشأن")

    def round(self, pause: timedelta = timedelta(minutes=1)) -> None:
        self.time[0] += pause
        asyncio.run(self.app.tell())

    def case(self, number: int) -> Case:
        with self.app.store.reading() as reading:
            found = reading.cases.get(number)
        assert found is not None
        return found

    @property
    def subjects(self) -> list[str]:
        return [str(each["Subject"]) for each in self.mailbox.taken]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    time, mailbox = [fakes.NOON + timedelta(days=1)], Mailbox()
    with ExitStack() as stack:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        (tmp_path / "masdar.toml").write_text(
            '[site]\nname = "صحيفة التجربة"\nbase_url = "https://masdar.example"\n'
            'contact = "desk@masdar.example"\n'
            f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n',
            encoding="utf-8",
        )
        app = stack.enter_context(open_app(tmp_path, write=True, jobs=1, now=lambda: time[0]))
        controller = Controller(mailbox, hostname="127.0.0.1", port=port)
        controller.start()
        stack.callback(controller.stop)
        with app.store.writing() as writing:
            writing.put_sources([fakes.source()])
            draft: Draft = fakes.draft(1)
            writing.keep([draft], **fakes.kept([draft]))
        app.follow()
        yield Desk(app, time, mailbox)


def test_a_receipt_goes_out_once_and_repeats_nothing_that_was_typed(desk: Desk) -> None:
    case = desk.filed()

    desk.round()
    desk.round()

    [letter] = desk.mailbox.taken
    text = letter.get_body(("plain",)).get_content()
    assert (letter["To"], letter["Subject"]) == (ASKER, f"وصل طلبك رقم {case.number}")
    assert f"https://masdar.example/case/{case.token}" in text
    assert TYPED not in letter.as_string() + text + letter.get_body(("html",)).get_content()
    assert letter["List-Unsubscribe"] is None
    assert reply.of(desk.case(case.number), ReplyKind.RECEIPT) is not None


@pytest.mark.parametrize(
    ("granted", "language", "subject", "follows"),
    [
        (True, "ar", "قُبل طلبك رقم 1", "سُحبت المادة"),
        (False, "ar", "رُفض طلبك رقم 1", "فأجب عن هذه الرسالة"),
        (True, "en", "Your request number 1 was granted", "was withdrawn from every page"),
        (False, "en", "Your request number 1 was refused", "answer this letter"),
    ],
)
def test_the_decision_follows_with_its_ground(
    desk: Desk, granted: bool, language: str, subject: str, follows: str
) -> None:
    case = desk.filed(language=language)
    desk.round()

    desk.closed(case, granted=granted)
    desk.round()
    desk.round()

    text = desk.mailbox.taken[-1].get_body(("plain",)).get_content()
    assert len(desk.mailbox.taken) == 2
    assert desk.subjects[-1] == subject
    assert "طلب صاحب الشأن" in text
    assert follows in text
    path = "" if language == "ar" else "/en"
    assert f"https://masdar.example{path}/case/{case.token}" in text


def test_of_what_is_decided_at_once_the_decision_alone_is_told(desk: Desk) -> None:
    desk.closed(desk.filed(), granted=True)

    desk.round()

    assert desk.subjects == ["قُبل طلبك رقم 1"]


def test_a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not(desk: Desk) -> None:
    desk.mailbox.answers = ["451 4.3.0 later"]
    case = desk.filed()
    desk.round()
    told = reply.of(desk.case(case.number), ReplyKind.RECEIPT)
    assert told is not None
    assert told.due is not None
    desk.round(timedelta(minutes=2))
    assert len(desk.mailbox.taken) == 1

    desk.mailbox.answers = ["554 5.7.1 no"]
    desk.closed(case, granted=True)
    desk.round()
    desk.round(timedelta(days=1))

    told = reply.of(desk.case(case.number), ReplyKind.DECISION)
    assert told is not None
    assert told.due is None
    assert "554" in (told.failure or "")
    assert len(desk.mailbox.taken) == 1


def test_who_gave_no_address_is_sent_nothing_and_old_requests_are_left_alone(desk: Desk) -> None:
    desk.filed(mail="")
    desk.round()
    case = desk.filed()
    desk.round(timedelta(days=4))

    assert desk.mailbox.taken == []
    assert desk.case(case.number).replies == ()


@pytest.mark.parametrize(
    "mail",
    ["layla", "layla@reader", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "<a@b.example>", "a b@c.example"],
)  # fmt: skip
def test_what_is_no_mail_address_is_refused(desk: Desk, mail: str) -> None:
    with pytest.raises(ConfigError, match="no mail address"):
        desk.filed(mail=mail)
