"""Mails over SMTP, encrypted where the server offers it."""

import smtplib
import ssl
from email.message import EmailMessage

from app.kit.errors import Unreachable
from app.ports.mailer import Undeliverable

TIMEOUT = 15.0  # seconds per step; RFC 5321 allows minutes, but a retry is cheap here
PERMANENT = 500


class SmtpMailer:
    """One connection per mail: a few hundred an hour need no pool."""

    def __init__(
        self,
        host: str,
        port: int = 25,
        *,
        user: str = "",
        password: str = "",
        tls: ssl.SSLContext | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        """`tls` checks the server's certificate; the default trusts the system's authorities."""
        self._host = host
        self._port = port
        self._user = user
        self._password = password
        self._tls = tls
        self._timeout = timeout

    def send(self, mail: EmailMessage) -> None:
        """Raises Unreachable or Undeliverable; neither tells an address."""
        try:
            with smtplib.SMTP(self._host, self._port, timeout=self._timeout) as server:
                self._greet(server)
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            self._judge([code for code, _ in refused.recipients.values()], refused)
        except smtplib.SMTPDataError as refused:
            self._judge([refused.smtp_code], refused)
        except smtplib.SMTPNotSupportedError as lacking:
            raise Undeliverable("address_not_supported") from lacking
        except smtplib.SMTPResponseException as trouble:
            raise Unreachable(f"smtp {trouble.smtp_code}") from trouble
        except OSError as away:  # no route, no name, no answer, a broken certificate
            raise Unreachable(type(away).__name__) from away

    def _greet(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            server.starttls(context=self._tls or ssl.create_default_context())
            server.ehlo()
        elif self._user:
            raise Unreachable("no encryption: the password is not sent")
        if self._user:
            server.login(self._user, self._password)

    def _judge(self, codes: list[int], error: smtplib.SMTPException) -> None:
        """5xx is about this mail and final; 4xx is about now."""
        worst = max(codes, default=0)
        if worst >= PERMANENT:
            raise Undeliverable(f"smtp_{worst}") from error
        raise Unreachable(f"smtp {worst}") from error
