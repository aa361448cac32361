"""qlearn serve MODEL: a model behind HTTP, defended, metered and logged."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from ..errors import BadArgument
from .output import JsonTarget, json_file, write_json


def serve(
    model: str,
    *,
    port: int = 8000,
    host: str = "127.0.0.1",
    name: str = "m",
    defence: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    tells: str | None = None,
    keys: Path | None = None,
    budget: int | None = None,
    rate: float | None = None,
    largest: int | None = None,
    price: str | None = None,
    audit: Path | None = None,
    audit_rows: Annotated[bool, Parameter(negative=())] = False,
    data: Path | None = None,
    box: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    secret: Path | None = None,
    seed: int | None = None,
    trust_pickle: Annotated[bool, Parameter(negative=())] = False,
    json: JsonTarget = None,
) -> None:
    """Serve a model by the Open Inference Protocol v2, until SIGINT (Ctrl-C) or SIGTERM.

    The first line on standard output says where, `serving http://HOST:PORT`; the last ones say what each client was billed.

    Parameters
    ----------
    model
        What `qlearn extract` takes: demo:DATASET/MODEL, a saved scikit-learn model (.skops, or with --trust-pickle .pkl and
        .joblib), or MODULE:FUNCTION, a Python function of X (batch, d).
    port
        The port to listen on; 0 takes a free one.
    host
        The address to listen on.
    name
        What the model is called in addresses.
    defence
        What stands around the model, such as rounding=3; given again, another one around that.
    tells
        label (predict only), value (confidences or real outputs besides, the usual), or leaf (the number of a tree's leaf).
    keys
        A file of lines `client key`: only these clients are answered, by Authorization: Bearer KEY.
    budget
        The most rows that each client is told of.
    rate
        The most rows a second for each client; more at a time are answered with 429 and Retry-After.
    largest
        The most bytes of one request (8388608); reading one takes up to some fifty times as many for a moment.
    price
        The price of one row, in any money; /v2/account and the last lines say what was spent.
    audit
        Append a line of JSON for each request to this file.
    audit_rows
        Write the rows themselves to the audit log as well.
    data
        A file of inputs, .csv or .npy: they say where inputs lie, and defences that know the data's law learn it from them.
    box
        Where inputs lie, low:high for each feature, as in "0:1,-3:3" or "-1:1*30".
    secret
        A file of 16 bytes or more, secret: what a defence turns for good is then the same after a restart, and known to nobody.
    seed
        Of what defences draw, for a server that is to be tried again; whoever guesses it knows what they draw.
    trust_pickle
        Load a pickle, which may run any code that its author put in.
    json
        Write the first line as JSON to this file, '-' for standard output; the last lines go to standard error then.
    """
    json_file(json)
    people = Console(stderr=True)
    with people.status(Text(f"loading {model}")):
        found = _loaded(model, data, box, trust_pickle, name, tells)
        how = {"keys": keys, "budget": budget, "rate": rate, "price": _price(price), "limits": largest}
        app, listener = _ready(found, _defence(defence, found, seed, secret), how, host, port, audit, audit_rows)
    _run(app, listener, model, defence, json)


def _loaded(model: str, data: Path | None, box: str | None, trust_pickle: bool, name: str, tells: str | None) -> Any:
    from ..extraction.targets import target
    from ..serving import served

    found = target(model, data=data, box=box, trust_pickle=trust_pickle)
    return served(found.model, name=name, box=found.box, data=found.data, features=found.features, tells=tells)


def _price(price: str | None) -> Fraction | None:
    try:
        return None if price is None else Fraction(price)
    except (ValueError, ZeroDivisionError):
        raise BadArgument(f"--price {price}: the price of a row is a number, 0 or above, such as 0.0001 or 1/10000") from None


def _defence(texts: tuple[str, ...], found: Any, seed: int | None, secret: Path | None) -> Any:
    """What wraps a client's teacher, None for nothing."""
    if not texts:
        if secret is not None or seed is not None:
            raise BadArgument("--secret and --seed are a defence's; give one, such as --defence rounding=3")
        return None
    from ..defences import parse

    wrap = parse(texts)
    try:
        key = None if secret is None else secret.read_bytes()
    except OSError as fault:
        raise BadArgument(f"--secret {secret} cannot be read: {fault.strerror}") from None
    return lambda teacher: wrap(teacher, found.data, seed, key)


def _ready(
    found: Any, defence: Any, how: dict[str, Any], host: str, port: int, audit: Path | None, audit_rows: bool
) -> tuple[Any, Any]:
    """Everything that can be wrong is found before the first client is."""
    from ..serving import Audit, Limits, Service, listening, read_keys, routed

    if audit_rows and audit is None:
        raise BadArgument("--audit-rows says what the audit log holds; give its file as well, --audit FILE")
    keys, largest = how["keys"], how["limits"]
    how = {**how, "keys": None if keys is None else read_keys(keys)}
    how |= {"limits": None if largest is None else Limits(body=largest, bodies=max(Limits.bodies, 8 * largest))}
    service = Service(found, defence=defence, **how)
    listener = listening(host, port)
    try:
        service.audit = None if audit is None else Audit(audit, rows=audit_rows)
    except BadArgument:
        listener.close()
        raise
    return routed(service), listener


def _run(app: Any, listener: Any, model: str, defence: tuple[str, ...], json: str | None) -> None:
    from ..serving import address, serve

    service = app.state.service
    url = address(listener)

    def said() -> None:
        if json is not None:
            outputs = list(service.model.outputs)
            write_json({"url": url, "model": service.model.name, "of": model, "outputs": outputs, "defences": [*defence]}, json)
        if json != "-":
            print(f"serving {url}")
        sys.stdout.flush()

    serve(app, listener, said)
    for client in service.clients.values():
        report = client.report()
        spent = "" if report["spent"] is None else f", {report['spent']:g} spent"
        alarms = f", {len(report['alarms'])} alarms" if report["alarms"] else ""
        said_last = f"{report['client']}: {report['rows']} rows in {report['requests']} requests, {report['repeats']} repeats"
        print(said_last + spent + alarms, file=sys.stderr if json == "-" else sys.stdout, flush=True)
