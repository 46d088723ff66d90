"""What every reader of settings raises."""

from __future__ import annotations


class SettingsError(ValueError):
    """A setting is missing or wrong; the message names the key and what is wanted."""
