"""qlearn show NAME: one theorem in full."""

from __future__ import annotations

import inspect
import re
from typing import Any

from rich.console import Console
from rich.table import Table

from ..catalogue import Learner, find
from ..dimensions.results import Result, results
from ..evidence.proof import Proved, lemmas, proof
from ..report.citations import full
from ..report.tables import asks, forms, forms_table, noise, promise
from ..verdict import Verdict, verify
from .output import JsonTarget, fact, write_json


def show(name: str, *, latex: bool = False, evidence: bool = True, json: JsonTarget = None) -> None:
    """A learner's theorem: claim, bounds, lower bound, guarantee, sources, evidence of each kind, and its own words.

    The evidence is found afresh, as by `qlearn verify`: what was exhausted, attacked and tested, the proof lemma by lemma, and
    the largest measured/bound with the target that reached it.  Other learners of the same class stand beside it: those that
    ask otherwise, that need examples only, or that bear noise.

    Parameters
    ----------
    name
        A name of the catalogue, or a learner with reductions: boolean.elimination+sampling; or a method that has no theorem:
        retraining.eat; or a theorem about classes: dimensions.star.
    latex
        Print formulas as LaTeX.
    evidence
        Look for evidence; --no-evidence prints the theorem alone, at once.
    json
        Write it as JSON to this file, '-' for standard output.
    """
    from ..retraining.unproved import FAMILY, find_unproved  # scipy, which the help does not need

    if name in results():
        _show_result(results()[name], json)
        return
    unclaimed = name.startswith(FAMILY)
    learner = find_unproved(name) if unclaimed else find(name)
    verdict = _watched(learner) if evidence and not unclaimed else None
    if json is not None:
        write_json(as_json(learner, verdict), json)
        return
    console = Console(highlight=False)
    console.print(f"[bold]{learner.name}[/]({', '.join(learner.signature.parameters)})")
    console.print(_reflowed(inspect.cleandoc(learner.__doc__ or "")), markup=False)
    console.print(_facts(learner, latex))
    console.print(_lemmas(proof(learner.name, learner.theorem)))
    if verdict is not None:
        console.print(_evidence(verdict))
    if others := forms(learner):
        console.print(forms_table(learner, others))


def _watched(learner: Learner[..., Any]) -> Verdict:
    """The verdict, and on a terminal what is being done for it."""
    progress = Console(stderr=True)
    with progress.status(f"{learner.name}: looking for evidence") as status:
        return verify(learner, say=lambda stage: status.update(f"{learner.name}: {stage}"))


def as_json(learner: Learner[..., Any], verdict: Verdict | None = None) -> dict[str, Any]:
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
        "forms": [
            {"name": other.name, "asks": asks(other), "guarantee": promise(other), "noise": noise(other)}
            for other in forms(learner)
        ],
        "evidence": None if verdict is None else {**verdict.as_json(), "best_target": verdict.best_target},
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
    return facts


def _show_result(result: Result, json: JsonTarget) -> None:
    """A theorem about classes, with its proof in words and in lemmas."""
    checked = lemmas(result.name)
    if json is not None:
        found = {"claim": result.claim, "because": result.because, "cite": [full(key) for key in result.cite]}
        write_json({"name": result.name, **found, "lemmas": list(checked.lemmas) if checked else []}, json)
        return
    console, facts = Console(highlight=False), Table.grid(padding=(0, 2))
    console.print(f"[bold]{result.name}[/]")
    fact(facts, "claim", result.claim)
    fact(facts, "because", result.because)
    for key in result.cite:
        fact(facts, "source", full(key))
    console.print(facts)
    console.print(_lemmas(checked))


def _lemmas(checked: Proved | None) -> Table:
    """The proof's status, lemma by lemma."""
    facts = Table.grid(padding=(0, 2))
    for lemma in checked.lemmas if checked else ():
        tight = "" if lemma["tight"] else ", not tight"
        fact(facts, "lemma", f"{lemma['says']}  ({lemma['status']}: {lemma['method']}, {lemma['scope']}{tight})")
    if checked is None:
        fact(facts, "lemma", "none is recorded for this theorem as it stands")
    return facts


def _evidence(verdict: Verdict) -> Table:
    """What was found of each kind, and what came nearest to the bound."""
    facts = Table.grid(padding=(0, 2))
    for kind in ("proved", "exhausted", "attacked", "tested"):
        found = getattr(verdict, kind)
        if found is not None:
            fact(facts, kind, str(found))
    if verdict.failure is not None:
        fact(facts, "FAILS", str(verdict.failure))
    elif verdict.best_ratio is not None:
        fact(facts, "best ratio", f"{float(verdict.best_ratio):.3g} of the bound, by {verdict.best_target}")
    return facts
