"""qlearn extract TARGET: learn a real model from its answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from ..errors import BadArgument, unknown
from .output import JsonTarget, write_json


def extract(
    target: str,
    *,
    oracle: str = "value",
    learner: str | None = None,
    budget: int | None = None,
    step: float = 1.0,
    seed: int = 0,
    out: Path | None = None,
    json: JsonTarget = None,
) -> None:
    """Learn a model by queries; report queries against the bound, fidelity, and whether the model is in the class.

    Parameters
    ----------
    target
        demo:DATASET/MODEL, such as demo:breast-cancer/logistic.
    oracle
        What the model tells: value (its confidences or real outputs).
    learner
        A learner of the catalogue; chosen by the model unless given.
    budget
        The most queries that may be asked, at least 1.
    step
        How far from the centre of the data's box to ask, as a share of its half width.
    seed
        Of the uniform inputs that fidelity is measured on.
    out
        Where to save the copy, a scikit-learn estimator (default: extracted/TARGET.skops).
    json
        Write the report as JSON to this file, '-' for standard output.
    """
    from ..extraction.copies import save
    from ..extraction.demos import demo
    from ..extraction.extract import extract as learn

    scheme, _, name = target.partition(":")
    if scheme != "demo":
        raise unknown("kind of target", scheme, ["demo"])
    if budget is not None and budget < 1:
        raise BadArgument(f"--budget {budget}: a budget of at least 1 query is needed to learn anything")
    console = Console(stderr=json == "-")
    with console.status(f"fitting {target}"):
        model = demo(name)
    with console.status(f"learning {target} by {oracle} queries"):
        found = learn(model.model, model.data, oracle=oracle, learner=learner, budget=budget, step=step, seed=seed)
    saved = save(found.copy, out or Path("extracted") / (name.replace("/", "-") + ".skops"))
    if json is not None:
        write_json({**as_json(found), "saved_to": str(saved)}, json)
    else:
        console.print(_report(target, found, saved))


def as_json(found: Any) -> dict[str, Any]:
    ledger = found.run.ledger
    return {
        "learner": found.learner.name,
        "queries": dict(ledger),
        "bound": found.bound,
        "lower_bound": found.lower_bound,
        "condition": found.condition,
        "certified_error": found.certified_error,
        "residual": found.residual,
        "in_class": found.in_class,
        "fidelity": {"uniform": found.uniform.share, "data": found.data.share},
        "fidelity_interval": {
            "uniform": [found.uniform.low, found.uniform.high],
            "data": [found.data.low, found.data.high],
            "confidence": found.data.confidence,
        },
        "rounds": ledger.rounds,
        "seconds": round(found.seconds, 4),
    }


def _report(target: str, found: Any, saved: Path) -> Table:
    table = Table.grid(padding=(0, 2))
    ledger = found.run.ledger
    asked = ", ".join(f"{count} {kind}" for kind, count in ledger.items())
    table.add_row("[bold]target[/]", target)
    table.add_row("[bold]learner[/]", f"{found.learner.name}: {found.learner.theorem.claim}")
    table.add_row("[bold]queries[/]", f"{asked}, in {ledger.rounds} round{'s' if ledger.rounds != 1 else ''}")
    table.add_row("[bold]bound[/]", f"{found.bound}; every learner needs at least {found.lower_bound}")
    table.add_row("[bold]condition[/]", f"{found.condition:.3g} (of the equations solved)")
    table.add_row("[bold]fidelity[/]", f"uniform inputs of the data's box: {found.uniform}")
    table.add_row("", f"the data: {found.data}")
    table.add_row("[bold]residual[/]", _verdict(found))
    table.add_row("[bold]saved to[/]", str(saved))
    return table


def _verdict(found: Any) -> str:
    if found.in_class:
        return f"{found.residual:.2g} on fresh inputs: the model is in the class, up to rounding"
    return (
        f"{found.residual:.2g} on fresh inputs, where rounding would explain {found.certified_error:.1g}:"
        " the model is OUTSIDE the class, and the copy only an approximation; its theorem promises nothing here"
    )
