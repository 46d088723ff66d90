"""What can go wrong in the register, as its callers need to tell it apart."""

from __future__ import annotations


class RegisterError(Exception):
    """Base of everything the register refuses."""


class StoreUnavailable(RegisterError):
    """The database cannot be reached or written: nothing was saved."""


class IncompleteComplaint(RegisterError):
    """A complaint lacks a field it must have; `field` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(f"complaint lacks {field}")
        self.field = field


class UnknownTicket(RegisterError):
    """No ticket of that number and code; which of the two is wrong is not told."""


class TooManyAttempts(RegisterError):
    """Five wrong codes: this sender waits a quarter of an hour for this ticket."""


class UnreadableRow(RegisterError):
    """None of the secret keys opens a row; the message names table and primary key."""
