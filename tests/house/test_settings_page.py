"""docs/host/settings.md says what can be set: each row of `config.SETTINGS`, and nothing that is gone."""

import re

from leanto.web.config import SETTINGS, Setting
from tests.house import tree

NAME = re.compile(r"\bLEANTO_[A-Z][A-Z_]*\b")
TABLE = re.compile(r"^\|.*\|\n(?:^\|.*\|\n)*", re.MULTILINE)


def row(setting: Setting) -> str:
    return f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else ''} | {setting.help} |\n"


def test_the_page_shows_the_settings_as_they_are() -> None:
    page = (tree.ROOT / "docs" / "host" / "settings.md").read_text(encoding="utf-8")
    table = "| name | default | what it does |\n| --- | --- | --- |\n" + "".join(map(row, SETTINGS))
    assert TABLE.findall(page) == [table]


def test_no_document_speaks_of_a_setting_that_is_gone() -> None:
    known = {setting.name for setting in SETTINGS}
    documents = {path: text for path, text in tree.texts().items() if path.suffix in {".md", ".toml"}}
    assert tree.found(lambda text: set(NAME.findall(text)) - known, documents) == {}
