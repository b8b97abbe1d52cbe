import gc
from pathlib import Path

from embeddings.index import client
from tests.embeddings.indexes import open_index


def test_a_finalizer_never_waits(tmp_path: Path):
    """An index that is dropped while another is being opened is closed with the next one, and its copy goes."""
    index = open_index(tmp_path)
    with client._clients:
        del index
        gc.collect()
        assert len(client._dropped) == 1
        assert len(list(tmp_path.glob("opened/*/*/chroma.sqlite3"))) == 1
    kept = open_index(tmp_path)
    assert not client._dropped
    assert len(list(tmp_path.glob("opened/*/*/chroma.sqlite3"))) == 1
    del kept
