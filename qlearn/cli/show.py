"""qlearn show NAME: one theorem in full."""

from __future__ import annotations

import inspect
import re
from typing import Any

from rich.console import Console
from rich.table import Table

from ..catalogue import Learner, find
from ..evidence.proof import proof
from ..report.citations import full
from .output import JsonTarget, fact, write_json


def show(name: str, *, latex: bool = False, json: JsonTarget = None) -> None:
    """A learner's theorem: claim, bounds, lower bound, guarantee, sources, lemmas checked, and its own words.

    Parameters
    ----------
    name
        A name of the catalogue, or a learner with reductions: boolean.elimination+sampling.
    latex
        Print formulas as LaTeX.
    json
        Write it as JSON to this file, '-' for standard output.
    """
    learner = find(name)
    if json is not None:
        write_json(as_json(learner), json)
        return
    console = Console(highlight=False)
    console.print(f"[bold]{learner.name}[/]({', '.join(learner.signature.parameters)})")
    console.print(_reflowed(inspect.cleandoc(learner.__doc__ or "")), markup=False)
    console.print(_facts(learner, latex))


def as_json(learner: Learner[..., Any]) -> dict[str, Any]:
    theorem, checked = learner.theorem, proof(learner.name, learner.theorem)
    lower = theorem.lower
    return {
        "name": learner.name,
        "learns": str(theorem.learns),
        "claim": theorem.claim,
        "bounds": [
            {"kind": b.kind.kind, "sense": b.sense, "formula": str(b.formula()), "latex": b.latex(), "mode": b.mode}
            for b in theorem.bounds
        ],
        "lower": None if lower is None else {"formula": str(lower.bound.formula()), "because": lower.because},
        "guarantee": {"says": theorem.guarantee.says, "mode": theorem.guarantee.mode},
        "cite": [full(key) for key in dict.fromkeys(theorem.cite)],
        "lemmas": list(checked.lemmas) if checked else [],
    }


def _reflowed(text: str) -> str:
    """A docstring with its paragraphs each on one line, for the terminal to wrap; examples as they stand."""
    lines: list[str] = []
    example = False
    for line in text.splitlines():
        example = line.startswith(">>>") or (example and bool(line))
        opening = (
            not line or example or re.match(r"[A-Z]\w+:", line) or not lines or not lines[-1] or lines[-1].startswith(">>>")
        )
        if opening:
            lines.append(line)
        else:
            lines[-1] += " " + line
    return "\n".join(lines)


def _facts(learner: Learner[..., Any], latex: bool) -> Table:
    theorem, facts = learner.theorem, Table.grid(padding=(0, 2))
    fact(facts, "claim", theorem.claim)
    for bound in theorem.bounds:
        formula = bound.latex() if latex else str(bound.formula())
        fact(facts, "asks", f"{bound.kind.kind} {bound.sense} {formula}  ({bound.mode})")
    if theorem.lower:
        formula = theorem.lower.bound.latex() if latex else str(theorem.lower.bound.formula())
        fact(facts, "needs", f"every learner that asks only so: {theorem.lower.kind.kind} at least {formula}")
        fact(facts, "", theorem.lower.because)
    fact(facts, "guarantee", f"{theorem.guarantee.says}  ({theorem.guarantee.mode})")
    for key in dict.fromkeys(theorem.cite):
        fact(facts, "source", full(key))
    checked = proof(learner.name, theorem)
    for lemma in checked.lemmas if checked else ():
        tight = "" if lemma["tight"] else ", not tight"
        fact(facts, "lemma", f"{lemma['says']}  ({lemma['status']}: {lemma['method']}, {lemma['scope']}{tight})")
    return facts
