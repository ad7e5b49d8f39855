# make run     Leanto, at an address it prints          make test     every check and test
# make demo    six made-up months instead               make check    the checks that need no running: style, types, layers
# make bench   how fast, against what                   make trials   long runs: faults, kills, swaps, canaries
# make release what a release waits for: everything above, and help lines checked within the last twelve months
# make clean   removes what was installed here; never what you wrote, which lives elsewhere (docs/host/move.md)

python = .venv/bin/python
# A copied or moved folder, or a Python that is gone, means installing again.
gone := $(shell test -x $(python) || echo anew)

# A machine that keeps no bytecode would compile everything anew at each of the hundred starts the tests make.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run demo test check coverage bench trials release browser locks clean anew

run: .venv/.run
	@exec $(python) -m leanto.cli serve

demo: .venv/.run
	@exec $(python) -m leanto.cli demo

test: check browser
	$(python) -m pytest

check: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-logo
	.venv/bin/djlint --quiet --lint leanto/web/templates
	$(python) -m mypy

# Envelope, keys and slots leave no branch untried.
coverage: .venv/.dev browser
	$(python) -m pytest --cov --cov-report=term-missing:skip-covered
	$(python) -m coverage report --include='leanto/vault/envelope.py,leanto/vault/keys.py,leanto/vault/slots.py' \
	    --fail-under=100

bench: .venv/.dev
	$(python) -m bench

trials: .venv/.dev browser
	$(python) -m pytest -m trials -n0 -s

release: test trials
	$(python) -m pytest -m release -n0

browser: .venv/.dev
	@requirements/browser

locks: .venv/.dev
	@for name in run dev uv; do .venv-uv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade \
	    --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make locks" \
	    --output-file requirements/$$name.txt requirements/$$name.in || exit 1; done

clean:
	rm -rf .venv .venv-uv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
	    .hypothesis .coverage test-results

# A full install holds the smaller one, so the two never take turns at removing each other's packages.
.venv/.run: requirements/run.txt requirements/uv.txt $(gone)
	@echo "Preparing Leanto in .venv. This happens once, and takes a minute at most on most machines."
	@requirements/install run
	@rm -f .venv/.dev && touch $@

.venv/.dev: requirements/dev.txt requirements/run.txt requirements/uv.txt $(gone)
	@echo "Preparing what the tests need in .venv."
	@requirements/install dev
	@touch .venv/.run $@
