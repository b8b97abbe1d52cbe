"""One target under atheris, in a process of its own: `python -m tests.fuzz.run TARGET [libFuzzer's options]`."""

import sys

import atheris

with atheris.instrument_imports(include=["assistant", "embeddings"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()
