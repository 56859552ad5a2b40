# `make run` sets up and serves the graph; `make test` sets up and passes every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASE := build/release
# The articles' texts, if they lie beside the checkout: then every passage is verified.
TEXTS := $(firstword $(wildcard $(MUSCLEGRAPH_TEXTS) ../shared/sources))

.PHONY: run build test system clients lint soak bench conformance sbom audit evaluate learn learn-semantic tune docs clean

run: build
	$(BIN)/musclegraph serve

build: $(VENV)/.ready
	$(BIN)/musclegraph build $(if $(TEXTS),--sources $(TEXTS))

# Debian's packages come while PyPI's do, and lint runs meanwhile.
test:
	$(MAKE) --jobs=3 lint system clients
	test -d src/musclegraph/pages/static/bundle || \
	  { echo "no bundle of the pages: rm $(VENV)/.ready and run again where npm can be reached"; exit 1; }
	MUSCLEGRAPH_TEXTS=$(TEXTS) $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

system:
	./tools/system-packages

clients: $(VENV)/.ready
	$(BIN)/python tools/npm_ci.py tests/clients

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Long proofs: ten thousand random evidence sets, hundreds of kills.
soak: $(VENV)/.ready
	MUSCLEGRAPH_SOAK=1 MUSCLEGRAPH_TEXTS=$(TEXTS) $(BIN)/pytest -m soak

# Against Oxigraph's server, Virtuoso, rdflib and its endpoint; the figures go into benchmarks/README.md.
bench: build
	./tools/bench-peers $(BIN)/python
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/lanes.py

# The official SPARQL tests over HTTP, beside Oxigraph's server. MUSCLEGRAPH_W3C names their folder.
conformance: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks.conformance --page docs/conformance.md

# What a release is made of: a CycloneDX list of all that `pip install 'musclegraph[all]'` brings.
sbom: $(RELEASE)/.ready
	mkdir -p dist
	$(RELEASE)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
	  --output-file dist/musclegraph.cdx.json $(RELEASE)/product/bin/python

# What is known against it, as PyPI says. Fails if something is, or if PyPI could not be asked.
audit: $(RELEASE)/.ready
	$(RELEASE)/bin/pip-audit --strict --progress-spinner off --path \
	  $$($(RELEASE)/product/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

$(RELEASE)/.ready: pyproject.toml
	$(PYTHON) -m venv $(RELEASE)
	$(PYTHON) -m venv $(RELEASE)/product
	$(RELEASE)/product/bin/python -m pip install --quiet --disable-pip-version-check '.[all]'
	$(RELEASE)/bin/python -m pip install --quiet --disable-pip-version-check \
	  'cyclonedx-bom>=7' 'pip-audit>=2.9'
	touch $@

# How well text is checked, beside baselines, on sentences with known answers.
evaluate: build
	$(BIN)/python benchmarks/check.py --docs docs

# So that one machine learns the same, byte for byte, every time.
SAME := PYTHONHASHSEED=0 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

# Learn the checker's model anew from training/sentences; then weigh and evaluate.
learn: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[learn]'
	$(SAME) $(BIN)/python training/learn.py

# Learn the second reader anew; then weigh and evaluate.
learn-semantic: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[learn,semantic]'
	PYTHONHASHSEED=0 $(BIN)/python training/learn_semantic.py

# How far the second reader is trusted beside the core, after either was learned.
weigh: build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[learn,semantic]'
	$(SAME) $(BIN)/python training/weigh.py

# What each bound of the checker would do, on sentences to tune on.
tune: build
	$(BIN)/python training/tune.py

# The documents that are made from the graph; a test compares them with what it says now.
docs: build
	$(BIN)/python tools/write_docs.py docs

$(VENV)/.ready: pyproject.toml hatch_build.py $(wildcard frontend/*.* frontend/src/*)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

clean:
	rm -rf $(VENV) snapshots build dist
