"""Numbers that look drawn and are a point's own: a keyed pseudo-random function of its coordinates."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Points

LONGEST = 64  # bytes of a key that blake2b takes


def keyed_uniforms(points: Points, key: bytes) -> NDArray[np.float64]:
    """A number in [0, 1) for each row, shape (batch,), that depends on the row and the key alone: 53 bits of keyed blake2b.

    Who does not know the key cannot tell the numbers from uniform ones, drawn once for each point and kept.  Rows are taken
    as float64 and the two zeros for one, so a point has one number in any dtype, batch or process.

    >>> keyed_uniforms(np.array([[0.0, 1.0], [-0.0, 1.0], [1.0, 0.0]]), b"secret").round(3).tolist()
    [0.158, 0.158, 0.727]

    Raises `BadArgument` for a key that is empty or longer than 64 bytes.
    """
    if not isinstance(key, bytes) or not 0 < len(key) <= LONGEST:
        raise BadArgument(f"a key is 1 to {LONGEST} secret bytes, such as secrets.token_bytes(32)")
    canonical = np.ascontiguousarray(points, np.float64) + 0.0
    told, size, keyed = memoryview(canonical.tobytes()), canonical.shape[1] * 8, hashlib.blake2b(key=key, digest_size=8)
    digests = bytearray()
    for start in range(0, len(told), size):
        one = keyed.copy()
        one.update(told[start : start + size])
        digests += one.digest()
    return np.asarray(np.frombuffer(digests, ">u8") >> np.uint64(11), np.float64) * 2.0**-53
