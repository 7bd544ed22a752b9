"""A real browser, and the page of a document open in it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractor.models import Bulletin
from extractor.pipeline import bulletin_of
from extractor.readers.plain import SourceText, read_text
from extractor.writers.review import review_page

NO_BROWSER = "no browser here: Debian and Ubuntu have it as chromium and chromium-driver"
SWITCHES = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is open, and what it was made of."""

    driver: Any
    bulletin: Bulletin
    source: SourceText
    downloads: Path

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def one(self, selector: str) -> Any:
        [found] = self.all(selector)
        return found

    def count(self, selector: str) -> int:
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.run("return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector)
        return found

    def run(self, code: str, *arguments: Any) -> Any:
        return self.driver.execute_script(code, *arguments)

    def choose(self, name: str, value: str) -> None:
        """Set one of the filters, as a user does."""
        found = self.one(f"#filter-{name} option[value='{value}']")
        found.click()

    def search(self, query: str) -> None:
        field = self.one("#search")
        field.clear()
        field.send_keys(query)
        self.until(lambda: self.texts(".search output") != [""])

    def until(self, holds: Callable[[], Any], seconds: float = 10) -> None:
        from selenium.webdriver.support.wait import WebDriverWait  # noqa: PLC0415 -- there only where a browser is

        WebDriverWait(self.driver, seconds, 0.05).until(lambda _: holds())

    def rows(self, table: str) -> list[str]:
        """The ids of the rows that a table shows."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.dataset.row)", f"#panel-{table} tbody tr"
        )
        return found

    def seen(self, selector: str) -> bool:
        """Whether an element lies inside the window and inside the pane that scrolls it."""
        return bool(
            self.run(
                """const box = document.querySelector(arguments[0])?.getBoundingClientRect();
                if (!box?.height) return false;
                const x = box.x + Math.min(box.width, 20) / 2, y = box.y + Math.min(box.height, 16) / 2;
                const top = document.elementFromPoint(x, y);
                return Boolean(top?.closest(arguments[0]) ?? document.querySelector(arguments[0]).contains(top));""",
                selector,
            )
        )

    def exported(self) -> Any:
        """What the export button saves."""
        before = set(self.downloads.glob("*.json"))
        self.one("#export").click()
        self.until(lambda: set(self.downloads.glob("*.json")) - before)
        [path] = set(self.downloads.glob("*.json")) - before
        return json.loads(path.read_text("utf-8"))

    def complaints(self) -> list[str]:
        """What the browser said on its console, errors of the policy included."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since the log was read last."""
        entries = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"]


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


Show = Callable[..., Shown]


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
