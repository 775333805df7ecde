# What a person types; each target installs what it needs. `make run` and `make test` work on a fresh machine.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
BOTS := tests/sicherheit tests/zuverlaessigkeit $(wildcard tests/test_g*.py) tests/test_hauptaufgabe.py
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header

.PHONY: run test test-postgresql check format bench soak lock
.DEFAULT_GOAL := run

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(BIN)/python -m compileall -q app.py bot dialogs storage
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

run: $(VENV)/.run
	$(BIN)/python -m bot.uebungsraum.install
	$(BIN)/python app.py uebung

test: $(VENV)/.dev
	$(BIN)/python -m bot.uebungsraum.install --dev
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)
	$(if $(ARGS),,$(MAKE) test-postgresql)

# whole bots over PostgreSQL; tests/storage asks both kinds of database in any case
test-postgresql: $(VENV)/.dev
	TEST_DATENBANK=postgresql $(BIN)/python -m pytest -n 2 --dist loadgroup $(or $(ARGS),$(BOTS))

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pip check
	$(BIN)/python -m tests.dependency_audit

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(ARGS)

soak: $(VENV)/.dev
	$(BIN)/python -m tests.soak $(ARGS)

lock: $(VENV)/.dev
	$(PIP) install uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
