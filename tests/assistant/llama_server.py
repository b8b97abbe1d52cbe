"""llama.cpp's own HTTP server, on a port of this machine: `python -m tests.assistant.llama_server MODEL KEY`.

It prints its address once it answers, and ends with its standard input.
"""

import sys

import xllamacpp


def main(path: str, key: str) -> None:
    """Serve the model at `path` to who has `key`."""
    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_parallel = 1
    params.n_ctx = 2048
    params.no_extra_bufts = True  # the weights stay in the file's pages, which other processes share
    params.cache_ram_mib = 0
    params.verbosity = 0
    params.ui = False
    params.api_keys = [key]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
