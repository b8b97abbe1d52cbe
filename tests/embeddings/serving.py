"""A web server on this machine that counts who comes, and a resolver that asks nobody."""

import contextlib
import datetime
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


def page(
    body: bytes | str = b"", content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answer:
    """An answer with this body; underscores in the names of headers are hyphens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        data = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        sent = {"content_type": content_type, "content_length": str(len(data)), **headers}
        for name, value in sent.items():
            if value:
                handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def redirect(location: str, status: int = 302) -> Answer:
    """An answer that sends on to `location`, which may be no ASCII."""
    return page(status=status, content_type="", location=location.encode().decode("latin-1"))


@dataclass
class Names:
    """What a resolver would say: for each name its answers, one a look-up, the last one for good."""

    known: dict[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    otherwise: Sequence[str] = ("127.0.0.1",)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answers = self.known.get(host, [self.otherwise])
        answer = answers[min(self.asked.count(host), len(answers)) - 1]
        if not answer:
            raise OSError("no such name")
        return answer


def is_loopback(address: IPv4Address | IPv6Address) -> bool:
    """The rule under which a test may ask its own server."""
    return address.is_loopback


@dataclass
class Server:
    """`answers` by path; `requests` are the request lines and headers of who came, `connections` how many did."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    connections: int = 0
    server_names: list[str | None] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "page.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextlib.contextmanager
def serve(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server on a free port of 127.0.0.1, with TLS where there is a context for it."""

    class _Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            state.connections += 1
            super().setup()

        def do_GET(self) -> None:
            state.requests.append((self.requestline, {k.lower(): v for k, v in self.headers.items()}))
            with contextlib.suppress(OSError):  # whom it answers may have gone
                state.answers.get(self.path, page("no such page", status=404))(self)

        def log_message(self, *_: Any) -> None:
            pass

    class _Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:  # a client that breaks off is what is tested
            pass

        def get_request(self) -> Any:
            connection, place = super().get_request()
            return (tls.wrap_socket(connection, server_side=True) if tls else connection), place

    server = _Server(("127.0.0.1", 0), _Handler)
    state = Server(server.server_port)
    if tls:
        tls.sni_callback = lambda _, name, __: state.server_names.append(name)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@cache
def _authority() -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def certificate(name: str, folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate for the host `name`, by the authority of these tests."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / f"{name}.pem"
    path.write_bytes(private + _signed(name, key.public_key(), is_authority=False))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def authorities() -> ssl.SSLContext:
    """A client's context that trusts the authority of these tests, and nobody else."""
    pem = _signed("authority.example", _authority().public_key(), is_authority=True)
    return ssl.create_default_context(cadata=pem.decode())


def _signed(name: str, key: Any, *, is_authority: bool) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named("authority.example"))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    return builder.sign(_authority(), SHA256()).public_bytes(Encoding.PEM)
