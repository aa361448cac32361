"""Where a result comes from: versions, machine, and the tolerances of its arithmetic."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from .values import digest

PACKAGES = ("qlearn", "numpy", "scipy", "sympy", "cvxpy", "scikit-learn", "scikit-activeml", "joblib", "distributed")
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # a sum's last digit hangs on them


@cache
def provenance() -> dict[str, Any]:
    """Of this process, as plain data.

    >>> sorted(provenance())
    ['cpu', 'cpus', 'machine', 'packages', 'platform', 'python', 'revision', 'threads', 'tolerances']
    """
    return {
        "packages": {name: found for name in PACKAGES if (found := _version(name)) is not None},
        "python": sys.version.split()[0],
        "platform": platform.platform(),
        "machine": platform.node(),
        "cpu": _cpu(),
        "cpus": os.cpu_count(),
        "threads": {name: os.environ.get(name) for name in THREADS},
        "revision": _revision(),
        "tolerances": _tolerances(),
    }


@cache
def identity() -> str:
    """What it is known by in a store."""
    return digest(provenance())


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _revision() -> str | None:
    """The git revision of the source, with '+' if files differ from it; None where it is no checkout, or git is missing."""
    here = Path(__file__).parent.parent.parent
    if not (here / ".git").exists():
        return None
    ask = ["git", "-C", str(here), "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"]
    try:
        return subprocess.run(ask, capture_output=True, text=True, check=True, timeout=10).stdout.strip() or None
    except (OSError, subprocess.SubprocessError):
        return None


def _tolerances() -> dict[str, float]:
    """What floats are compared by: counts and bounds are exact and have none."""
    from ..rate import ROUNDING

    return {"float64": float(np.finfo(float).eps), "rounding": ROUNDING}
