"""What the page and the API have in common when they start."""

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


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen there. Asked before the models load, to fail in a moment and not a minute."""
    if not 0 <= port < 1 << 16:  # the resolver would take it modulo 65536
        return False
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError:
        return False
    return True


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def refuse(sentence: str) -> int:
    tell(sentence)
    return 2
