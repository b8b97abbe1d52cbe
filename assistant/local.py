"""A language model in this process: a GGUF file, run by llama.cpp, as a LangChain chat model.

llama.cpp brings its HTTP server along and can't be had without. Here it listens on a socket that is taken away as
soon as it is there, so that nobody can ask it but this process.
"""

import asyncio
import atexit
import math
import queue
import secrets
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage, UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from assistant.errors import ModelError
from assistant.gguf import INSTALL
from assistant.markers import neutralise_control
from embeddings.openmp import wait_without_spinning

CONTEXT: Final = 4096
"""Tokens of one request, prompt and reply; each takes 28 KB of memory a slot with the bundled model."""

_SLOTS: Final = 2
_JUDGE, _WRITER = range(_SLOTS)
"""What is judged doesn't wait for what is written, and each finds what it has read before in a slot of its own."""

_LISTED: Final = 100
"""The likeliest first tokens that are looked through for a word; what is not among them is hardly ever said."""

_MAGIC: Final = b"GGUF"
_Piece = dict[str, Any] | Exception | None
_ROLES: Final = {"system": "system", "human": "user", "ai": "assistant"}


class LocalModel(BaseChatModel):
    """The model in the file at `path`. Safe for concurrent callers, who take turns; all models of one file are one.

    `max_tokens` bounds a reply, `timeout` the seconds that one may take. The file is opened as it is: whose it is
    has to be known before. `adapter`: another GGUF file, which changes the model; those with and without it are two.
    """

    path: Path
    adapter: Path | None = None
    max_tokens: int = 512
    temperature: float = 0.0
    timeout: float = 60.0

    @property
    def model_name(self) -> str:
        """The file's name."""
        return self.path.stem

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    @property
    def _identifying_params(self) -> Mapping[str, Any]:
        adapter = {"adapter": str(self.adapter)} if self.adapter else {}
        return {"path": str(self.path), **adapter, "max_tokens": self.max_tokens, "temperature": self.temperature}

    def load(self) -> "LocalModel":
        """Load the file now and not with the first question.

        Raises:
            ModelError: xllamacpp is not installed, or there is no GGUF file that it can read.
        """
        self._loaded()
        return self

    def _loaded(self) -> "_Loaded":
        return _loaded(self.path, self.adapter)

    def log_odds(self, system: str, users: Sequence[str], yes: str = "Yes", no: str = "No") -> list[float]:
        """For each text of `users`, under `system`, how much rather the reply begins with `yes` than with `no`.

        The natural logarithm of the ratio of both probabilities, in any spelling (" Yes", "YES"). A word that isn't
        among the likeliest counts as the last of them, so a ratio over 1,000 or so is only a bound. What a text has in
        common with the one before it is not read again, so what changes should stand last.

        The same texts in the same order give the same figures. How many tokens are read at a time shows in the second
        decimal, so other texts before them, or somebody else who is being answered, can show there.

        Raises:
            ModelError: as `invoke`; `timeout` is for each text.
        """
        # One after the other: side by side takes longer, as each slot reads the common beginning for itself.
        with self._loaded().judging:
            return [self._odds(system, user, yes, no, again=place > 0) for place, user in enumerate(users)]

    def _odds(self, system: str, user: str, yes: str, no: str, *, again: bool) -> float:
        replies = self._replies(
            [_message("system", system), _message("user", user)],
            max_tokens=1,
            logprobs=True,
            top_logprobs=_LISTED,
            id_slot=_JUDGE,
            cache_prompt=again,
        )
        with closing(replies):
            for reply in replies:
                for choice in reply["choices"]:
                    if said := (choice.get("logprobs") or {}).get("content"):
                        tokens = said[0]["top_logprobs"]
                        return _log_probability(tokens, yes) - _log_probability(tokens, no)
        raise ModelError(f"The language model {self.model_name} gave no probabilities.")

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        said = [_message(_role(message), message.text) for message in messages]
        with closing(self._replies(said, stop=stop or [], **kwargs)) as replies:
            for reply in replies:
                chunk = _chunk(reply)
                if run_manager and chunk.text:
                    run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[_Piece] = asyncio.Queue()

        def tell(piece: _Piece) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody listens
                loop.call_soon_threadsafe(pieces.put_nowait, piece)

        end = time.monotonic() + self.timeout
        said = [_message(_role(message), message.text) for message in messages]
        over = self._ask(said, tell, stop=stop or [], **kwargs)
        try:
            while (reply := self._checked(await asyncio.wait_for(pieces.get(), end - time.monotonic()))) is not None:
                chunk = _chunk(reply)
                if run_manager and chunk.text:
                    await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                yield chunk
        except TimeoutError:
            raise self._slow() from None
        finally:
            over.set()

    def _replies(self, messages: Sequence[Mapping[str, str]], **options: Any) -> Generator[dict[str, Any]]:
        """What llama.cpp says, piece by piece; closing it ends the work."""
        pieces: queue.SimpleQueue[_Piece] = queue.SimpleQueue()
        end = time.monotonic() + self.timeout
        over = self._ask(messages, pieces.put, **options)
        try:
            while (reply := self._checked(pieces.get(timeout=max(0, end - time.monotonic())))) is not None:
                yield reply
        except queue.Empty:
            raise self._slow() from None
        finally:
            over.set()

    def _ask(
        self, messages: Sequence[Mapping[str, str]], tell: Callable[[_Piece], None], **options: Any
    ) -> threading.Event:
        """Have `tell` called with each piece, and with None after the last; the event ends the work.

        llama.cpp calls back from inside itself and swallows what is raised there, Ctrl-C too. So it is asked in a
        thread of its own.
        """
        request = {
            "messages": messages,
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "stream": True,
            "stream_options": {"include_usage": True},
            "id_slot": _WRITER,
            **options,
        }
        server = self._loaded().server
        over = threading.Event()

        def hear(piece: dict[str, Any]) -> bool:
            tell(piece)
            return over.is_set()

        def ask() -> None:
            try:
                server.handle_chat_completions(request, hear)
                tell(None)
            except Exception as error:  # noqa: BLE001  # it is raised again where somebody waits
                tell(error)

        threading.Thread(target=ask, name="llama.cpp").start()
        return over

    def _checked(self, piece: _Piece) -> dict[str, Any] | None:
        if isinstance(piece, Exception):
            raise ModelError(f"The language model {self.model_name} failed: {piece}") from piece
        if piece and "error" in piece:
            raise ModelError(f"The language model {self.model_name} failed: {piece['error'].get('message')}.")
        return piece

    def _slow(self) -> ModelError:
        return ModelError(
            f"The language model {self.model_name} was not done after {self.timeout:g} s; set a higher "
            "ASSISTANT_TIMEOUT, or ask it for less."
        )


def _role(message: BaseMessage) -> str:
    try:
        return _ROLES[message.type]
    except KeyError:
        raise ModelError(f"A local model takes messages of {', '.join(_ROLES)}, not of {message.type!r}.") from None


def _message(role: str, text: str) -> dict[str, str]:
    """A message in which nothing reads as the end of a turn: llama.cpp would take it for one."""
    return {"role": role, "content": neutralise_control(text).encode(errors="replace").decode()}


def _chunk(reply: Mapping[str, Any]) -> ChatGenerationChunk:
    choice: Mapping[str, Any] = next(iter(reply["choices"]), {})
    message = AIMessageChunk(content=choice.get("delta", {}).get("content") or "")
    if usage := reply.get("usage"):
        message.usage_metadata = UsageMetadata(
            input_tokens=usage["prompt_tokens"],
            output_tokens=usage["completion_tokens"],
            total_tokens=usage["total_tokens"],
        )
    reason = choice.get("finish_reason")
    return ChatGenerationChunk(message=message, generation_info={"finish_reason": reason} if reason else None)


def _log_probability(tokens: Sequence[Mapping[str, Any]], word: str) -> float:
    """Of a reply that begins with `word`; `tokens` are the likeliest first ones, the likeliest first."""
    wanted = word.casefold()
    spelled = [token["logprob"] for token in tokens if _begins(wanted, token["token"].strip().casefold())]
    if not spelled:
        return float(tokens[-1]["logprob"])
    # Beside the likeliest: what is all but impossible has a probability of 0.0, of which there is no logarithm.
    most = max(spelled)
    return float(most + math.log(sum(math.exp(each - most) for each in spelled)))


def _begins(word: str, token: str) -> bool:
    return bool(token) and word.startswith(token)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A server of llama.cpp, and who may judge by it."""

    server: Any
    judging: threading.Lock


_servers: Final[dict[tuple[Path, Path | None], _Loaded]] = {}
_loading: Final = threading.Lock()


def _loaded(path: Path, adapter: Path | None) -> _Loaded:
    """The server of the file at `path`, with `adapter` at hand, loaded once in a process."""
    places = path.resolve(), adapter and adapter.resolve()
    with _loading:
        if places not in _servers:
            _servers[places] = _Loaded(_load(*places), threading.Lock())
        return _servers[places]


@atexit.register
def _close() -> None:
    """End the servers while Python is still whole."""
    with _loading:
        _servers.clear()


def _load(path: Path, adapter: Path | None) -> Any:
    _check(path)
    if adapter:
        _check(adapter)
    wait_without_spinning()
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelError(f"{path.name} needs a package that can't be loaded ({error}): {INSTALL}") from error

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_parallel = _SLOTS
    params.n_ctx = _SLOTS * CONTEXT  # it is divided among the slots
    params.n_batch = 512  # between two batches it sees that somebody has left
    params.no_extra_bufts = True  # a second copy of the weights writes a third faster, reads no faster, takes 600 MB
    params.cache_ram_mib = 0  # else it keeps up to 8 GB of prompts that were
    if adapter:
        lora = xllamacpp.CommonAdapterLoraInfo()
        lora.path, lora.scale = str(adapter), 1.0
        params.lora_adapters = [lora]
    params.verbosity = 0
    params.ui = False
    params.endpoint_slots = False
    params.n_threads_http = 1
    params.api_keys = [secrets.token_urlsafe()]  # should a version of it ever listen on a port
    with tempfile.TemporaryDirectory(prefix="llama-") as folder:
        params.hostnames = [str(Path(folder) / "llama.sock")]
        try:
            return xllamacpp.Server(params)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"llama.cpp can't load {path}: {error}") from error


def _check(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise ModelError(f"{path} can't be read ({error.strerror}); give the path of a GGUF file.") from error
    if magic != _MAGIC:
        raise ModelError(f"{path} is no GGUF file; give the path of one.")
