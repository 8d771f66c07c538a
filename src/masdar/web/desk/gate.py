"""Who is at the desk, whether he may, and whether a form of ours was sent by him.

A sign-in is a random token in a cookie that scripts cannot read and other sites cannot send. Every form bears
a mark made of it, so that nobody sends a form in another's name. Before anybody is signed in a token of no
account does the same for the form of signing in.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from masdar.desk import accounts
from masdar.model import Account
from masdar.ports import Reading, Store
from masdar.web import asgi, forms, limits
from masdar.web.desk.secrets import Argon

MARK = "mark"
# wrong passwords: of one name from one address, of one name from anywhere, and from one address
_PAIR = limits.Limit(tries=5, within=timedelta(minutes=15))
_NAME = limits.Limit(tries=30, within=timedelta(minutes=15))
_ADDRESS = limits.Limit(tries=20, within=timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody at the desk."""

    account: Account
    token: str

    @property
    def mark(self) -> str:
        return mark(self.token)


@dataclass(frozen=True, slots=True)
class Gate:
    """The sign-ins of one site."""

    public: asgi.Public
    deeds: Store
    hasher: accounts.Hasher = field(default_factory=Argon)

    @property
    def is_secure(self) -> bool:
        return self.public.site.base_url.startswith("https://")

    @property
    def cookie(self) -> str:
        # a name that browsers take from this host alone, and over TLS (RFC 6265bis, 4.1.3)
        return "__Host-masdar" if self.is_secure else "masdar"

    def who(self, reading: Reading, request: Request) -> Signed | None:
        """Who is signed in."""
        token = request.cookies.get(self.cookie, "")
        account = accounts.holder(reading, token, now=self.public.now())
        return Signed(account, token) if account is not None else None

    def stranger(self, request: Request) -> tuple[str, bool]:
        """The token of a browser that nobody is signed in with, and whether it is a new one."""
        held = request.cookies.get(f"{self.cookie}-form", "")
        return (held, False) if len(held) >= 32 else (secrets.token_urlsafe(32), True)

    def keep(self, response: Response, token: str) -> None:
        """Give the browser a sign-in; with an empty token take it away."""
        self._cookie(response, self.cookie, token, int(accounts.DAY.total_seconds()))

    def keep_form(self, response: Response, token: str) -> None:
        self._cookie(response, f"{self.cookie}-form", token, 3600)

    def _cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(
            name,
            value,
            max_age=seconds if value else 0,
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="strict",
        )

    async def form(self, request: Request, token: str) -> list[tuple[str, str]]:
        """The fields of a form that bears the mark of a token. Raises HTTPException."""
        fields = await forms.many(request, own=self.public.site.base_url)
        given = next((value for name, value in fields if name == MARK), "")
        if not hmac.compare_digest(given.encode(), mark(token).encode()):
            raise HTTPException(
                403, "This form is out of date. Go back, load the page anew and send it again.\n"
            )
        return [(name, value) for name, value in fields if name != MARK]

    def sign_in(
        self, request: Request, *, name: str, password: str, old: str, now: datetime
    ) -> str | timedelta | None:
        """The token of a new sign-in; how long to wait after too many tries; None for a wrong password."""
        name = " ".join(name.split())[: accounts.NAME]
        password = password[: accounts.MOST]
        caller = forms.caller(request)
        keys = [
            (f"sign-in {name} {caller}", _PAIR),
            (f"sign-in {name}", _NAME),
            (f"sign-in from {caller}", _ADDRESS),
        ]
        with self.deeds.writing() as writing:
            if (wait := limits.is_over(writing, keys, now=now)) is not None:
                return wait
            account = writing.people.get(name)
            # counted before it is known whether it is right: many at once are as many tries
            limits.count(writing, keys, now=now)
        secret = account.secret if account is not None and account.stopped is None else ""
        if not self.hasher.holds(secret, password) or account is None:
            return None
        token = secrets.token_urlsafe(32)
        with self.deeds.writing() as writing:
            accounts.begin(writing, account, token=token, old=old, now=now)
            writing.drop_tries([keys[0][0]])
        return token


def mark(token: str) -> str:
    """What a form bears, made of the browser's token."""
    return hmac.new(token.encode(), b"form", "sha256").hexdigest()
