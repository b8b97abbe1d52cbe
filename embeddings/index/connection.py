"""A connection to a Chroma server. Chroma's own client waits for ever and says little; so it is asked before."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.auth.token_authn import TokenTransportHeader
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT
from chromadb.errors import ChromaError

from embeddings.errors import StorageError
from embeddings.index.client import VERSION, close, settings_for
from embeddings.index.collection import reason_of

_PROVIDER: Final = "chromadb.auth.token_authn.TokenAuthClientProvider"

_SECONDS: Final = 60.0
"""That a server may take for one answer; it builds the graph of a whole batch meanwhile."""
_GREETING: Final = 10.0


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """A Chroma server, or Chroma Cloud. `tenant` and `database` None: the server's defaults, or the key's own."""

    url: str
    tenant: str | None = None
    database: str | None = None
    key: str | None = field(default=None, repr=False)


def connect(server: ChromaServer) -> ClientAPI:
    """A client of a server. Safe for concurrent callers.

    Raises:
        StorageError: it doesn't answer, isn't a Chroma server of this version, or refuses; one sentence says which.
    """
    settings = settings_for(
        "chromadb.api.fastapi.FastAPI",
        chroma_server_host=server.url.rstrip("/"),
        chroma_server_http_port=0,  # it stands in the address
        chroma_server_ssl_enabled=server.url.startswith("https:"),
        chroma_server_headers=None,
        chroma_client_auth_provider=_PROVIDER if server.key else None,
        chroma_client_auth_credentials=server.key,
        chroma_auth_token_transport_header=TokenTransportHeader.X_CHROMA_TOKEN,
        chroma_overwrite_singleton_tenant_database_access_from_auth=bool(server.key),
    )
    # `HttpClient` makes "None" of None, which for a key means the tenant and database that it is for.
    tenant = server.tenant or (None if server.key else DEFAULT_TENANT)
    database = server.database or (None if server.key else DEFAULT_DATABASE)
    try:
        # A client that is refused leaves its connections open, so the first keeps none.
        disconnect(Client(tenant, database, settings.model_copy(update={"chroma_http_max_keepalive_connections": 0})))
        client = Client(tenant, database, settings)
    except ChromaError as error:
        raise StorageError(
            f"The Chroma server at {server.url} refuses tenant {tenant!r} and database {database!r} "
            f"({reason_of(error)}); check them, and the key."
        ) from error
    except Exception as error:  # what is left is bare exceptions, with a server's or a proxy's page in them
        raise StorageError(f"The Chroma server at {server.url} refuses ({reason_of(error)}); check it.") from error
    for session in _sessions(client):
        session.timeout = httpx.Timeout(_SECONDS)
    return client


def disconnect(client: ClientAPI) -> None:
    """Close a client of a server, and its connections."""
    sessions = _sessions(client)
    close(client)
    for session in sessions:
        session.close()


def _sessions(client: Any) -> tuple[httpx.Client, ...]:
    """What Chroma's client sends by, and its second one: it never closes them, and no setting says how long to wait."""
    return client._server._session, client._admin_client._server._session


def greet(server: ChromaServer, client: ClientAPI | None = None) -> None:
    """Ask for the server's version first: Chroma's own client waits for ever, and says little.

    `client` is one that is connected with it: a connection that is there takes a tenth of the time of a new one.

    Raises:
        StorageError: as `connect`.
    """
    headers = {"X-Chroma-Token": server.key} if server.key else {}
    get = _sessions(client)[0].get if client else httpx.get
    try:
        response = get(f"{server.url.rstrip('/')}/api/v2/version", headers=headers, timeout=_GREETING)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise StorageError(
            f"No Chroma server answers at {server.url} ({reason_of(error)}); start it, or check the address."
        ) from error
    if response.status_code in (401, 403):
        asked = "refuses the key" if server.key else "asks for a key"
        raise StorageError(f"The Chroma server at {server.url} {asked} (HTTP {response.status_code}); check the key.")
    version = _version(response)
    if version is None:
        raise StorageError(
            f"What answers at {server.url} is no Chroma server of version 1 (HTTP {response.status_code}); "
            "check the address, or update the server."
        )
    if version.partition(".")[0] != VERSION.partition(".")[0]:
        raise StorageError(
            f"The Chroma server at {server.url} has version {version}; this client, {VERSION}, expects "
            f"{VERSION.partition('.')[0]}.x; update one of them."
        )


def _version(response: httpx.Response) -> str | None:
    try:
        found = json.loads(response.text) if response.status_code == httpx.codes.OK else None
    except ValueError:
        return None
    return found if isinstance(found, str) and found[:1].isdigit() else None
