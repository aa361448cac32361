"""From one run to ten thousand: learners x sizes x teachers x noise x seeds, each run one row of a store."""

from .plan import Grid, Sweep
from .running import sweep
from .store import Store

__all__ = ["Grid", "Store", "Sweep", "sweep"]
