"""python -m proofs_checks: check every lemma; --json, --write, --check.

Exit code 0 if no lemma failed and, with --check, qlearn/proved.json is what --write would write; else 1; 2 for bad input.
A machine without coqc cannot write the record; it compares all but what only coqc can say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

import qlearn
from proofs_checks import coqc
from proofs_checks.coq import compile_all
from proofs_checks.lemmas import Result, checked, discover
from qlearn.cli.output import write_json
from qlearn.errors import BadArgument

WIDE = 140  # columns where nobody says how many there are
RECORD = Path(qlearn.__file__).parent / "proved.json"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    progress = Console(stderr=True)
    results = []
    with progress.status("checking lemmas") as status:
        lemmas = discover()
        if coqc.available():
            status.update("coqc compiles what it has not compiled before")
            compile_all()
        for lemma in lemmas:
            status.update(f"{lemma.theorem}: {lemma.says[:60]}")
            results.append(checked(lemma))
    failed = [result for result in results if result.status == "failed"]
    if options.json:
        _write({"lemmas": [result.as_json() for result in results]}, options.json)
    else:
        Console(width=None if sys.stdout.isatty() else WIDE).print(table(results))
    for result in failed:
        progress.print(f"FAILED {result.lemma.theorem}: {result.lemma.says}\n  {result.detail}", markup=False)
    missing = {result.detail for result in results if result.status == "not checked"}
    for detail in sorted(missing):
        progress.print(f"not checked: {detail}", markup=False)
    if options.write and missing:
        progress.print(f"{RECORD.name} is left as it was: it would record as unchecked what could not be checked here")
        return 1
    if options.write:
        RECORD.write_text(record(results), encoding="utf-8")
    if options.check and not fresh(results):
        progress.print(f"{RECORD.name} is not what these lemmas say; run python -m proofs_checks --write")
        return 1
    return 1 if failed else 0


def fresh(results: Sequence[Result]) -> bool:
    """Whether the record says what these results say; of a lemma that was not checked here only the claim is compared."""
    if not RECORD.is_file():
        return False
    entries, found = json.loads(RECORD.read_text(encoding="utf-8")), json.loads(record(results))
    unseen = {(r.lemma.theorem, r.lemma.name) for r in results if r.status == "not checked"}
    for theorem, entry in [*entries.items(), *found.items()]:
        for lemma in entry["lemmas"]:
            if (theorem, lemma["lemma"]) in unseen:
                lemma.update(status="", tight="")
    return bool(entries == found)


def record(results: Sequence[Result]) -> str:
    """The text of proved.json: for each theorem its lemmas and, if a learner of the catalogue claims it, its fingerprint."""
    entries: dict[str, Any] = {}
    for result in results:
        name = result.lemma.theorem
        if name not in entries:
            fingerprint = qlearn.find(name).theorem.fingerprint if name in qlearn.catalogue() else None
            entries[name] = {"fingerprint": fingerprint, "lemmas": []}
        entries[name]["lemmas"].append(result.recorded())
    return json.dumps(entries, indent=1, sort_keys=True) + "\n"


def table(results: Sequence[Result]) -> Table:
    """A line a lemma under its theorem; what each one says is in --json and in `qlearn show`."""
    shown = Table(
        Column("lemma", no_wrap=True), "status", "tight", Column("s", justify="right"), "scope", "method", box=SIMPLE_HEAD
    )
    before = ""
    for result in results:
        lemma = result.lemma
        if lemma.theorem != before:
            shown.add_row(f"[bold]{lemma.theorem}[/]")
        before = lemma.theorem
        tight = "yes" if result.tight else "no"
        shown.add_row(f"  {lemma.name}", result.status, tight, f"{result.seconds:.2f}", lemma.kind, lemma.scope)
    return shown


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proofs_checks", description="Check every lemma behind the theorems.")
    parser.add_argument("--json", metavar="FILE", help="write the results as JSON, '-' for standard output")
    parser.add_argument("--write", action="store_true", help="write what was checked to qlearn/proved.json")
    parser.add_argument("--check", action="store_true", help="fail unless qlearn/proved.json is up to date")
    return parser.parse_args(arguments)


def _write(value: Any, where: str) -> None:
    try:
        write_json(value, where)
    except BadArgument as error:
        write_json(value, "-")  # what took minutes is not lost to a slip in a name
        print(f"proofs_checks: {error}; it went to standard output", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    sys.exit(main())
