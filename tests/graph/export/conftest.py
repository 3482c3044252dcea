"""A real browser for the page."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests skip, but where everything is required they fail."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        report = pytest.fail if os.environ.get("REQUIRE_ALL") else pytest.skip
        report("no chromium on the PATH")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(10_000)
    yield page
    page.close()
