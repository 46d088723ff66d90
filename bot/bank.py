"""This bank's own facts, read from `data/bank/bank.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.hours import Hours

BANK_FILE = Path(__file__).resolve().parent.parent / "data" / "bank" / "bank.yml"
HOTLINES_FILE = BANK_FILE.with_name("hotlines.yml")


@dataclass(frozen=True)
class Branch:
    """One branch of the directory; `aliases` are what customers call it."""

    name: str
    aliases: tuple[str, ...]
    address: str
    phone: str
    hours: str


@dataclass(frozen=True)
class Product:
    """One product of the catalogue: `relation` is 自有 or 代销, `status` 在售 or 已停售, `risk` R1–R5 or nothing."""

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    relation: str
    issuer: str
    status: str
    risk: str = ""


@dataclass(frozen=True)
class Fee:
    """One line of the published fee list; it answers "what does it cost" after an answer about one of `topics`."""

    item: str
    aliases: tuple[str, ...]
    price: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hotline:
    """One public hotline: what it is for, where that stands, and when it was last looked up (facts C5-02).

    `hours` is empty where nothing reliable is known.
    """

    number: str
    name: str
    aliases: tuple[str, ...]
    use: str
    source: str
    verified_on: date
    hours: str = ""


@dataclass(frozen=True)
class Bank:
    """Name, hotline, hours, branches, products and fees of the bank that runs this assistant."""

    name: str
    hotline: str
    hotline_note: str
    service_hours: Hours
    privacy_contact: str
    consent_version: str
    branches: tuple[Branch, ...]
    products: tuple[Product, ...]
    fees: tuple[Fee, ...]

    @property
    def is_sample(self) -> bool:
        """Whether these are the sample facts, which may never meet a real customer."""
        return "示例" in self.name + self.hotline + self.privacy_contact

    @property
    def human_hours(self) -> str:
        """When somebody is there, as customers read it."""
        return f"工作日 {self.service_hours}"

    def branch(self, name: str) -> Branch | None:
        """Return a branch by its own name."""
        return next((branch for branch in self.branches if branch.name == name), None)

    def words(self) -> dict[str, str]:
        """Return what answers may name in braces: `{bank_name}`, `{bank_hotline}` and the like."""
        return {
            "bank_name": self.name,
            "bank_hotline": self.hotline,
            "bank_hotline_note": self.hotline_note,
            "bank_hours": self.human_hours,
            "privacy_contact": self.privacy_contact,
        }


@cache
def load_bank(path: Path = BANK_FILE) -> Bank:
    """Read the bank's facts; raises `KeyError` or `TypeError` naming what is missing."""
    raw = yaml.safe_load(path.read_text("utf-8"))
    return Bank(
        **{key: value for key, value in raw.items() if key not in ("service_hours", "branches", "products", "fees")},
        service_hours=Hours.parse(raw["service_hours"]),
        branches=tuple(Branch(**_with_tuple(row)) for row in raw["branches"]),
        products=tuple(Product(**_with_tuple(row)) for row in raw["products"]),
        fees=tuple(Fee(**_with_tuple(row)) for row in raw["fees"]),
    )


@cache
def load_hotlines(path: Path = HOTLINES_FILE) -> tuple[Hotline, ...]:
    """Read the public hotlines; raises `KeyError` or `TypeError` naming what is missing."""
    return tuple(Hotline(**_with_tuple(row)) for row in yaml.safe_load(path.read_text("utf-8")))


def _with_tuple(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
