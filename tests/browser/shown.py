"""A page that is open in a browser, and the bulletin that most tests open."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.models import Bulletin
from extractor.readers.plain import SourceText

TEXT = (
    "全市科技工作会议发言摘登\n\n"
    "　　建好平台　服务企业\n　　示例市科技局局长　　张某某\n"
    "　　2020年全市研发经费投入20亿元，2023年达到３５.5亿元，占生产总值的比重为2.5%。下一步，要抓好两件大事："
    "一是建平台。到2026年建成15家平台，投入3亿元；二是引人才。到2027年引进600名人才，其中博士占比不低于20%。\n\n"
    "　　守好耕地　稳住粮食\n　　示例县县长　　李某某\n"
    "　　去年全县粮食产量12亿斤，比上年增长3%。存在的问题：一是水利设施老化，38处泵站待修；二是投入不足。\n"
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

    def selected(self) -> list[str]:
        """The id of the row that is marked in its table."""
        found: list[str] = self.run("return [...document.querySelectorAll('tr.selected')].map((e) => e.dataset.row)")
        return found


Show = Callable[..., Shown]
