"""Pages in headless Chromium, for the tests that need one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NONE = "there is no Chromium here; tests/get-chromium installs one"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
FLAGS += " --disable-component-update --disable-sync"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser of playwright, for as long as it is used."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS.split())
        yield started
        started.close()


class Open:
    """A page, and everything in it that nobody should see: complaints, errors, requests beyond the address."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.trouble: list[str] = []
        self.page = browser.new_page(**options)
        self.page.on("console", lambda message: self.trouble.append(message.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("requestfailed", lambda request: self.trouble.append(request.url))
        self.page.on("request", lambda request: None if request.url == address else self.trouble.append(request.url))
        self.page.goto(address)
