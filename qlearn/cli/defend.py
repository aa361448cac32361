"""qlearn defend CLASS: what so many queries can steal, and what they cannot, by theorems."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from ..errors import BadArgument
from .defend_demo import measured
from .output import JsonTarget, json_file, ready, write_json
from .prices import price_of


def defend(
    name: str,
    *,
    queries: int | None = None,
    error: str | None = None,
    dimension: int | None = None,
    size: tuple[str, ...] = (),
    flip: str | None = None,
    sigma: str | None = None,
    rounding: str | None = None,
    confidence: str = "19/20",
    defence: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    service: str | None = None,
    cost: str | None = None,
    picture: Path | None = None,
    json: JsonTarget = None,
) -> None:
    """Size a rate limit: the error that attacks with a theorem reach, and the error below which no attack can go.

    Parameters
    ----------
    name
        What the server keeps: halfspaces, affine-halfspaces, linear, logistic, softmax, polynomials, polynomial-signs,
        gaussian-networks, conjunctions, parities, boxes, trees-leaves, trees-labels, trees-counterfactuals, trees-values, or
        finite (any class of N concepts).  Or demo:DATASET/MODEL, of two classes, such as demo:breast-cancer/logistic: then our
        attacks are run behind defences, and what they take is set against what each defence costs its users.
    queries
        How many queries a client may ask.
    error
        The other way round: the error that must stay out of reach; how many queries it takes is said.
    dimension
        The number of features d, or of variables n.
    size
        Another size of the class, as --size p=2: p degree, k centres, N places of a feature or concepts, L leaves, s cuts.
    flip
        The server flips each label with this probability, afresh at every asking.
    sigma
        The server draws its weights anew for every label, with this spread about the unit normal.
    rounding
        The server rounds values, by up to this much.
    confidence
        With which probability an attack that may fail is to succeed.
    defence
        Of a demo: what stands around the model, as `qlearn serve` spells it, "label-only flips=0.1" for one around the other;
        given again, another row of the table.  By default some of each sort.
    service
        Whose price: amazon or microsoft, as in the paper's Table 1 (google charges node hours: give --cost).
    cost
        The price of one query in dollars.
    picture
        Draw error against queries to this file, .svg or .png.
    json
        Write everything as JSON to this file, '-' for standard output.
    """
    from ..calculator.calculate import calculate

    if name.startswith("demo:"):
        others = {"error": error, "dimension": dimension, "size": size, "flip": flip, "sigma": sigma, "rounding": rounding}
        measured(name, defence, queries, {**others, "service": service, "cost": cost}, picture, json)
        return
    if defence:
        raise BadArgument("--defence is tried on a demo; of a class say --flip, --sigma or --rounding, as theorems do")
    sizes, price = _sizes(dimension, size, name), price_of(service, cost)
    ready(picture, json_file(json))
    how: dict[str, Any] = {"sizes": sizes, "flip": flip, "sigma": sigma, "rounding": rounding, "confidence": confidence}
    console = Console(stderr=json == "-", highlight=False)
    with console.status("") as status:
        found = calculate(name, queries, error=error, **how, say=lambda text: status.update(Text(text)))
        if picture is not None:
            _drawn(found, picture, how)
    if json is not None:
        write_json({**found.as_json(), "price": None if price is None else float(price)}, json)
    else:
        _print(console, found, price)


def _print(console: Console, found: Any, price: Fraction | None) -> None:
    from ..report.defending import SENSES, attack_table, floor_table, source_table, summary

    for line in summary(found, price):
        console.print(line)
    console.print(Text("\nWhat attacks reach", style="bold"))
    if found.attacks:
        console.print(attack_table(found, price))
        console.print(Text(SENSES, style="dim"))
    else:
        console.print(Text("none that a theorem speaks of"))
    console.print(Text("\nWhat no attack does", style="bold"))
    console.print(floor_table(found) if found.floors else Text("no lower bound is known for this class and these queries"))
    console.print(Text("\nSources of the attacks", style="bold"))
    console.print(source_table(found))
    for why in found.skipped:
        console.print(Text(f"not computed: {why}", style="dim"))


def _drawn(found: Any, picture: Path, how: dict[str, Any]) -> None:
    from ..report.defending import curve, draw

    if found.queries is None or found.error_kind not in ("angle", "share"):
        raise BadArgument(
            "a picture is of an error that falls with the queries: give --queries, and a class with such an error"
        )
    draw(curve(found.name, found.queries, **how), picture)


def _sizes(dimension: int | None, size: tuple[str, ...], name: str) -> dict[str, int]:
    from ..calculator.classes import defended

    sizes: dict[str, int] = {}
    for text in size:
        key, equals, value = text.partition("=")
        if not (equals and key.isalpha() and value.lstrip("-").isdigit()):
            raise BadArgument(f"--size takes name=number, such as p=2, got {text}")
        sizes[key] = int(value)
    if dimension is not None:
        sizes.setdefault("n" if "n" in defended(name).least else "d", dimension)
    return sizes
