# `make` alone says what there is to make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
LOCK   := .venv-lock
define check-python
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
"Python 3.11 or newer is needed, but '$(PYTHON)' is not: name another, as in: make PYTHON=python3.13 setup" >&2; exit 1; }
endef

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help chat test setup lint lock ranker entailment judge judge-weights bench bench-quick clean

help:  ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s  %s\n", $$1, $$2 }' Makefile
	@echo "Another Python (3.11 or newer): make PYTHON=python3.13 setup"

chat: setup  ## Chat with the article in the browser, on 127.0.0.1:7860: make chat [PORT=7861]
	@$(BIN)/python -m ui $(if $(PORT),--port $(PORT))

test: lint  ## Lint, types, import directions and all tests, real models included
	@$(BIN)/python -m pytest

setup: $(STAMP)  ## Make .venv with everything the project needs, pinned

lint: setup  ## Lint, format, types and import directions alone
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

lock:  ## Resolve constraints.txt again, from the newest versions that pyproject.toml allows
	@$(check-python)
	@rm -rf $(LOCK)
	@$(PYTHON) -m venv $(LOCK)
# torch alone keeps its version: a range gets a build for graphics cards, gigabytes of it, where a small one is at
# hand. To move it, change its line in constraints.txt first.
	@grep '^torch==' constraints.txt > $(LOCK)/torch.txt
	$(LOCK)/bin/python -m pip install -c $(LOCK)/torch.txt -e '.[openai,anthropic,google,ollama,mcp,training,dev]'
	@$(LOCK)/bin/python -m pip freeze --all --exclude pip --exclude-editable > $(LOCK)/frozen.txt
	@echo '# The version of every dependency, all extras included, that is tested. Made by `make lock`.' > constraints.txt
# A local version such as +cpu exists in one place only.
	@sed 's/+.*//' $(LOCK)/frozen.txt >> constraints.txt
	@rm -rf $(LOCK)

ranker: setup  ## Train the ranker: make ranker XQUAD=folder ARCD=file NOMIRACL=file [HELD_OUT=1]
	$(BIN)/python -m benchmarks.ranker --xquad $(XQUAD) --arcd $(ARCD) --nomiracl $(NOMIRACL) $(if $(HELD_OUT),--held-out)

entailment: setup  ## Train what checks the claims of a model
	$(BIN)/python -m benchmarks.entailment

# Memory that is given back after each step and asked for again costs a fifth of the time.
judge: export MALLOC_MMAP_THRESHOLD_ = 4000000000
judge: export MALLOC_TRIM_THRESHOLD_ = 16000000000
judge: setup  ## Train the language model to judge: make judge XQUAD=folder ARCD=file NOMIRACL=file [ON=1]
	$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[training]'
	$(BIN)/python -m benchmarks.judge --xquad $(XQUAD) --arcd $(ARCD) --nomiracl $(NOMIRACL) $(if $(ON),--on)

judge-weights: setup  ## Weigh what search and judge say: make judge-weights XQUAD=folder ARCD=file NOMIRACL=file
	$(BIN)/python -m benchmarks.judge.weigh --xquad $(XQUAD) --arcd $(ARCD) --nomiracl $(NOMIRACL)

SPEED := $(if $(XQUAD),--xquad $(XQUAD)) $(if $(MODEL),--model $(MODEL))
bench: setup  ## Measure speed beside a plain LangChain script: make bench [XQUAD=folder] [MODEL=file.gguf]
	@mkdir -p build
	$(BIN)/python -m benchmarks.speed $(SPEED) --json build/speed.json --markdown build/speed.md --plot docs/speed.png

bench-quick: setup  ## The same with less of everything, in under three minutes
	$(BIN)/python -m benchmarks.speed $(SPEED) --quick

clean:  ## Remove .venv and what the tools left behind
	rm -rf $(VENV) $(LOCK) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The stamp is written last and removed first, so that an install that was stopped half way is never taken for a
# whole one: without the stamp everything starts from an empty .venv, with it a change of the pins is a quick update.
$(STAMP): pyproject.toml constraints.txt
	@test -f $@ || { $(check-python); }
	@test -f $@ || { echo "Installing into $(VENV): a few minutes the first time."; $(PYTHON) -m venv --clear $(VENV); }
	@rm -f $@
# The pip that comes with Python 3.11 takes half as long again.
	@$(BIN)/python -m pip install --disable-pip-version-check -q pip==26.3
	@$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
