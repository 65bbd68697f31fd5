# Each target makes the virtual environment when it is missing or older than the lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test browser lint format bench bench-judge bench-board bench-live pictures soak mutations crash storm demo lock clean

$(VENV)/.made: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

run: $(VENV)/.made
	$(BIN)/watcher run

demo: $(VENV)/.made
	$(BIN)/watcher demo

lint: $(VENV)/.made
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy watcher tests bench
	$(BIN)/lint-imports

format: $(VENV)/.made
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Tests that share a browser run in one worker.
test: lint browser
	$(BIN)/pytest -n auto --dist loadgroup

# Chromium for the tests of the board, from the system's packages where this user may install them.
browser:
	@for name in chromium-headless-shell chromium chromium-browser google-chrome; do \
	  command -v $$name >/dev/null && exit; \
	done; \
	test "$$(id -u)" = 0 && command -v apt-get >/dev/null && export DEBIAN_FRONTEND=noninteractive \
	&& apt-get -qq update && for name in chromium-headless-shell chromium; do \
	  apt-get -qq install --no-install-recommends --yes $$name fonts-dejavu-core >/dev/null && exit; \
	done; \
	echo "No Chromium here, and it cannot be installed: the tests that need it will say so."

bench: $(VENV)/.made
	$(BIN)/python bench/status_start.py

bench-judge: $(VENV)/.made
	$(BIN)/python bench/judging.py

# Every page of the board with a million articles: ms, and the ratio to a trivial page.
bench-board: $(VENV)/.made
	$(BIN)/python bench/board_pages.py

# From a new article to its card, at a client of the board's events and in Chromium where there is one.
bench-live: $(VENV)/.made
	PYTHONPATH=. $(BIN)/python bench/live_card.py

# Pictures of every page and mail, light and dark, narrow and wide, to look at.
pictures: $(VENV)/.made browser
	PYTHONPATH=. $(BIN)/python bench/pictures.py pictures

# Days of polling thousands of feeds that fail in every way, in minutes.
soak: $(VENV)/.made
	$(BIN)/python bench/soak.py

# Hostile feeds, and damaged copies of the feeds below FEEDS.
FEEDS ?= ../shared/feeds
mutations: $(VENV)/.made
	$(BIN)/python bench/mutations.py $(FEEDS)
# A thousand rounds of SIGKILL at every step of polling and delivering; prints what was lost and repeated.
crash: $(VENV)/.made
	PYTHONPATH=. $(BIN)/python bench/crash.py

# 500 articles of 200 outlets on one event in ten minutes, among 20,000 others; prints the messages.
storm: $(VENV)/.made
	PYTHONPATH=. $(BIN)/python bench/storm.py

# All versions with hashes, for every supported Python; no registry host is written.
lock: $(VENV)/.made
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --group dev \
	  --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
