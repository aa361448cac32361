"""One request over HTTP/1.1, once: what came back, or a fault that says whether to try again.

httpx's transport is used without httpx's client: no redirects, no cookies, no proxies from the environment, a key that goes
to the named server only; and a request costs a fifth of the client's time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol, cast

from ..errors import BadArgument
from ..points import shortened

AGAIN = {408, 425, 429}  # and every 5xx: the server may do better next time


UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"  # nor will a second look make a certificate a better one


class Fault(Exception):
    """An attempt that failed.  `again` says whether another may succeed, `after` how many seconds the server wants first."""

    def __init__(self, why: str, *, again: bool, after: float | None = None, status: int | None = None) -> None:
        super().__init__(why)
        self.again, self.after, self.status = again, after, status


@dataclass(slots=True)
class Reply:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def good(self) -> Reply:
        """Itself, if the server did what it was asked; else raises `Fault` with the reason it gives."""
        if self.status == 200:
            return self
        why = f"status {self.status}: {self._reason()}"
        after = _seconds(self.headers.get("Retry-After"))
        raise Fault(why, again=self.status in AGAIN or self.status >= 500, after=after, status=self.status)

    def _reason(self) -> str:
        import orjson

        try:
            told = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            told = self.body.decode("utf-8", "replace")
        if isinstance(told, dict):
            told = next((told[name] for name in ("error", "message", "detail") if name in told), told)
        if 300 <= self.status < 400:
            told = f"it points to {self.headers.get('Location')}; redirects are not followed, name that address yourself"
        return shortened(told, 200) or "no reason given"


class Transport(Protocol):
    """Whoever carries a request to a server; `Http` does, and so may an object of your own."""

    def send(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}) -> Reply: ...


class Http:
    """Connections to one server, kept open, shared by threads.  Raises `Fault` where no whole answer came."""

    def __init__(self, url: str, key: str | None, timeout: float, connections: int, carrier: Any = None) -> None:
        import httpx

        self.base = url.rstrip("/")
        try:
            parsed = httpx.URL(self.base)
        except httpx.InvalidURL as fault:
            raise BadArgument(f"{shortened(url)} is no address of a server: {fault}") from None
        if parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo:
            raise BadArgument(
                f"{shortened(parsed.host or url)}: a server is named http://HOST:PORT or https://HOST; keys go apart"
            )
        if key is not None and not (key.isascii() and key.isprintable() and key.strip() == key and key):
            raise BadArgument("a key is printable ASCII without spaces around it; this one cannot be sent")
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        self._carrier = carrier or httpx.HTTPTransport(
            limits=limits, verify=parsed.scheme == "https"
        )  # certificates take long to load, and http has none
        self._extensions = {"timeout": httpx.Timeout(timeout).as_dict()}
        self._always = [(b"Host", parsed.netloc), (b"Accept", b"*/*")]
        if key is not None:
            self._always.append((b"Authorization", b"Bearer " + key.encode()))
        self._urls: dict[str, httpx.URL] = {}
        self._httpx = httpx

    def send(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}) -> Reply:
        """The whole answer.  Headers are written as bytes and no header is added for us: that halves httpx's own time."""
        httpx = self._httpx
        url = self._urls.get(path)
        if url is None:
            url = self._urls.setdefault(path, httpx.URL(self.base + path))
        lines = [*self._always, *((name.encode(), value.encode()) for name, value in headers.items())]
        if body is not None:
            lines.append((b"Content-Length", b"%d" % len(body)))
        stream = httpx.ByteStream(body or b"")
        request = httpx.Request(method, url, headers=lines, stream=stream, extensions=dict(self._extensions))
        try:
            response = self._carrier.handle_request(request)
            try:
                packed = "Content-Encoding" in response.headers
                whole = response.read() if packed else b"".join(cast(Iterable[bytes], response.stream))
                return Reply(response.status_code, response.headers, whole)
            finally:
                response.close()
        except httpx.TransportError as fault:
            raise Fault(
                f"{type(fault).__name__}: {shortened(fault) or 'no more is known'}", again=UNTRUSTED not in str(fault)
            ) from None

    def close(self) -> None:
        self._carrier.close()


def _seconds(said: str | None) -> float | None:
    """What a Retry-After says, seconds or a date; None for nothing, or nonsense."""
    if said is None:
        return None
    if said.strip().isascii() and said.strip().isdigit() and len(said) < 12:
        return float(said)
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - time.time())
