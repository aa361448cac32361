"""A proxy on the loopback that breaks what passes through it, by the seed: dropped, late, torn, refused, sent twice."""

from __future__ import annotations

import http.client
import random
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

# What befalls a request, in a hundred.  After "lost", "torn" and "500 after" the server has answered, and billed.
FAULTS = {"dropped": 4, "lost": 4, "late": 4, "stalled": 1, "torn": 4, "500": 3, "500 after": 3, "429": 4, "twice": 3}
LATE, STALLED = 0.02, 1.2  # seconds; a client that is to notice has a timeout between them
HOP = {"connection", "keep-alive", "transfer-encoding", "host"}


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, server: str, seed: int, faults: dict[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        there = urlsplit(server)
        self.there = (there.hostname, there.port)
        self.seen: Counter[str] = Counter()
        self._rng, self._faults, self._lock = random.Random(seed), faults, threading.Lock()

    def befalls(self) -> str:
        with self._lock:
            at = self._rng.random() * 100
            for fault, share in self._faults.items():
                if (at := at - share) < 0:
                    self.seen[fault] += 1
                    return fault
            self.seen["passed"] += 1
            return "passed"


class _Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Any

    def handle(self) -> None:
        while self._one():
            pass

    def _one(self) -> bool:
        """A request and its answer; False when the connection is to be closed."""
        try:
            method, path, _ = self.rfile.readline().decode().split()
        except (ValueError, OSError):
            return False
        headers = {k: v for k, v in http.client.parse_headers(self.rfile).items() if k.lower() not in HOP}
        body = self.rfile.read(int(headers.get("Content-Length", headers.get("content-length", "0"))))
        fault = self.server.befalls()
        if fault == "dropped":
            return False
        if fault in ("500", "429"):
            return self._say(int(fault), {"Retry-After": "0"} if fault == "429" else {}, b'{"error": "a fault of the proxy"}')
        for _ in range(2 if fault == "twice" else 1):
            status, told, answer = self._asked(method, path, headers, body)
        if fault == "lost":
            return False
        if fault == "500 after":
            return self._say(500, {}, b"<html>broken</html>")
        time.sleep({"late": LATE, "stalled": STALLED}.get(fault, 0))
        return self._say(status, told, answer, torn=fault == "torn")

    def _asked(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(*self.server.there)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        told = {k: v for k, v in answer.getheaders() if k.lower() not in HOP | {"content-length"}}
        found = answer.status, told, answer.read()
        connection.close()
        return found

    def _say(self, status: int, headers: dict[str, str], body: bytes, torn: bool = False) -> bool:
        lines = [f"HTTP/1.1 {status} said", *(f"{k}: {v}" for k, v in headers.items()), f"Content-Length: {len(body)}"]
        try:
            self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode() + (body[: len(body) // 2] if torn else body))
        except OSError:  # the client went away
            return False
        return not torn


@contextmanager
def faulty(server: str, seed: int = 0, faults: dict[str, int] | None = None) -> Iterator[tuple[str, Counter[str]]]:
    """The address of a proxy before this server, and how often each fault befell a request so far."""
    with _Proxy(server, seed, FAULTS if faults is None else faults) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}", proxy.seen
        finally:
            proxy.shutdown()
            thread.join()
