# make verify: everything set up, then every theorem of the catalogue held against what its learner says.
# make test:   everything set up, then the tests.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# Our matrices are small: two threads take twice as long as one.
export OPENBLAS_NUM_THREADS ?= 1
# Every learner is run again in a process of its own, which need not compile qlearn each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup verify test lint proofs mutants notebooks pictures readme docs bench-core bench-journal bench-linear bench-noise bench-trees bench-kernels bench-extraction bench-finite bench-boolean bench-fits bench-sweeps bench-player peers wheel clean

setup: $(READY)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("qlearn needs Python 3.11 or later, got " + sys.version.split()[0] + "; try make PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group test --group lint --group docs
	@touch $(READY)

verify: setup
	$(BIN)/qlearn verify

# Three processes on two cores: some tests wait for other processes.
test: setup
	$(BIN)/python -m pytest -q -n 3 --dist worksteal

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

proofs: setup
	@command -v coqc >/dev/null || proofs_checks/get-coq
	$(BIN)/python -m proofs_checks --check

mutants: setup
	PYTHONPATH=tests $(BIN)/python -m mutants --each

notebooks: setup
	$(BIN)/python -m pytest -q -n 2 --nbmake notebooks

pictures: setup
	$(BIN)/python docs/pictures.py

readme: setup
	$(BIN)/python docs/readme.py

# Into docs/_build/html; a warning is an error, and so is a page that loads anything from elsewhere or a link that leads nowhere.
docs: setup
	$(BIN)/python -m sphinx -q -W --keep-going -j 2 -b html docs docs/_build/html

bench-core: setup
	$(BIN)/python benchmarks/core.py

bench-journal: setup
	$(BIN)/python benchmarks/journal.py

bench-linear: setup
	$(BIN)/python benchmarks/linear.py

bench-noise: setup
	$(BIN)/python benchmarks/noise.py

bench-trees: setup
	$(BIN)/python benchmarks/trees.py

bench-kernels: setup
	$(BIN)/python benchmarks/kernels.py

bench-extraction: setup
	$(BIN)/python benchmarks/extraction.py

bench-finite: setup
	$(BIN)/python benchmarks/finite.py

bench-player: setup
	$(BIN)/python benchmarks/player.py

bench-sweeps: setup
	$(BIN)/python benchmarks/sweeps.py

bench-boolean: setup
	$(BIN)/python benchmarks/boolean.py

bench-fits: setup
	$(BIN)/python benchmarks/fits.py

# MLServer and MLflow, for tests against other people's servers: apart, for they pin an older starlette than ours.
peers:
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	.venv-peers/bin/python -m pip install --quiet --group peers

wheel: setup
	.ci/wheel

clean:
	rm -rf .venv dist build extracted docs/_build docs/course docs/theorems docs/reference
