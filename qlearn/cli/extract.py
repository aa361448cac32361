"""qlearn extract TARGET: learn a real model from its answers."""

from __future__ import annotations

from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from ..errors import BadArgument
from .extract_files import Files
from .extract_remote import Served, is_address
from .extract_report import as_json, machine_report, report
from .output import JsonTarget, write_json
from .prices import price_of, served
from .tree_report import any_number_of_digits, print_tree_report


def extract(
    target: str,
    *,
    oracle: str | None = None,
    learner: str | None = None,
    eps: str | None = None,
    positive: str | None = None,
    flip: str = "0",
    rho: str | None = None,
    confidence: str = "19/20",
    budget: int | None = None,
    cost: str | None = None,
    service: str | None = None,
    data: Path | None = None,
    box: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    step: float = 1.0,
    tol: str | None = None,
    classes: int | None = None,
    gamma: float | None = None,
    seed_rows: int = 0,
    seed: int = 0,
    journal: Path | None = None,
    certificate: Path | None = None,
    trust_pickle: bool = False,
    out: Path | None = None,
    picture: Path | None = None,
    judge: int | None = None,
    server: Annotated[Served, Parameter(name="*")] = Served(),  # noqa: B008  # frozen
    json: JsonTarget = None,
) -> None:
    """Learn a model by queries; report queries against the bound, fidelity, and whether the model is in the class.

    Parameters
    ----------
    target
        demo:DATASET/MODEL, such as demo:breast-cancer/logistic; a saved scikit-learn model (.skops, or with --trust-pickle
        .pkl and .joblib); MODULE:FUNCTION, a Python function of X (batch, d); or the address of a server, http://HOST:PORT
        or https://HOST.
    oracle
        What the model tells: value (its confidences or real outputs; usual where they are told), label (its decision), leaf
        (the name of a tree's leaf), or counterfactual (the nearest point with another label; the teacher is made of the tree
        or forest).
    learner
        A learner of the catalogue; chosen by the model unless given.
    eps
        By labels: the angle to be certified, in radians (1/100); of a tree the share of uniform inputs it may err on (1/1000).
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
    service
        Whose leaks and prices: amazon, google or microsoft, as in the paper's Table 1; what that service does not tell of
        such a model is refused.  Where node hours are charged (google), give --cost as well.
    data
        A file of inputs, .csv or .npy: they say where inputs lie, and fidelity is measured on them.
    box
        Where inputs lie, low:high for each feature, as in "0:1,-3:3" or "-1:1*30".
    step
        How far from the centre of the box to ask, as a share of its half width.
    tol
        Of a tree: how fine thresholds are found, as a share of a feature's width (1e-5); 0 means to the last float of 32 bits,
        which is usual for counterfactuals.
    classes
        How many classes 0, 1, ... a function has that is learned as a tree, or a server that does not name them.
    gamma
        Of a Gaussian kernel exp(-gamma |u - v|**2) on the box as [-1, 1]^d; without it, it is found by testing.
    seed_rows
        How many rows of the data a learner of kernel machines knows, without their labels; fidelity is on the others.
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
    picture
        Draw the copied tree to this file, .svg or .png.
    judge
        On how many uniform inputs the copy is judged (10,000); of a server, where they are paid for, 1,000, and at most as
        many rows of the data.
    json
        Write the report as JSON to this file, '-' for standard output.
    """
    price = _spendable(budget, service, cost)
    files = Files.of(target, out, picture, certificate, json)
    console = Console(stderr=json == "-")
    model = _loaded(console, target, data, box, trust_pickle, server.options(target, classes, positive))
    how: dict[str, Any] = {
        "oracle": oracle, "learner": learner, "positive": positive, "budget": budget, "step": step, "seed": seed,
        "judge": judge, "gamma": gamma, "seed_rows": seed_rows, "eps": eps, "flip": flip, "rho": rho, "tol": tol,
        "confidence": confidence, "classes": None if is_address(target) else classes, "journal": journal,
    }  # fmt: skip
    _say(console, model, found := _learned(model, files, how, console, service), files.write(found, model), json, price)


def _loaded(
    console: Console, target: str, data: Path | None, box: str | None, trust_pickle: bool, server: dict[str, Any]
) -> Any:
    from ..extraction.targets import target as load

    with console.status(Text(f"loading {target}")):
        return load(target, data=data, box=box, trust_pickle=trust_pickle, server=server)


def _say(
    console: Console, model: Any, found: Any, written: dict[str, str | None], json: str | None, cost: Fraction | None
) -> None:
    """The report, for a machine if one is wanted, else for people."""
    from ..extraction.kernel_extraction import KernelExtraction
    from ..extraction.tree_judge import TreeExtraction

    if json is not None:
        with any_number_of_digits():
            write_json({**as_json(found, cost), **written}, json)
    elif isinstance(found, TreeExtraction):
        print_tree_report(console, model, found, written, cost)
    elif isinstance(found, KernelExtraction):
        console.print(machine_report(model.name, found, written["saved_to"], cost))
    else:
        console.print(report(model.name, found, written["saved_to"], cost))


def _spendable(budget: int | None, service: str | None, cost: str | None) -> Fraction | None:
    """The price of a query, if the budget buys any."""
    if budget is not None and budget < 1:
        raise BadArgument(f"--budget {budget}: a budget of at least 1 query is needed to learn anything")
    return price_of(service, cost)


def _learned(model: Any, files: Files, how: dict[str, Any], console: Console, service: str | None) -> Any:
    """The extraction, its queries counted on the screen; a line to a server is hung up whatever happens."""
    from ..extraction.extract import extract as learn
    from ..extraction.served import usual_oracle
    from ..teachers import Remote

    with model.model if isinstance(model.model, Remote) else nullcontext():
        if service is not None and isinstance(model.model, Remote):
            raise BadArgument("--service is for a model that is here; a server tells what it tells, and its own price")
        how["oracle"] = usual_oracle(model.model, model.box, how["oracle"])
        served(service, model.model, how["oracle"])
        files.ready(model, how["oracle"], how["learner"])
        return _counted(learn, model, how, console)


def _counted(learn: Any, model: Any, how: dict[str, Any], console: Console) -> Any:
    doing = f"learning {model.name} by {how['oracle']} queries"
    with console.status(Text(doing)) as status:
        return learn(model.model, model.data, box=model.box, **how, say=lambda n: status.update(Text(f"{doing}: {n} asked")))
