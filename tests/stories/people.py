"""Walking through pages as a person does: what is on the screen, not what is behind it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

PASSWORD = "three-lakes-2026"


class Person:
    """Somebody at a browser."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        if "/sign-in" not in self.page.url:
            self.open("/sign-in")
        self.page.get_by_label("邮箱").fill(email)
        self.page.get_by_label("口令").fill(password)
        self.press("登录")

    def sign_out(self) -> None:
        self.page.locator("details.person > summary").click()
        self.press("退出登录", within="header")

    def press(self, label: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_role("button", name=label, exact=True).first.click()
        self.page.wait_for_load_state()

    def follow(self, label: str) -> None:
        self.page.locator("main").get_by_role("link", name=label).first.click()
        self.page.wait_for_load_state()

    def go(self, place: str) -> None:
        self.page.get_by_role("navigation", name="主要位置").get_by_role("link", name=place).click()
        self.page.wait_for_load_state()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def sees_not(self, words: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words)

    def stands_at(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_have_text(heading)

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=path, full_page=True)


def link_in(text: str, path: str) -> str:
    """The first link of a mail whose path begins so."""
    found = re.search(rf"https?://\S*?({re.escape(path)}\S*)", text)
    assert found, f"no link to {path} in the mail:\n{text}"
    return found.group(1).rstrip(">)。，")
