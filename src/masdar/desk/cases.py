"""Requests of publishers and persons: a correction, a removal, or that nothing of a publisher be shown."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from masdar import address
from masdar.desk import edit
from masdar.errors import ConfigError, NotFound
from masdar.model import Act, ArticleId, Case, CaseKind, CaseState, Entry, Word, digest
from masdar.ports import Writing
from masdar.rights import barring

# hours until a request shall be answered
HOURS = 72
# after a decision, the words of what was withdrawn are erased
ERASED = timedelta(days=1)
# letters that the parts of a request may have
TEXT, LINE = 5_000, 200
_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")
# who speaks where no person does
OURS = "masdar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for, as he typed it."""

    kind: str = ""
    # the number of an article, or an address of it, with us or at its origin
    item: str = ""
    # a host or an address on it
    host: str = ""
    who: str = ""
    mail: str = ""
    text: str = ""
    # of the page that the form stands on
    language: str = "ar"


def file(writing: Writing, asked: Asked, *, token: str, now: datetime, hours: int = HOURS) -> Case:
    """Keep a request. Raises ConfigError where it lacks what is needed to answer it."""
    kind = next((each for each in CaseKind if each.value == asked.kind), None)
    if kind is None:
        raise ConfigError("say what is asked for: a correction, a removal, or an opt-out")
    text = asked.text.strip()[:TEXT]
    if not text:
        raise ConfigError("say in some words what is asked for, and why")
    article = _article(writing, asked.item)
    host = ""
    if kind is CaseKind.OPT_OUT:
        host = host_of(asked.host)
        if not host:
            raise ConfigError("name the host of the publisher, such as news.example")
    elif article is None:
        raise ConfigError("name the article by its number or by the address of its page")
    mail = asked.mail.strip()[:LINE]
    if mail and not _MAIL.fullmatch(mail):
        raise ConfigError("this is no mail address; leave it out, or write it as name@news.example")
    made = Case(
        token=token,
        kind=kind,
        article=article,
        host=host,
        who=" ".join(asked.who.split())[:LINE],
        mail=mail,
        text=text,
        language=asked.language,
        opened=now,
        due=now + timedelta(hours=hours),
        log=(Entry(at=now, by="", said="opened"),),
    )
    made = writing.add_case(made)
    writing.add_acts([Act(at=now, by=OURS, did="open_case", subject=name(made), after=kind.value)])
    return made


def _article(writing: Writing, item: str) -> ArticleId | None:
    said = item.strip()[: 4 * LINE]
    if not said:
        return None
    found = writing.articles.find(said)
    if found is None and (whole := address.normal(said)) is not None:
        # an address of ours carries the number: /a/NUMBER/words
        parts = whole.split("/")
        found = next((each for part in parts[3:6] if (each := writing.articles.find(part))), None)
        found = found or writing.articles.find(address.article_id(whole))
    return found


def host_of(said: str) -> str:
    """The host that somebody named, alone or in an address, with its port if that is an unusual one.

    Empty where it is none.
    """
    said = said.strip().lower()[:LINE]
    whole = address.normal(said if "://" in said else f"https://{said}/") or ""
    found = barring.host(whole)
    if "." not in found:
        return ""
    port = urlsplit(whole).port
    return f"{found}:{port}" if port else found


def bare(case: Case) -> str:
    """The host of an opt-out without its port: what is barred is barred on every one."""
    return case.host.partition(":")[0]


def name(case: Case) -> str:
    """What the log of deeds calls it."""
    return f"case/{case.number}"


def proof(case: Case) -> str:
    """What a publisher puts on his host to show that it is his; it does not give the case's page away."""
    return f"masdar-opt-out={digest(f'{case.token} proof'.encode())}"


def note(pen: edit.Pen, number: int, said: str, *, public: bool) -> Case:
    """Write a line in its log, for all who may see it or for the desk alone."""
    pen.allowed("note_case")
    case = of(pen.writing, number)
    if not said.strip():
        raise ConfigError("a note has words")
    entry = Entry(at=pen.now, by=pen.account.name, said=said.strip()[:TEXT], public=public)
    case = replace(case, log=(*case.log, entry))
    pen.writing.put_cases([case])
    pen.log("note_case", name(case), after=said)
    return case


def hide(pen: edit.Pen, number: int) -> None:
    """Show the article to nobody until the case is decided."""
    case = of(pen.writing, number)
    if case.article is None:
        raise ConfigError("this case is about no article")
    pen.hold([case.article])
    entry = Entry(at=pen.now, by=pen.account.name, said="hidden")
    pen.writing.put_cases([replace(case, log=(*case.log, entry))])


def close(
    pen: edit.Pen, number: int, *, granted: bool, ground: str, law: bool = False, hush: bool = False
) -> Case:
    """Decide it, with its ground.

    A removal that is granted withdraws the article, `hush` its headline too; an opt-out bars the host; one
    that is refused shows again what was hidden meanwhile. A correction is written at the article itself.
    What was withdrawn is erased a day later: until then the decision can be thought over.
    """
    pen.allowed("close_case")
    case = of(pen.writing, number)
    if case.state is not CaseState.OPEN:
        raise ConfigError(f"case {number} was decided on {case.closed:%Y-%m-%d}")
    if not ground.strip():
        raise ConfigError("a decision needs its ground, which whoever asked may read")
    if granted and case.kind is CaseKind.REMOVAL and case.article is not None:
        pen.withdraw([case.article], reason=ground, law=law, hush=hush)
    elif case.article is not None:
        ruling = pen.writing.desk.rulings([case.article]).get(case.article)
        if ruling is not None and ruling.word is Word.HOLD:
            pen.publish([case.article])
    if granted and case.kind is CaseKind.OPT_OUT:
        pen.bar(bare(case))
    return decide(pen.writing, case, granted=granted, ground=ground, by=pen.account.name, now=pen.now)


def decide(writing: Writing, case: Case, *, granted: bool, ground: str, by: str, now: datetime) -> Case:
    """Put the decision down; what follows from it is the caller's."""
    state = CaseState.GRANTED if granted else CaseState.REFUSED
    goes = granted and case.kind is not CaseKind.CORRECTION
    entry = Entry(at=now, by=by, said=state.value)
    ground = ground.strip()[:TEXT]
    case = replace(case, state=state, ground=ground, closed=now, log=(*case.log, entry))
    case = replace(case, erase=now + ERASED if goes else None)
    writing.put_cases([case])
    act = Act(at=now, by=by, did="close_case", subject=name(case), before="open", after=f"{state} {ground}")
    writing.add_acts([act])
    return case


def of(writing: Writing, number: int) -> Case:
    """Raises NotFound."""
    if (found := writing.cases.get(number)) is None:
        raise NotFound(f"no case has the number {number}")
    return found
