# The front door. `make` alone says what there is.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA := $(or $(SCHRITTE_DATA_DIR),var)
NPM_PACKAGES := axe-core@4.14.1 web-push@3.6.7
PACKAGES := chromium firefox-esr postgresql redis-server poppler-utils fonts-noto-core \
	libpango-1.0-0 libpangoft2-1.0-0 libfaketime iproute2
QUICK := not browser and not postgres and not slow

ifdef PORT
export SCHRITTE_ORIGIN := http://localhost:$(PORT)
endif

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# -- to use it ---------------------------------------------------------------------------------------

.PHONY: run
run: setup ## start the app with its demo on http://localhost:8000 (PORT=8001 for another port)
	@$(BIN)/schritte demo || test $$? -eq 2
	@exec $(BIN)/schritte serve

.PHONY: setup
setup: $(VENV)/.ready $(DATA)/.prepared ## install into .venv and prepare var/; start nothing

.PHONY: demo
demo: setup ## fill an empty data folder with invented people, and say how to look around
	@$(BIN)/schritte demo

.PHONY: migrate
migrate: $(VENV)/.ready ## bring the database to the shape of this version
	@$(BIN)/schritte upgrade

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DATA)/.prepared: $(VENV)/.ready $(wildcard migrations/versions/*.py)
	@$(BIN)/schritte init
	@touch $@

# -- to change it ------------------------------------------------------------------------------------

.PHONY: check
check: $(VENV)/.ready-dev lint ## the quick checks (under 2 minutes): style, types, layers, texts, fast tests
	$(BIN)/pytest -n 2 -m "$(QUICK)"
	@$(BIN)/python -m tests.architecture.sizes

.PHONY: lint
lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.support.catalogs --check

.PHONY: fix
fix: $(VENV)/.ready-dev ## put style right where a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: strings
strings: $(VENV)/.ready-dev ## bring the catalogs up to date with the texts of the source
	$(BIN)/python -m tests.support.catalogs

.PHONY: pictures
pictures: setup-dev ## take the pictures of the README again, from the demo
	$(BIN)/python -m tests.support.pictures

.PHONY: screens
screens: setup-dev ## take pictures of the main screens in every language, to be looked at
	$(BIN)/python -m tests.support.screens

# -- to trust it -------------------------------------------------------------------------------------

.PHONY: test
test: setup-dev lint ## everything that CI runs: both databases, real browsers, every page
	$(BIN)/pytest -n 2 --databases=both
	@$(BIN)/python -m tests.architecture.sizes

.PHONY: bench
bench: setup-dev ## figures of speed and size, ratios side by side in one run
	$(BIN)/python -m tests.bench

.PHONY: proof
proof: setup-dev ## the long trust tests, each with its figure (PART=mutants runs one of them)
	$(BIN)/python -m tests.proof $(PART)

.PHONY: setup-dev
setup-dev: $(VENV)/.ready-dev $(VENV)/.ready-packages $(VENV)/npm/.ready

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# What the tests need beside Python: Debian's packages, if this account may install them.
$(VENV)/.ready-packages: Makefile | $(VENV)/bin/python
	@missing=; command -v npm >/dev/null || missing=" npm"; for each in $(PACKAGES); do \
		dpkg-query -W -f '$${Status}' $$each 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$each"; \
	done; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get -o DPkg::Lock::Timeout=300 -qq update && \
		DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install -y \
			--no-install-recommends $$missing; \
	elif [ -n "$$missing" ]; then \
		echo "Please install, then try again:$$missing" >&2; exit 1; \
	fi
	@touch $@

$(VENV)/npm/.ready: Makefile | $(VENV)/.ready-packages
	npm install --prefix $(VENV)/npm --no-save --no-audit --no-fund --ignore-scripts --silent $(NPM_PACKAGES)
	@touch $@
