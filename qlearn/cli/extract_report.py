"""What `qlearn extract` says of a copy: for machines, and of half-spaces for people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rich.table import Table

from .extract_remote import bill_facts, bill_json
from .output import fact


def as_json(found: Any, cost: Fraction | None = None) -> dict[str, Any]:
    """What is known of a copy, as plain data; copied trees and machines say more."""
    ledger = found.run.ledger
    shares = {"uniform": found.uniform, "data": found.data}
    of_some = ("bounds", "leaves", "equal", "disagreement", "certified_share", "majority", "seed_rows")
    return {
        "learner": found.learner.name,
        "queries": dict(ledger),
        "bound": found.bound,
        "lower_bound": found.lower_bound,
        "condition": found.condition,
        "certified_error": found.certified_error,
        "certified_by": found.certified_by,
        "confidence": found.confidence,
        "residual": found.residual,
        "in_class": found.in_class,
        "fidelity": {name: share and share.share for name, share in shares.items()},
        "fidelity_interval": {
            **{name: share and [share.low, share.high] for name, share in shares.items()},
            "confidence": found.uniform.confidence,
        },
        "rounds": ledger.rounds,
        "cost": None if cost is None else float(cost * (ledger.total + found.searched)),
        "notes": [*found.run.notes, *getattr(found, "notes", ())],
        "searched": found.searched,
        **{name: getattr(found, name) for name in of_some if hasattr(found, name)},
        **bill_json(found),
        "seconds": round(found.seconds, 4),
    }


def asked(found: Any, cost: Fraction | None) -> str:
    """How much was asked, in how many rounds, for how much money."""
    ledger = found.run.ledger
    kinds = ", ".join(f"{count} {kind}" for kind, count in ledger.items())
    paid = "" if cost is None else f", for {float(cost * (ledger.total + found.searched)):g} at {float(cost):g} a query"
    before = f" after {found.searched} to find where confidences are not rounded away" if found.searched else ""
    return f"{kinds}{before}, in {ledger.rounds} round{'s' if ledger.rounds != 1 else ''}{paid}"


def report(target: str, found: Any, saved: str | None, cost: Fraction | None) -> Table:
    """What people read of a copied half-space or linear function."""
    table = Table.grid(padding=(0, 2))
    rows = [
        ("target", target),
        ("learner", f"{found.learner.name}: {found.learner.theorem.claim}"),
        ("queries", asked(found, cost)),
        ("bound", f"{found.bound}; every learner needs at least {found.lower_bound}"),
        ("fidelity", f"uniform inputs of the box: {found.uniform}"),
    ]
    if found.data is not None:
        rows.append(("", f"the data: {found.data}"))
    if found.condition is not None:
        rows.append(("condition", f"{found.condition:.3g} (of the equations solved)"))
    rows += [("certified", _certified(found)), ("verdict", _verdict(found))]
    rows += [*(("note", note) for note in found.run.notes), *bill_facts(found)]
    for name, says in [*rows, ("saved to", str(saved))]:
        fact(table, name, says)
    return table


def machine_report(target: str, found: Any, saved: str | None, cost: Fraction | None) -> Table:
    """What people read of a machine copied by retraining: what was measured, and that nothing is promised."""
    table = Table.grid(padding=(0, 2))
    known = f"; {found.seed_rows} rows without labels were known" if found.seed_rows else ""
    inputs = {"uniform": ("uniform inputs of the box", found.uniform), "data": ("the data not known", found.data)}
    rows = [
        ("target", target),
        ("learner", f"{found.learner.name}.  {found.learner.theorem.claim}"),
        ("queries", asked(found, cost) + known),
        ("bound", "none: no theorem says how many queries are enough"),
        *(
            ("fidelity" if name == "uniform" else "", f"{what}: {share}; a constant answer: {found.majority[name]:.4f}")
            for name, (what, share) in inputs.items()
            if share is not None
        ),
        ("kernel", ", ".join(f"{name} {value}" for name, value in found.run.hypothesis.kernel.given.items())),
        ("certified", f"nothing: {found.certified_by}"),
    ]
    rows += [*(("note", note) for note in found.run.notes), *bill_facts(found)]
    for name, says in [*rows, ("saved to", str(saved))]:
        fact(table, name, says)
    return table


def _certified(found: Any) -> str:
    if found.confidence is not None:
        return f"nothing; promised with confidence {found.confidence:g}: {found.learner.theorem.guarantee.says}"
    if found.certified_error is None:
        return f"nothing: {found.certified_by}"
    return f"{found.certified_error:.3g}, if the model is in the class ({found.certified_by})"


def _verdict(found: Any) -> str:
    if found.in_class:
        return f"fresh inputs contradict it by {found.residual:.2g}, which that explains: nothing speaks against the class"
    return (
        f"fresh inputs contradict it by {found.residual:.2g}: the model is OUTSIDE the class, and the copy only an"
        " approximation; its theorem promises nothing here"
    )
