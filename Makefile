# The menu of the project. The work is in scripts/bootstrap.py,
# which runs the same without make: python3 scripts/bootstrap.py demo

PYTHON ?= python3
UV ?= uv
# `make lock` keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest.
COMPILE = $(UV) pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help demo test deep check mutants foreign event-logs events rules shown picture forms bench lock clean

help: ## To menu / This menu
	@awk -F ':.*## | / ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n%18s%s\n", $$1, $$2, "", $$3}' $(firstword $(MAKEFILE_LIST))

demo: ## Zmyślony klub na 127.0.0.1:8000, od zera / An invented club on 127.0.0.1:8000, from nothing
	@$(PYTHON) scripts/bootstrap.py demo

test: ## Wszystkie sprawdzenia i testy / Every check and every test
	@$(PYTHON) scripts/bootstrap.py test

deep: ## Testy losowe z pełnymi liczbami / The tests that draw at random, with all of their numbers
	@$(PYTHON) scripts/bootstrap.py deep

check: ## Szybkie sprawdzenie źródeł / The source alone: style, types, arrows, catalogue
	@$(PYTHON) scripts/bootstrap.py check

mutants: ## Błędy podłożone w regułach: których żaden test nie widzi / Faults planted in the rules: which no test sees
	@$(PYTHON) scripts/bootstrap.py mutants

foreign: ## Obce programy sprawdzają nasze dowody / Programs of other authors judge our proofs
	@$(PYTHON) scripts/bootstrap.py foreign

event-logs: ## Obce programy otwierają dzienniki zdarzeń / Process-mining programs of other authors open our event logs
	@$(PYTHON) scripts/bootstrap.py event-logs

events: ## Nowy spis zdarzeń z kodu, docs/events.md / Write docs/events.md anew from the code
	@$(PYTHON) scripts/bootstrap.py events

rules: ## Nowy spis reguł z kodu, docs/rules.md / Write docs/rules.md anew from the code
	@$(PYTHON) scripts/bootstrap.py rules

shown: ## Nowy opis eksportów i metod z kodu / Write the pages on exports and methods anew from the code
	@$(PYTHON) scripts/bootstrap.py shown

picture: ## Nowy obraz strony ewaluatora, wymaga Chromium / Draw the evaluator's page of the demo anew, needs Chromium
	@$(PYTHON) scripts/bootstrap.py picture

forms: ## Druki zmyślonych osób w katalogu druki/ / Every form with invented people, to look at
	@$(PYTHON) scripts/bootstrap.py forms

bench: ## Pomiar tej maszyny / Measure this machine
	@$(PYTHON) scripts/bootstrap.py bench

lock: ## Nowe zamki zależności, wymaga uv / New dependency locks, for maintainers, needs uv
	$(COMPILE) pyproject.toml --group build --output-file requirements/base.txt
	$(COMPILE) --group dev --constraints requirements/base.txt --output-file requirements/dev.txt

clean: ## Usuń środowisko i pamięci podręczne, dane zostają / Remove .venv and caches, data stays
	rm -rf .venv build dist mutants *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
