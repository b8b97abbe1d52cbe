"""The image and the compose file, as far as they can be tested where no container runs."""

import json
import re
import shlex
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

import ui.__main__
import ui.api.__main__
from assistant.settings import PREFIX, Settings
from tests.chroma_server import RunningServer, free_port
from tests.conftest import ROOT
from tests.test_packaging import PACKAGES, PINS, PROJECT
from tests.ui.api.fakes import FakeLibrary
from tests.ui.api.serving import serve

LINES = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text("utf-8")).splitlines()
STEPS = [tuple(line.split(maxsplit=1)) for line in LINES if line and not line.startswith("#")]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
IGNORED = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if not line.startswith("#")]


def steps(name: str) -> list[str]:
    """What follows a word of the Dockerfile, each time."""
    return [rest for word, rest in STEPS if word == name]


def command_of(service: str) -> list[str]:
    """What a service runs: its own command, or the image's."""
    found: list[str] = SERVICES[service].get("command") or json.loads(steps("CMD")[0])
    return found


def environment() -> dict[str, str | None]:
    """Every variable that the image or a service sets; None where it is passed on."""
    pairs = [pair.partition("=") for line in steps("ENV") for pair in shlex.split(line)]
    found: dict[str, str | None] = {name: value for name, _, value in pairs}
    for service in SERVICES.values():
        found |= service.get("environment", {})
    return found


def test_what_is_copied_is_there_and_let_through() -> None:
    """Each source is in the checkout and in .dockerignore; together they are what the wheel is built of."""
    copied = [source for line in steps("COPY") if "--from" not in line for source in line.split()[:-1]]
    assert {*PACKAGES, "pyproject.toml", "constraints.txt", PROJECT["readme"], *PROJECT["license-files"]} == {*copied}
    assert all((ROOT / source).exists() for source in copied)
    assert IGNORED[0] == "*"
    assert {line[1:] for line in IGNORED if line.startswith("!")} == {*copied}


def test_everything_is_pinned() -> None:
    """What is installed is held by constraints.txt, and named there; the extras are ours; the Python is allowed."""
    installs = [line for line in steps("RUN") if "pip install" in line]
    assert len(installs) == 2
    assert all("==" not in line for line in installs)
    assert all(line.count("pip install") == line.count("-c constraints.txt") for line in installs)
    assert {line.split("==")[0] for line in PINS} >= {"torch", "chromadb", "hatchling"}
    assert "--no-build-isolation" in installs[-1]  # which would build with whatever is newest
    (extras,) = [rest.removeprefix("EXTRAS=") for rest in steps("ARG") if rest.startswith("EXTRAS=")]
    assert {*extras.split(",")} <= {*PROJECT["optional-dependencies"]}
    (image,) = {line.split()[0] for line in steps("FROM")}
    version = re.fullmatch(r"python:(\d+\.\d+)-slim-\w+", image)
    assert version
    assert SpecifierSet(PROJECT["requires-python"]).contains(version[1])
    assert f"Programming Language :: Python :: {version[1]}" in PROJECT["classifiers"]


def test_every_command_is_one_that_is_installed() -> None:
    """And takes the options that it is given: all listen where the other containers, or the ports, reach them."""
    commands = {service: command_of(service) for service in SERVICES}
    assert {service: command[0] for service, command in commands.items()} == {
        "page": "article-assistant-ui",
        "api": "article-assistant-api",
        "chroma": "chroma",
    }
    assert {"article-assistant-ui", "article-assistant-api"} <= {*PROJECT["scripts"]}
    (chroma,) = entry_points(group="console_scripts", name="chroma")
    assert chroma.dist
    assert f"{chroma.dist.name}=={chroma.dist.version}" in PINS
    for service, module in (("page", ui.__main__), ("api", ui.api.__main__)):
        options = module._parser().parse_args(commands[service][1:])
        assert (options.host, options.port) == ("0.0.0.0", 7860)
    known = subprocess.check_output([Path(sys.executable).with_name("chroma"), "run", "--help"], text=True)
    options = [word for word in commands["chroma"] if word.startswith("--")]
    assert options == ["--path", "--host", "--port"]
    assert all(option in known for option in options)


def test_every_variable_is_a_setting() -> None:
    """Of those with our prefix; what is given fits, and what is passed on without a value is not set."""
    found = environment()
    known = {PREFIX + name.upper() for name in Settings.__dataclass_fields__}
    ours = {name: value for name, value in found.items() if name.startswith(PREFIX)}
    assert ours.keys() <= known
    settings = Settings.from_env({name: value or "" for name, value in ours.items()})
    assert (settings.data_dir, settings.chroma_url) == (Path("/data"), "http://chroma:8000")
    assert {"ASSISTANT_PASSWORD", "ASSISTANT_HOSTS", "ASSISTANT_API_KEY"} <= {k for k, v in ours.items() if v is None}


def test_nothing_is_open_that_need_not_be() -> None:
    """No root, nothing to write but the data; Chroma is in a network that leads nowhere, and has no port outside."""
    assert steps("USER") == ["10001:10001"]
    for service in SERVICES.values():
        assert service["pull_policy"] == "build"  # nobody else's image of that name
        assert service["read_only"]
        assert service["init"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not service.keys() & {"privileged", "network_mode", "pid", "user", "devices"}
        ((volume, place),) = [each.split(":") for each in service["volumes"]]
        assert volume in COMPOSE["volumes"]
        assert place == "/data" == steps("VOLUME")[0]
    assert "ports" not in SERVICES["chroma"]
    assert SERVICES["chroma"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    ports = [port for name in ("page", "api") for port in SERVICES[name]["ports"]]
    assert ports == ["${LISTEN:-127.0.0.1}:7860:7860", "${LISTEN:-127.0.0.1}:7861:7860"]


def test_the_texts_are_shared_and_the_indexes_are_on_the_server() -> None:
    """The page and the API have one library; they start when Chroma, at the address that they know, is well."""
    assert SERVICES["page"]["volumes"] == SERVICES["api"]["volumes"] != SERVICES["chroma"]["volumes"]
    for name in ("page", "api"):
        assert SERVICES[name]["environment"]["ASSISTANT_CHROMA_URL"] == "http://chroma:8000"
        assert SERVICES[name]["depends_on"] == {"chroma": {"condition": "service_healthy"}}
        assert {*SERVICES[name]["networks"]} == {*COMPOSE["networks"]}
    assert command_of("chroma")[-1] == "8000"


def checked(command: list[str], port: int) -> int:
    """What a health check of the image says of the server at `port`: 0 where it is well."""
    assert command[0] == "python"
    assert len(re.findall(r"\b(7860|8000)\b", command[-1])) == 1
    code = re.sub(r"\b(7860|8000)\b", str(port), command[-1])
    return subprocess.run([sys.executable, *command[1:-1], code], check=False, capture_output=True).returncode


def test_the_health_of_page_and_api() -> None:
    """Asked as the image asks it."""
    check = json.loads(steps("HEALTHCHECK")[0].partition("CMD ")[2])
    with serve(FakeLibrary()) as address:  # type: ignore[arg-type]  # a library, as far as it is asked here
        port = int(address.rpartition(":")[2])
        assert checked(check, port) == 0
    assert checked(check, port) == 1


@pytest.mark.slow
def test_the_health_of_chroma(tmp_path: Path) -> None:
    """Asked as the compose file asks it."""
    kind, *check = SERVICES["chroma"]["healthcheck"]["test"]
    assert kind == "CMD"
    server = RunningServer(tmp_path)
    try:
        assert checked(check, int(server.url.rpartition(":")[2])) == 0
    finally:
        server.stop()
    assert checked(check, free_port()) == 1
