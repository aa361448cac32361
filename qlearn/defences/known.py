"""The defences by name: how each is spelled, what it does, and how it is put around a teacher."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..points import Points
from .flips import Flips
from .information_gain import InformationGain
from .label_only import LabelOnly
from .margin_flips import MarginFlips
from .outliers import OutlierFilter
from .prada import Prada, calibrated
from .randomised_answers import RandomisedAnswers
from .reverse_sigmoid import GAMMA, ReverseSigmoid
from .rounding import Rounded
from .top_1 import TopOne
from .transferred import Transferred

Place = Literal["model", "answers", "client"]


@dataclass(frozen=True)
class Around:
    """What a defence is put around, and with what."""

    teacher: Any
    model: Any  # the teacher that no defence is around
    rows: Points | None
    seed: int
    key: bytes
    told: Mapping[str, Any]  # its number and options
    found: dict[str, Any]  # what was found about this model and these rows, for all clients

    @property
    def key_if_persistent(self) -> bytes | None:
        return self.key if self.told["persistent"] else None


def _threshold(around: Around) -> float:
    """The W that Prada alarms below, found once for all clients where it is to be calibrated."""
    if not around.told["calibrated"]:
        return float(around.told["number"])
    if "prada" not in around.found:
        around.found["prada"] = calibrated(around.model, around.rows)  # type: ignore[arg-type]
    return float(around.found["prada"])


@dataclass(frozen=True)
class Known:
    """A defence that can be named.  `number` and `options` are the defaults, or a type where there is none.

    `place` says whether it stands in the model's place, changes answers, or watches one client.
    """

    says: str
    build: Callable[[Around], Any]
    number: Any = None
    options: Mapping[str, Any] = field(default_factory=dict)
    place: Place = "answers"
    data: bool = False


KNOWN: dict[str, Known] = {
    "label-only": Known(
        "labels only: values and leaves are refused (one-hot: a 1 for the best class instead of values)",
        lambda a: LabelOnly(a.teacher, one_hot=a.told["one-hot"]),
        options={"one-hot": False},
    ),
    "rounding": Known("values to so many decimals", lambda a: Rounded(a.teacher, a.told["number"]), number=int),
    "top-1": Known("only the best class's confidence; the others share the rest", lambda a: TopOne(a.teacher)),
    "flips": Known(
        "answers turned to another class at this rate, afresh at every asking (persistent: once and for all, by a secret key)",
        lambda a: Flips(a.teacher, a.told["number"], a.seed, key=a.key_if_persistent),
        number=float,
        options={"persistent": False},
    ),
    "margin-flips": Known(
        "flips at a rate that falls from this one, on the model's boundary, as exp(-margin / scale)",
        lambda a: MarginFlips(
            a.teacher, a.told["number"], a.told["scale"], a.seed, key=a.key_if_persistent, model=a.model
        ),
        number=float,
        options={"scale": 0.5, "persistent": False},
    ),
    "reverse-sigmoid": Known(
        "confidences bent by this much (beta), so that one told belongs to several true ones",
        lambda a: ReverseSigmoid(a.teacher, a.told["number"], a.told["gamma"]),
        number=float,
        options={"gamma": GAMMA},
    ),
    "outliers": Known(
        "no answer about rows that look like no data, by Hotelling's T^2 at this level (random: another row's answer instead)",
        lambda a: OutlierFilter(a.teacher, a.rows, a.told["number"], key=a.key if a.told["random"] else None),  # type: ignore[arg-type]
        number=0.01,
        options={"random": False},
        data=True,
    ),
    "randomised": Known(
        "labels of half-spaces drawn afresh about one fitted to the model's labels; the larger C, the closer",
        lambda a: RandomisedAnswers(
            a.model, a.rows, a.told["number"], nu=a.told["nu"], shape=a.told["shape"], seed=a.seed  # type: ignore[arg-type]
        ),
        number=10.0,
        options={"nu": 0.95, "shape": "diagonal"},
        place="model",
        data=True,
    ),
    "tree": Known(
        "answers of a decision tree of this depth, fitted to the model's own on the data",
        lambda a: Transferred(a.model, a.rows, depth=a.told["number"]),  # type: ignore[arg-type]
        number=5,
        place="model",
        data=True,
    ),
    "prada": Known(
        "alarm when distances between a client's rows are not normal: W below this (calibrated: by the rows of data, at a"
        " level of 1/20; refuse: no answers after it)",
        lambda a: Prada(a.teacher, _threshold(a), a.rows, refuse=a.told["refuse"]),
        number=0.9,
        options={"calibrated": False, "refuse": False},
        place="client",
    ),
    "information-gain": Known(
        "alarm when a tree grown on a client's rows tells this share of the labels' information (refuse: no answers after it)",
        lambda a: InformationGain(
            a.teacher, a.rows, a.told["number"], refuse=a.told["refuse"], model=a.model  # type: ignore[arg-type]
        ),
        number=0.9,
        options={"refuse": False},
        place="client",
        data=True,
    ),
}  # fmt: skip


def spelling(name: str) -> str:
    """How a defence is written.

    >>> spelling("flips"), spelling("randomised")
    ('flips=RATE[,persistent]', 'randomised[=10][,nu=0.95][,shape=diagonal]')
    """
    known = KNOWN[name]
    required = isinstance(known.number, type)
    number = "" if known.number is None else f"={METAVARS[name]}" if required else f"[={known.number:g}]"
    options = [f"[,{option}]" if usual is False else f"[,{option}={usual}]" for option, usual in known.options.items()]
    return name + number + "".join(options)


METAVARS = {"rounding": "DECIMALS", "flips": "RATE", "margin-flips": "RATE", "reverse-sigmoid": "BETA"}


def catalogue() -> dict[str, str]:
    """One line for each defence, by its spelling.

    >>> catalogue()["rounding=DECIMALS"]
    'values to so many decimals'
    """
    return {spelling(name): known.says + ("; needs rows of data" if known.data else "") for name, known in KNOWN.items()}
