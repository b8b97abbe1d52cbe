"""The page's own API, spoken as a browser speaks it, over HTTP and without one."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

Message = dict[str, Any]


@dataclass
class Reader:
    """A session at the page at `address`; `config` is what the page tells every browser about itself."""

    address: str
    http: httpx.Client
    config: dict[str, Any]
    session: str = field(default_factory=lambda: secrets.token_hex(6))

    @classmethod
    def come(cls, address: str, **options: Any) -> Self:
        http = httpx.Client(trust_env=False, timeout=60, limits=httpx.Limits(max_connections=None), **options)
        answer = http.get(f"{address}config")
        answer.raise_for_status()
        return cls(address, http, answer.json())

    def another(self) -> "Reader":
        """Another reader, who shares nothing but the connections."""
        return Reader(self.address, self.http, self.config)

    def event(self, elem_id: str, name: str = "click") -> dict[str, Any]:
        """What the page does when something happens to the element."""
        found = [c["id"] for c in self.config["components"] if c["props"].get("elem_id") == elem_id]
        return next(
            each
            for each in self.config["dependencies"]
            if each["backend_fn"] and [found[0], name] in [list(target) for target in each["targets"]]
        )

    def loading(self) -> dict[str, Any]:
        """What the page does first, with the reader's key."""
        return next(each for each in self.config["dependencies"] if "readingRoom.key()" in str(each.get("js")))

    def join(self, event: dict[str, Any], *data: Any, session: str | None = None) -> httpx.Response:
        """Put an event into the queue; what isn't given of its inputs is kept on the server."""
        given = [*data, *[None] * (len(event["inputs"]) - len(data))]
        body = {"data": given, "fn_index": event["id"], "session_hash": session or self.session, "trigger_id": None}
        return self.http.post(f"{self.address}gradio_api/queue/join", json=body)

    def listen(self) -> Message:
        """The last message about what was joined."""
        url = f"{self.address}gradio_api/queue/data"
        with self.http.stream("GET", url, params={"session_hash": self.session}) as lines:
            for line in lines.iter_lines():
                if line.startswith("data:"):
                    message: Message = json.loads(line[5:])
                    if message["msg"] in ("process_completed", "unexpected_error"):
                        return message
        return {"msg": "closed"}

    def ask(self, question: str, key: str = "") -> Message:
        """The last message of an answer; one whose "msg" is the status where it wasn't taken."""
        joined = self.join(self.event("send"), question, "", None, None, key)
        if joined.status_code != 200:
            return {"msg": joined.status_code, "said": joined.text}
        return self.listen()
