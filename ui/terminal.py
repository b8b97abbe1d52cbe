"""What the page and the API have in common when they start."""

import errno
import socket
import sys
from typing import Final

# Read by gradio and its libraries when they are imported: none of them may call out.
QUIET: Final = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_SHARE": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
}


def hindrance(host: str, port: int, how: str = "--port") -> str:
    """Why no server can listen there, or "". Asked before the models load, to fail in a moment and not a minute.

    `how` says how another port is chosen.
    """
    if not 0 <= port < 1 << 16:  # the resolver would take it modulo 65536
        return f"There is no port {port}: they go up to 65535; choose another with {how}."
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            return f"{host} is no address of this machine; choose another with --host, such as 127.0.0.1."
        if error.errno == errno.EADDRINUSE:
            return f"{host}:{port} is in use; choose another with {how}."
        return f"{host}:{port} can't be used ({error.strerror or error}); choose another with {how}."
    return ""


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def refuse(sentence: str) -> int:
    tell(sentence)
    return 2
