# The two commands of the README are `make demo` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEVELOPMENT := $(VENV)/.ready-for-development
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt
EXAMPLE := examples/page-2026-03-18.txt
OUT ?= out

.DEFAULT_GOAL := help
.PHONY: help demo check test test-slow neo4j neo4j-stop ontology-docs browser-guide bench clean

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --editable .
	@touch $@

$(DEVELOPMENT): $(READY)
	$(INSTALL) --editable '.[dev]'
	@touch $@

demo: $(READY) ## Build the graph of the example page and say what to try next
	$(BIN)/kg build $(EXAMPLE) --out $(OUT)
	$(BIN)/kg show 黑河市 --graph $(OUT)
	$(BIN)/kg query "MATCH (p:Official)-[r:HOLDS_POST]->(b) RETURN p.name AS person, r.role AS role, b.name AS body, r.modality AS modality ORDER BY person, role LIMIT 10" --graph $(OUT)
	@echo
	@echo "Try next:  $(BIN)/kg show 魏长河 --why --graph $(OUT)"
	@echo "           $(BIN)/kg path 魏长河 布拉戈维申斯克 --graph $(OUT)"
	@echo "           $(BIN)/kg query --sparql 'SELECT ?port ?name WHERE { ?port a pkg:Port ; rdfs:label ?name }' --graph $(OUT)"
	@echo "           $(BIN)/kg export $(OUT)/graph.trig --graph $(OUT)"
	@echo "           make neo4j   (a Neo4j server from Maven jars; needs Java 17 and Maven)"

check: $(DEVELOPMENT) ## Formatting, lint, types, import contracts
	$(BIN)/ruff format --check kg pipelines tests benchmarks
	$(BIN)/ruff check kg pipelines tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## All checks and tests; with Java also those on a real Neo4j and in its Browser
	$(BIN)/python -m pytest -q -m "not slow"

test-slow: $(DEVELOPMENT) ## The tests that take minutes each: a server killed twenty times, a million records
	$(BIN)/python -m pytest -q -m slow

neo4j: $(READY) ## Start Neo4j 5.26 from Maven jars (Java 17 and Maven needed) and load the example
	$(BIN)/kg neo4j start
	@test -f $(OUT)/graph.jsonl || $(BIN)/kg build $(EXAMPLE) --out $(OUT)
	$(BIN)/kg load --graph $(OUT)

neo4j-stop: $(READY) ## Stop that server; its data stay
	$(BIN)/kg neo4j stop

ontology-docs: $(DEVELOPMENT) ## Pages of the ontology into docs/ontology
	$(BIN)/python ontology/documentation.py docs/ontology

browser-guide: $(DEVELOPMENT) ## Write the pages of the Browser guide from its AsciiDoc
	$(BIN)/python -c "from kg.property_graph.browser import guide; guide.write_guide(guide.FOLDER)"

bench: $(READY) ## Speed and memory, annotation and whole builds; CORPUS=FILE.jsonl.gz
	$(BIN)/python benchmarks/annotation.py $(CORPUS)
	$(BIN)/python benchmarks/build.py $(CORPUS)

clean: ## Remove the environment and caches
	rm -rf $(VENV) .cache out
