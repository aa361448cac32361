"""Who may ask: API keys, kept as hashes, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path

from ..errors import BadArgument
from .refusals import Refusal

ANYONE = "anyone"  # the one client of a server without keys


class Keys:
    """The clients of a server by their keys.

    A key is compared with that of every client, each time over its whole length, so that the time of an answer says nothing
    of how near a guess was.  Only hashes are kept.  Raises `BadArgument` for a client without a key, and for two with one.

    >>> Keys({"ann": "a long secret"}).client("Bearer a long secret")
    'ann'
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        if not keys or not all(keys) or not all(keys.values()):
            raise BadArgument("keys are one client and one key or more, none of them empty")
        self._hashes = {client: _hashed(key) for client, key in keys.items()}
        if len(set(self._hashes.values())) < len(keys):
            raise BadArgument("two clients have the same key; a key says who asks, so give each its own")

    @property
    def clients(self) -> tuple[str, ...]:
        return tuple(self._hashes)

    def client(self, authorization: str | None) -> str:
        """Whose key this is; `authorization` is the header's text.  Raises `Refusal` 401."""
        scheme, _, key = (authorization or "").partition(" ")
        hashed, found = _hashed(key.strip()), None
        for client, known in self._hashes.items():
            if hmac.compare_digest(hashed, known):
                found = client
        if found is None or scheme.lower() != "bearer":
            what = "this key is not known" if key else "a key is needed"
            raise Refusal(401, f"{what}; send the header Authorization: Bearer KEY", {"WWW-Authenticate": "Bearer"})
        return found


def read_keys(path: Path) -> Keys:
    """Keys from a file of lines `client key`; empty lines, and those that begin with #, are passed over.

    Raises `BadArgument` for a file that cannot be read, and says the line, never the key, of what is wrong in one.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadArgument(f"--keys {path} cannot be read ({_why(fault)}); give a file of lines: client key") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        words = line.split()
        if len(words) != 2 or not words[1].isascii():
            raise BadArgument(f"--keys {path}, line {number}: a line is a client and its key in ASCII, with one space between")
        if words[0] in found:
            raise BadArgument(f"--keys {path}, line {number}: {words[0]} has a key already; a client has one")
        found[words[0]] = words[1]
    if not found:
        raise BadArgument(f"--keys {path} holds no key; give a file of lines: client key")
    try:
        return Keys(found)
    except BadArgument as fault:
        raise BadArgument(f"--keys {path}: {fault}") from None


def _hashed(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()


def _why(fault: Exception) -> str:
    return (fault.strerror or str(fault)) if isinstance(fault, OSError) else "it is no text in UTF-8"
