# make run   installs what runs, fills the store at first, starts the app and prints its address
# make test  installs what the tests need and runs all of them, two files at a time
# make lint  checks the code's style

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint clean

run: $(VENV)/runs
	@test -n "$$NEO4J_URI" || $(BIN)/python -m loaders --if-empty data/documents
	@$(BIN)/python -m streamlit run app.py

test: $(VENV)/tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; name one with: make run PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "The venv module is missing; on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }

$(VENV)/runs: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/tests: requirements-dev.txt $(VENV)/runs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache test-artifacts
