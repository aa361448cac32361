"""qlearn extract TARGET: learn a real model from its answers."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..errors import BadArgument
from .output import JsonTarget, fact, json_file, ready, write_json


def extract(
    target: str,
    *,
    oracle: str = "value",
    learner: str | None = None,
    eps: str = "1/100",
    positive: str | None = None,
    flip: str = "0",
    rho: str | None = None,
    confidence: str = "19/20",
    budget: int | None = None,
    cost: float | None = None,
    data: Path | None = None,
    box: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    step: float = 1.0,
    seed: int = 0,
    journal: Path | None = None,
    certificate: Path | None = None,
    trust_pickle: bool = False,
    out: Path | None = None,
    json: JsonTarget = None,
) -> None:
    """Learn a model by queries; report queries against the bound, fidelity, and whether the model is in the class.

    Parameters
    ----------
    target
        demo:DATASET/MODEL, such as demo:breast-cancer/logistic; a saved scikit-learn model (.skops, or with --trust-pickle
        .pkl and .joblib); or MODULE:FUNCTION, a Python function of X (batch, d).
    oracle
        What the model tells: value (its confidences or real outputs) or label (its decision).
    learner
        A learner of the catalogue; chosen by the model unless given.
    eps
        By labels: the angle to be certified, in radians.
    positive
        By labels: the class that counts as yes; needed where there are more than two.
    flip
        Defend the model: flip each label with this probability, afresh at every asking, before the learner hears it.
    rho
        How often labels are flipped, as the learner is told; by default what --flip says.  For a server that flips itself.
    confidence
        With which probability the copy is to be as near as --eps says, where a learner promises no more.
    budget
        The most queries that may be asked, at least 1.
    cost
        The price of one query, in any money; the report says what was spent.
    data
        A file of inputs, .csv or .npy: they say where inputs lie, and fidelity is measured on them.
    box
        Where inputs lie, low:high for each feature, as in "0:1,-3:3" or "-1:1*30".
    step
        How far from the centre of the box to ask, as a share of its half width.
    seed
        Of the uniform inputs that fidelity is measured on.
    journal
        Write the dialogue to this file as it happens; if it holds one, resume after its last answer.
    certificate
        Write the finished dialogue to this file, for `qlearn check`.
    trust_pickle
        Load a pickle, which may run any code that its author put in.
    out
        Where to save the copy, a scikit-learn estimator (default: extracted/TARGET.skops).
    json
        Write the report as JSON to this file, '-' for standard output.
    """
    from ..extraction.targets import target as load

    _spendable(budget, cost)
    out = out or Path("extracted") / f"{target.partition(':')[2].replace('/', '-') or Path(target).stem}.skops"
    if out.resolve() == Path(target).resolve():
        raise BadArgument(f"the copy would be written over the model itself, {target}; choose another place with --out")
    console = Console(stderr=json == "-")
    with console.status(Text(f"loading {target}")):
        model = load(target, data=data, box=box, trust_pickle=trust_pickle)
    ready(out, certificate, json_file(json))
    tolerances = {"eps": eps, "flip": flip, "rho": rho, "confidence": confidence}
    how = {"oracle": oracle, "learner": learner, "positive": positive, "budget": budget, "step": step, "seed": seed}
    found = _learned(model, {**how, **tolerances, "journal": journal}, console)
    saved = _saved(found, out, certificate)
    if json is not None:
        write_json({**as_json(found, cost), "saved_to": str(saved)}, json)
    else:
        console.print(_report(target, found, saved, cost))


def _spendable(budget: int | None, cost: float | None) -> None:
    if budget is not None and budget < 1:
        raise BadArgument(f"--budget {budget}: a budget of at least 1 query is needed to learn anything")
    if cost is not None and not 0 <= cost < math.inf:
        raise BadArgument(f"--cost {cost}: the price of a query is a number, 0 or above")


def _learned(model: Any, how: dict[str, Any], console: Console) -> Any:
    """The extraction, its queries counted on the screen."""
    from ..extraction.extract import extract as learn

    doing = f"learning {model.name} by {how['oracle']} queries"
    with console.status(Text(doing)) as status:
        return learn(model.model, model.data, box=model.box, **how, say=lambda n: status.update(Text(f"{doing}: {n} asked")))


def _saved(found: Any, out: Path, certificate: Path | None) -> Path:
    """Write the copy, and the certificate if one is wanted."""
    from ..evidence.certificate import certify
    from ..extraction.copies import save

    if certificate is not None:
        certify(found.run).save(certificate)
    return save(found.copy, out)


def as_json(found: Any, cost: float | None = None) -> dict[str, Any]:
    ledger = found.run.ledger
    shares = {"uniform": found.uniform, "data": found.data}
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
        "cost": None if cost is None else cost * ledger.total,
        "notes": list(found.run.notes),
        "seconds": round(found.seconds, 4),
    }


def _report(target: str, found: Any, saved: Path, cost: float | None) -> Table:
    table = Table.grid(padding=(0, 2))
    ledger = found.run.ledger
    asked = ", ".join(f"{count} {kind}" for kind, count in ledger.items())
    spent = "" if cost is None else f", for {cost * ledger.total:g} at {cost:g} a query"
    rows = [
        ("target", target),
        ("learner", f"{found.learner.name}: {found.learner.theorem.claim}"),
        ("queries", f"{asked}, in {ledger.rounds} round{'s' if ledger.rounds != 1 else ''}{spent}"),
        ("bound", f"{found.bound}; every learner needs at least {found.lower_bound}"),
        ("fidelity", f"uniform inputs of the box: {found.uniform}"),
    ]
    if found.data is not None:
        rows.append(("", f"the data: {found.data}"))
    if found.condition is not None:
        rows.append(("condition", f"{found.condition:.3g} (of the equations solved)"))
    rows += [("certified", _certified(found)), ("verdict", _verdict(found))]
    rows += [("note", note) for note in found.run.notes]
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
