"""This bank's own facts, read from `data/bank/bank.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

BANK_FILE = Path(__file__).resolve().parent.parent / "data" / "bank" / "bank.yml"


@dataclass(frozen=True)
class Branch:
    """One branch of the directory; `aliases` are what customers call it."""

    name: str
    aliases: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Product:
    """One product of the catalogue."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class Bank:
    """Name, hotline, hours, branches and products of the bank that runs this assistant."""

    name: str
    hotline: str
    hotline_note: str
    human_hours: str
    privacy_contact: str
    consent_version: str
    branches: tuple[Branch, ...]
    products: tuple[Product, ...]

    @property
    def is_sample(self) -> bool:
        """Whether these are the sample facts, which may never meet a real customer."""
        return "示例" in self.name + self.hotline + self.privacy_contact

    def words(self) -> dict[str, str]:
        """Return what answers may name in braces: `{bank_name}`, `{bank_hotline}` and the like."""
        return {
            "bank_name": self.name,
            "bank_hotline": self.hotline,
            "bank_hours": self.human_hours,
            "privacy_contact": self.privacy_contact,
        }


@cache
def load_bank(path: Path = BANK_FILE) -> Bank:
    """Read the bank's facts; raises `KeyError` or `TypeError` naming what is missing."""
    raw = yaml.safe_load(path.read_text("utf-8"))
    branches = tuple(Branch(row["name"], tuple(row["aliases"]), row["address"]) for row in raw.pop("branches"))
    products = tuple(Product(**row) for row in raw.pop("products"))
    return Bank(**raw, branches=branches, products=products)
