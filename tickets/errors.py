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


class UnknownOperation(RegisterError):
    """There is no operation of that name; the message is for people."""


class NotYourRole(RegisterError):
    """This role may not do that; the message is for people."""


class IllegalOperation(RegisterError):
    """The ticket, as it stands, does not allow that; the message is for people."""


class InvalidFields(RegisterError):
    """Fields are missing or wrong; `problems` maps each one to a sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("；".join(problems.values()))
        self.problems = problems


class DeliveryFailed(RegisterError):
    """A notification port could not send; the message names the cause and no person."""


class AccountRefused(RegisterError):
    """An account cannot be added or removed; the message is for people."""


class RefusedFile(RegisterError):
    """A file is not taken; `why` is `empty`, `too_big`, `too_many`, `kind`, `broken` or `disguised`."""

    def __init__(self, why: str) -> None:
        super().__init__(f"file refused: {why}")
        self.why = why


class UnknownEvidence(RegisterError):
    """The ticket has no file of that id."""


class EvidenceUnreadable(RegisterError):
    """A file of a ticket is missing from the disk or damaged."""


class UnknownDraftCode(RegisterError):
    """No draft under this code: never given, already redeemed, or older than seven days."""


class UnknownDevice(RegisterError):
    """No tablet of this id, or of this code: never given, already used, or too old."""


class UnknownHandoff(RegisterError):
    """No words under this token: never given, already used, or too old."""


class UnknownCall(RegisterError):
    """No call for staff of this id, or none of this branch."""
