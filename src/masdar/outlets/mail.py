"""Letters by mail: text and HTML, with one click to end them (RFC 8058).

The connection is made by whoever opens the outlet, so that one guard watches every door.
"""

import asyncio
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from masdar.errors import DeliveryError
from masdar.model import Letter

Connect = Callable[[str, int, float], socket.socket]

# seconds
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Implements `ports.Outlet` over SMTP (RFC 5321)."""

    # makes the connection to a host and port within so many seconds; raises OSError
    connect: Connect
    host: str
    port: int = 587
    # "starttls", "tls", or "none" for a relay beside us
    security: str = "starttls"
    user: str = ""
    password: str = ""
    # whom letters come from
    sender: str = ""
    name: str = ""

    async def hand(self, letter: Letter, *, to: str, key: str) -> str:  # noqa: ARG002 - mail is not signed
        return await asyncio.to_thread(
            self._sent, message(letter, to=to, sender=self.sender, name=self.name), to
        )

    def _sent(self, mail: EmailMessage, to: str) -> str:
        try:
            with self._server() as server:
                if self.user:
                    server.login(self.user, self.password)
                return _sent(server, mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, why = next(iter(error.recipients.values()))
            raise DeliveryError(to, f"{code} {_said(why)}", final=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            # a server that wants us to come later says so with a code below 500 (RFC 5321, 4.2.1)
            final = error.smtp_code >= 550 and not isinstance(error, smtplib.SMTPConnectError)
            raise DeliveryError(to, f"{error.smtp_code} {_said(error.smtp_error)}", final=final) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(to, f"{self.host}:{self.port}: {str(error) or 'no answer'}") from error

    def _server(self) -> smtplib.SMTP:
        if self.security == "tls":
            return _Tls(self.host, self.port, self.connect)
        server = _Plain(self.host, self.port, self.connect)
        if self.security == "starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server


def message(letter: Letter, *, to: str, sender: str, name: str = "") -> EmailMessage:
    """A letter as it is sent. No header can be made longer by what others wrote."""
    mail = EmailMessage()
    host = sender.rpartition("@")[2] or "localhost"
    mail["Subject"] = " ".join(letter.subject.split())
    mail["From"] = Address(display_name=" ".join(name.split()), addr_spec=sender)
    mail["To"] = Address(addr_spec=to)
    mail["Date"] = format_datetime(letter.at)
    # the same however often it is sent, so that mailboxes show it once
    mail["Message-ID"] = f"<{letter.id}@{host}>"
    if letter.stop:
        mail["List-Unsubscribe"] = f"<{letter.stop}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    return mail


def _sent(server: smtplib.SMTP, mail: EmailMessage) -> str:
    """What the server said when it took the message."""
    server.ehlo_or_helo_if_needed()
    to = str(mail["To"])
    # addresses in other letters than Latin need the server's leave (RFC 6531)
    options = ["SMTPUTF8"] if not to.isascii() else []
    code, said = server.mail(mail["From"].addresses[0].addr_spec, options)
    if code != 250:
        raise smtplib.SMTPResponseException(code, said)
    code, said = server.rcpt(mail["To"].addresses[0].addr_spec)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({to: (code, said)})
    code, said = server.data(mail.as_bytes(policy=SMTPUTF8 if options else SMTP))
    if code != 250:
        raise smtplib.SMTPDataError(code, said)
    return f"{code} {_said(said)}"


def _said(words: bytes | str) -> str:
    said = words if isinstance(words, str) else words.decode("utf-8", "replace")
    return " ".join(said.split())[:200]


class _Plain(smtplib.SMTP):
    def __init__(self, host: str, port: int, connect: Connect) -> None:
        self._connect = connect
        super().__init__(host, port, timeout=_PATIENCE)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._connect(host, port, timeout)


class _Tls(smtplib.SMTP_SSL):
    def __init__(self, host: str, port: int, connect: Connect) -> None:
        self._connect = connect
        super().__init__(host, port, timeout=_PATIENCE, context=ssl.create_default_context())

    def _get_socket(self, host: str, port: int, timeout: float) -> ssl.SSLSocket:
        return self.context.wrap_socket(self._connect(host, port, timeout), server_hostname=host)
