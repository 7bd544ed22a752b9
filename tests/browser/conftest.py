"""A real browser, and the page of a document open in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.pipeline import bulletin_of
from extractor.readers.plain import read_text
from extractor.writers.review import review_page
from tests.browser.shown import Show, Shown

NO_BROWSER = "no browser here: Debian and Ubuntu have it as chromium and chromium-driver"
SWITCHES = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps"),
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    """A headless Chromium with the folder that it saves to."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip(NO_BROWSER)
    downloads = tmp_path_factory.mktemp("downloads")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for switch in SWITCHES:
        options.add_argument(switch)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver, log_output=os.devnull))
    try:
        yield started, downloads
    finally:
        started.quit()


@pytest.fixture
def show(browser: tuple[Any, Path], tmp_path: Path) -> Iterator[Show]:
    """What opens the page of a text; when the test is over, nothing may have been complained of or asked for."""
    driver, downloads = browser
    opened: list[Shown] = []

    def open_page(text: str, name: str = "示例.txt", language: str = "zh", media: str = "light", width: int = 1280) -> Shown:
        source = read_text(text, name)
        bulletin = bulletin_of(source)
        page = tmp_path / f"review{len(opened)}.html"
        page.write_bytes(review_page(bulletin, source.text, language).encode())
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": media}]})
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        )
        shown = Shown(driver, bulletin, source, downloads)
        if not opened:
            shown.complaints()
            shown.requests()
        driver.get(page.as_uri())
        opened.append(shown)
        return shown

    yield open_page
    assert opened
    shown = opened[-1]
    assert shown.complaints() == []
    assert [url for url in shown.requests() if not url.startswith(("file:///", "blob:"))] == []
    shown.run("localStorage.clear()")
