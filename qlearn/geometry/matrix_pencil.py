"""The nodes of a sum of real exponentials from values with rounding errors: the matrix pencil of Hua and Sarkar, scaled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TINY = 1e-300


def nodes(values: Array, k: int) -> Array:
    """About the k nodes z_j > 0 of y_t = sum_j beta_j z_j**t, from 2k values or more.

    The Hankel matrix of the values, and the one a step later, have the quotients z_j on the space of k singular vectors.
    Rows and columns are scaled first: exponentials that grow would drown those that fall.
    """
    width = len(values) // 2
    hankel = np.lib.stride_tricks.sliding_window_view(values, width)
    first, later = hankel[:-1], hankel[1:]
    rows = 1 / np.maximum(np.abs(first).max(axis=1, keepdims=True), TINY)
    columns = 1 / np.maximum(np.abs(first * rows).max(axis=0), TINY)
    U, s, V = np.linalg.svd(first * rows * columns, full_matrices=False)
    quotients = (U[:, :k].T @ (later * rows * columns) @ V[:k].T) / np.maximum(s[:k, None], TINY)
    z = np.linalg.eigvals(quotients)
    found: Array = np.maximum(np.abs(z), 1e-12)
    return found


def factors(values: Array, z: Array, first: float) -> Array:
    """The beta_j that fit y_t = sum_j beta_j z_j**(first + t) best, each equation scaled by its largest term."""
    powers = z ** (first + np.arange(len(values)))[:, None]
    scale = 1 / np.abs(powers).max(axis=1)
    found: Array = np.linalg.lstsq(powers * scale[:, None], values * scale, rcond=None)[0]
    return found
