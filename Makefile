# Wartemarke: `make` alone lists what there is. Every target installs what it needs and says so.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Whole files for each of JOBS processes, for what a file sets up is dear; a process that dies ends the run.
JOBS ?= 2
PYTEST := QT_QPA_PLATFORM=offscreen $(RUN) -m pytest -n $(JOBS) --dist loadfile --max-worker-restart 0

# What Qt needs on a bare Debian 12, offscreen and in a window, and the letters of all languages.
SCREEN_PACKAGES := python3-venv libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 \
	libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
	libxcb-render-util0 libxcb-shape0 libxcb-xkb1 fonts-noto-core fonts-dejavu-core
# What the tests drive for real: the production broker, a database for many zones, a browser, an X server, a hand,
# and who writes down what programs ask of the kernel; the browser's driver needs libatomic1, which nothing else brings.
TEST_PACKAGES := mosquitto postgresql chromium libatomic1 xvfb xauth xdotool git strace

.PHONY: help setup setup-dev demo test gate check lint types floors format bench clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: setup browser-if-no-screen ## run a whole zone; ARGS="--visitors --for 60s" plays a busy morning
	$(RUN) -m waiting_room demo $(ARGS)

test: setup-dev check ## lint, types, floors and all tests
	$(PYTEST) $(ARGS)

gate: setup-dev check ## the same, but every case where `make test` plays one in ten
	$(PYTEST) --gate $(ARGS)

check: setup-dev lint types floors ## lint, types and floors only

lint:
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types:
	$(RUN) -m mypy

floors:
	$(VENV)/bin/lint-imports

format: setup-dev ## put the code into its form
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

bench: setup-dev ## measure; ARGS=--json for machines
	@$(RUN) -m bench $(ARGS)

clean: ## remove what was installed and made here
	rm -rf $(VENV) wartemarke-demo wartemarke-data .mypy_cache .ruff_cache .pytest_cache

setup: screen-packages $(VENV)/.runtime ## install what the programs need

setup-dev: setup test-packages $(VENV)/.dev ## install what the tests need, too

.PHONY: screen-packages test-packages
screen-packages:
	@$(call need,$(SCREEN_PACKAGES))

test-packages:
	@$(call need,$(TEST_PACKAGES))

$(VENV)/.runtime: requirements.lock pyproject.toml | screen-packages
	@echo "installing Python packages into $(VENV)"
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --require-hashes -r requirements.lock
	$(RUN) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime | test-packages
	@echo "installing the tests' Python packages into $(VENV)"
	$(RUN) -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: browser-if-no-screen
browser-if-no-screen:
	@if [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(call need,chromium); fi

# Install those of Debian's packages that are missing, and say which; nothing if there are none.
define need
missing=$$(for package in $(1); do \
	dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || echo $$package; \
done); \
if [ -n "$$missing" ]; then \
	echo "installing Debian packages:" $$missing; \
	$(SUDO) apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing \
		> /dev/null || { echo "apt-get could not install them; see above" >&2; exit 1; }; \
fi
endef

.PHONY: lock
lock: setup-dev ## resolve all versions anew (needs uv)
	uv pip compile pyproject.toml --extra demo --extra build --generate-hashes --universal \
		--python-version 3.11 --no-header --no-annotate -o requirements.lock
	uv pip compile pyproject.toml --extra demo --extra build --group dev --generate-hashes \
		--universal --python-version 3.11 --no-header --no-annotate \
		-c <(grep == requirements.lock | sed 's/ \\$$//') -o requirements-dev.lock
