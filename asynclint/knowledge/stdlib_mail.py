"""The standard library: mail, FTP, and the old protocols that Python 3.13 removed."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"
_OLD_DOCS = "https://docs.python.org/3.12/library"

# Without a host the constructor does not connect.
_NO_HOST = (Unless("host", 0, ("",), by_default=True),)

_SMTP = (
    Blocks(
        "smtplib.SMTP",
        Kind.NETWORK,
        "connects to the mail server and waits for its greeting",
        twin="aiosmtplib.SMTP",
        unless=_NO_HOST,
        why=f"{_DOCS}/smtplib.html#smtplib.SMTP",
    ),
    Blocks(
        "smtplib.SMTP_SSL",
        Kind.NETWORK,
        "connects to the mail server and waits for its greeting",
        twin="aiosmtplib.SMTP",
        unless=_NO_HOST,
        why=f"{_DOCS}/smtplib.html#smtplib.SMTP_SSL",
    ),
    Blocks(
        "smtplib.LMTP",
        Kind.NETWORK,
        "connects to the mail server and waits for its greeting",
        twin="aiosmtplib.SMTP",
        unless=(Unless("host", 0, ("",), by_default=True),),
        why=f"{_DOCS}/smtplib.html#smtplib.LMTP",
    ),
    *methods(
        "smtplib.SMTP",
        "connect helo ehlo ehlo_or_helo_if_needed login starttls sendmail send_message verify",
        Kind.NETWORK,
        "waits for the mail server's answer",
        twin="aiosmtplib.SMTP",
        why=f"{_DOCS}/smtplib.html#smtplib.SMTP.{{}}",
    ),
    *methods(
        "smtplib.SMTP",
        "quit noop docmd mail rcpt data rset vrfy expn auth __exit__",
        Kind.NETWORK,
        "waits for the mail server's answer",
        twin="aiosmtplib.SMTP",
        why=f"{_DOCS}/smtplib.html#smtp-objects",
    ),
)

_IMAP = (
    *methods(
        "imaplib",
        "IMAP4 IMAP4_SSL",
        Kind.NETWORK,
        "connects to the mail server and waits for its greeting",
        why=f"{_DOCS}/imaplib.html#imaplib.{{}}",
    ),
    Blocks(
        "imaplib.IMAP4_stream",
        Kind.NETWORK,
        "starts a command and waits for its greeting",
        why=f"{_DOCS}/imaplib.html#imaplib.IMAP4_stream",
    ),
    *methods(
        "imaplib.IMAP4",
        "append authenticate check close copy create delete deleteacl enable expunge fetch getacl"
        " getannotation getquota getquotaroot list login login_cram_md5 logout lsub myrights"
        " namespace noop partial proxyauth rename search select setacl setannotation setquota"
        " sort starttls status store subscribe thread uid unselect unsubscribe xatom __exit__",
        Kind.NETWORK,
        "waits for the mail server's answer",
        why=f"{_DOCS}/imaplib.html#imap4-objects",
    ),
)

_POP = (
    *methods(
        "poplib",
        "POP3 POP3_SSL",
        Kind.NETWORK,
        "connects to the mail server and waits for its greeting",
        why=f"{_DOCS}/poplib.html#poplib.{{}}",
    ),
    *methods(
        "poplib.POP3",
        "user pass_ stat list retr dele rset noop quit rpop apop top uidl utf8 capa stls",
        Kind.NETWORK,
        "waits for the mail server's answer",
        why=f"{_DOCS}/poplib.html#pop3-objects",
    ),
)

_FTP = (
    *methods(
        "ftplib",
        "FTP FTP_TLS",
        Kind.NETWORK,
        "connects to the server and waits for its greeting",
        twin="aioftp.Client",
        unless=_NO_HOST,
        why=f"{_DOCS}/ftplib.html#ftplib.{{}}",
    ),
    *methods(
        "ftplib.FTP",
        "connect login abort sendcmd voidcmd retrbinary retrlines storbinary storlines"
        " transfercmd ntransfercmd mlsd nlst dir rename delete cwd mkd pwd rmd size quit",
        Kind.NETWORK,
        "waits for the server's answer",
        twin="aioftp.Client",
        why=f"{_DOCS}/ftplib.html#ftplib.FTP.{{}}",
    ),
    Blocks(
        "ftplib.FTP.__exit__",
        Kind.NETWORK,
        "says goodbye to the server and waits for its answer",
        twin="aioftp.Client",
        why=f"{_DOCS}/ftplib.html#ftplib.FTP",
    ),
    *methods(
        "ftplib.FTP_TLS",
        "auth ccc prot_c prot_p",
        Kind.NETWORK,
        "waits for the server's answer",
        twin="aioftp.Client",
        why=f"{_DOCS}/ftplib.html#ftplib.FTP_TLS.{{}}",
    ),
)

_REMOVED = (
    Blocks(
        "telnetlib.Telnet",
        Kind.NETWORK,
        "connects to the server",
        twin="asyncio.open_connection",
        unless=(Unless("host", 0, (None,), by_default=True),),
        why=f"{_OLD_DOCS}/telnetlib.html#telnetlib.Telnet",
    ),
    *methods(
        "telnetlib.Telnet",
        "open read_until read_all read_some expect interact write",
        Kind.NETWORK,
        "waits for the network",
        twin="asyncio.open_connection",
        why=f"{_OLD_DOCS}/telnetlib.html#telnetlib.Telnet.{{}}",
    ),
    *methods(
        "nntplib",
        "NNTP NNTP_SSL",
        Kind.NETWORK,
        "connects to the server and waits for its greeting",
        why=f"{_OLD_DOCS}/nntplib.html#nntplib.{{}}",
    ),
    *methods(
        "nntplib.NNTP",
        "article body description descriptions group head ihave last list login newgroups newnews"
        " next over post quit starttls stat __exit__",
        Kind.NETWORK,
        "waits for the server's answer",
        why=f"{_OLD_DOCS}/nntplib.html#nntp-objects",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=("smtplib", "imaplib", "poplib", "ftplib", "telnetlib", "nntplib"),
    blocks=(*_SMTP, *_IMAP, *_POP, *_FTP, *_REMOVED),
    bases={
        "smtplib.SMTP_SSL": ("smtplib.SMTP",),
        "smtplib.LMTP": ("smtplib.SMTP",),
        "imaplib.IMAP4_SSL": ("imaplib.IMAP4",),
        "imaplib.IMAP4_stream": ("imaplib.IMAP4",),
        "poplib.POP3_SSL": ("poplib.POP3",),
        "ftplib.FTP_TLS": ("ftplib.FTP",),
        "nntplib.NNTP_SSL": ("nntplib.NNTP",),
    },
    returns={
        **returning("str", "ftplib.FTP", "sendcmd voidcmd pwd cwd login"),
        "ftplib.FTP.nlst": "list[str]",
        **returning("socket.socket", "ftplib.FTP", "transfercmd"),
    },
)
