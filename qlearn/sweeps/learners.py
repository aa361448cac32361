"""The learners that a sweep names: of the catalogue and beside it, or of Python files, whose text is sent along."""

from __future__ import annotations

import atexit
import inspect
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..catalogue import Learner, catalogue, find, learners_in
from ..classes import Sized
from ..errors import BadArgument
from .code import version
from .values import digest

Text = tuple[str, str]  # the name of a Python file without .py, and what is in it
Sent = Learner[..., Any] | tuple[str, Sequence[Text]]  # a learner on its way to another process


def text_of(path: Path) -> Text:
    """A file's text.  Raises `BadArgument` where it cannot be read."""
    try:
        return path.stem, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadArgument(f"cannot read the learners of {path}: {getattr(error, 'strerror', None) or error}") from None


@lru_cache
def of_text(text: Text) -> tuple[Learner[..., Any], ...]:
    """The learners that a file's text defines; it is run once in a process, from a file that lives as long."""
    folder = tempfile.TemporaryDirectory(prefix="qlearn-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / f"{text[0]}.py"
    path.write_text(text[1], encoding="utf-8")
    return tuple(learners_in(path))


def named(name: str, texts: Sequence[Text] = ()) -> Learner[..., Any]:
    """A learner by name: `linear.pivot_ratio`, composed `linear.pivot_ratio+vote`, `activeml.RandomSampling`, of a file.

    Raises `UnknownName`, with the nearest name that is known.
    """
    return find(name, [learner for text in texts for learner in of_text(text)])


def opened(sent: Sent) -> Learner[..., Any]:
    """What was sent, as a learner again."""
    return sent if isinstance(sent, Learner) else named(*sent)


def code_of(sent: Sent) -> str:
    """The version of a learner's code: qlearn's, and that of its own files where it is not of the catalogue.

    Raises `BadArgument` for a learner whose source cannot be read, as in `python -c`: what nobody can trace is not kept.
    """
    name = sent.name if isinstance(sent, Learner) else sent[0]
    base = name.partition("+")[0]
    if isinstance(sent, Learner):
        if catalogue().get(name) is sent:
            return version()
        try:
            own = inspect.getsource(sent.start)
        except OSError:
            own = ""
        if not own or sent.start.__module__.startswith("qlearn."):
            raise BadArgument(f"the source of {base} cannot be found: put it in a file, name the file in the sweep's `files`")
        return f"{version()}+{digest(own)[:12]}"
    return version() if not sent[1] or base in catalogue() else f"{version()}+{digest(list(sent[1]))[:12]}"


def sized(learner: Learner[..., Any]) -> Any:
    """Its class, which draws targets of a size.  Raises `BadArgument` where it cannot."""
    learns = learner.theorem.learns
    if not isinstance(learns, Sized):
        raise BadArgument(
            f"{learner.name} learns {learns}, and {type(learns).__name__} draws no target of a size that is asked for: give it"
            " `scales` and a method of_size(coins, *, sizes), as qlearn.classes.Sized says"
        )
    return learns


def parameters(learner: Learner[..., Any]) -> Mapping[str, tuple[bool, bool]]:
    """The sizes that may be asked for: name -> (whether the draw of a target takes it, whether the learner does)."""
    of_target = _takes(sized(learner).of_size)
    of_learner = [name for name in learner.signature.parameters if name != "seed"]
    return {name: (name in of_target, name in of_learner) for name in dict.fromkeys((*of_target, *of_learner))}


def required(learner: Learner[..., Any]) -> tuple[str, ...]:
    """The target's sizes that have no default."""
    return tuple(name for name, parameter in _takes(sized(learner).of_size).items() if parameter.default is parameter.empty)


def _takes(of_size: Any) -> dict[str, inspect.Parameter]:
    return {name: p for name, p in inspect.signature(of_size).parameters.items() if p.kind is p.KEYWORD_ONLY}
