"""Who may sit at the desk: invited by a link that holds once, signed in for a working day.

What browsers and links carry is random and kept nowhere; the store holds digests alone. Passwords are kept as
the hashes that `Hasher` makes.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from masdar.desk import edit
from masdar.errors import ConfigError, Forbidden, NotFound
from masdar.model import Account, Act, Invite, Rank, Session
from masdar.ports import Reading, Writing

# letters of a password, and of a name
LEAST, MOST, NAME = 12, 256, 60
# a link holds so long, and a sign-in
LINK, DAY = timedelta(hours=48), timedelta(hours=12)


class Hasher(Protocol):
    """Makes of passwords what may be kept."""

    def hash(self, password: str) -> str: ...

    def holds(self, secret: str, password: str) -> bool:
        """Whether the password gave the hash. Takes as long for an empty hash, which nothing gives."""


def named(token: str) -> str:
    """What the store calls a link or a sign-in: it cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def found(writing: Writing, *, token: str, now: datetime) -> bool:
    """Make the link with which the first administrator is made; False where there is one already."""
    if any(each.rank is Rank.ADMIN and each.stopped is None for each in writing.people.all()):
        return False
    writing.put_invites([Invite(id=named(token), account="", rank=Rank.ADMIN, until=now + LINK)])
    return True


def invite(pen: edit.Pen, *, name: str, rank: Rank, token: str) -> None:
    """Make a link for a new account, or for one whose password is lost."""
    pen.allowed("account")
    name = _name(name)
    held = pen.writing.people.get(name)
    if held is not None and held.rank is not rank:
        raise ConfigError(f"{name} has the role {held.rank} already; change it in the list")
    pen.writing.put_invites([Invite(id=named(token), account=name, rank=rank, until=pen.now + LINK)])
    pen.log("invite", name, after=rank)


def invited(reading: Reading, token: str, *, now: datetime) -> Invite | None:
    """The invitation behind a link, while it holds."""
    kept = reading.people.invite(named(token))
    return kept if kept is not None and kept.until > now else None


def welcome(
    writing: Writing, token: str, *, name: str, password: str, hasher: Hasher, now: datetime
) -> Account:
    """Make the account of an invitation, or give it a new password. The link is used up."""
    kept = invited(writing, token, now=now)
    if kept is None:
        raise NotFound("this link was used already, or its time is over; ask for another")
    name = kept.account or _name(name)
    held = writing.people.get(name)
    if held is not None and not kept.account:
        raise ConfigError("this name is taken")
    _sound(password, name)
    made = Account(name=name, rank=kept.rank, secret=hasher.hash(password), made=held.made if held else now)
    writing.put_accounts([made])
    writing.drop_invites([kept.id], now=now)
    writing.drop_sessions(account=name, now=now)
    writing.add_acts([Act(at=now, by=name, did="welcome", subject=name, after=made.rank)])
    return made


def begin(writing: Writing, account: Account, *, token: str, old: str = "", now: datetime) -> Session:
    """Sign in under a token that nobody had before; what the browser had until then ends."""
    if old:
        writing.drop_sessions(id=named(old), now=now)
    made = Session(id=named(token), account=account.name, made=now, until=now + DAY)
    writing.put_sessions([made])
    writing.add_acts([Act(at=now, by=account.name, did="sign_in", subject=account.name)])
    return made


def end(writing: Writing, token: str, *, now: datetime) -> None:
    """Sign out."""
    writing.drop_sessions(id=named(token), now=now)


def holder(reading: Reading, token: str, *, now: datetime) -> Account | None:
    """Whose sign-in a token is, if it holds."""
    session = reading.people.session(named(token)) if token else None
    if session is None or session.until <= now:
        return None
    account = reading.people.get(session.account)
    return account if account is not None and account.stopped is None else None


def alter(pen: edit.Pen, name: str, *, rank: Rank | None, stopped: bool) -> None:
    """Give an account another role, stop it or let it in again. Whoever it is signs in anew.

    Raises Forbidden where nobody would be left to administer.
    """
    pen.allowed("account")
    held = pen.writing.people.get(name)
    if held is None:
        raise NotFound(f"no account is called {name}")
    made = replace(held, rank=rank or held.rank, stopped=pen.now if stopped else None)
    others = [
        each
        for each in pen.writing.people.all()
        if each.name != name and each.rank is Rank.ADMIN and each.stopped is None
    ]
    if not others and (made.rank is not Rank.ADMIN or stopped):
        raise Forbidden("one administrator at least must stay")
    pen.writing.put_accounts([made])
    pen.writing.drop_sessions(account=name, now=pen.now)
    pen.log("account", name, before=_told(held), after=_told(made))


def _told(account: Account) -> str:
    return f"{account.rank}{' stopped' if account.stopped else ''}"


def _name(said: str) -> str:
    name = " ".join(said.split())
    if not name or len(name) > NAME or not all(each.isalnum() or each in " ._-" for each in name):
        raise ConfigError("a name has letters, digits, blanks, and . _ - between them")
    return name


def _sound(password: str, name: str) -> None:
    """Length is what counts (NIST SP 800-63B, 5.1.1.2); no kinds of signs are asked for."""
    if not LEAST <= len(password) <= MOST:
        raise ConfigError(f"a password has {LEAST} letters at least; a sentence is a good one")
    if name.casefold() in password.casefold() or len(set(password)) < 5:
        raise ConfigError("this password is too easy to guess")
