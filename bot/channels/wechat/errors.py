"""What WeChat's API answers when it does not do what it was asked, and what is to be done about each.

Source: developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode and the page of each call.
"""

from __future__ import annotations

from enum import Enum


class Handling(Enum):
    """What a refusal asks for; unless it says that the customer is out of reach, the text is kept for later."""

    RETRY = "busy: tried again several times already"
    NEW_TOKEN = "the access token: fetched again once already"
    DROP = "there is no such thing: not sent any more"
    STOP = "this customer does not hear from us any more: nothing else is sent either"
    SPLIT = "too long: in parts"
    TRIM = "too many choices, or a kind of message this account may not send: as plain text"
    BREAK = "a quota of the account is used up: nothing is sent for a while"
    PARK = "not now: with the customer's next message"
    PASSIVE_ONLY = "this account may not call the API: answer passively alone"
    ALERT = "a mistake of ours or of the content: somebody has to look, trying again does not help"


NO_ANSWER = -2
"""Our own code: WeChat was not reached, or what came back is no answer of its API."""
BUSY = -1
NO_MENU = 46003
NO_PERMISSION = 48001

HANDLING = {
    NO_ANSWER: Handling.PARK,
    BUSY: Handling.RETRY,
    40001: Handling.NEW_TOKEN,  # invalid credential
    40014: Handling.NEW_TOKEN,  # invalid access token
    42001: Handling.NEW_TOKEN,  # access token expired
    40003: Handling.DROP,  # invalid openid
    40007: Handling.DROP,  # invalid media id: media are kept for three days
    40013: Handling.PASSIVE_ONLY,  # invalid app id
    40125: Handling.PASSIVE_ONLY,  # invalid app secret
    40164: Handling.PASSIVE_ONLY,  # the address of this server is not in the account's whitelist
    40033: Handling.ALERT,  # \uXXXX in the body
    40037: Handling.ALERT,  # invalid template id
    40200: Handling.TRIM,  # this kind of account may not send this kind of message
    43004: Handling.STOP,  # does not follow
    43019: Handling.STOP,  # is on the account's blacklist
    50005: Handling.STOP,  # does not follow
    45002: Handling.SPLIT,  # text too long
    45008: Handling.ALERT,  # more than one article
    45009: Handling.BREAK,  # quota of the day
    45011: Handling.BREAK,  # quota of the minute
    45015: Handling.PARK,  # outside of the window in which we may write, or not following
    45047: Handling.PARK,  # the customer's allowance is used up
    45098: Handling.TRIM,  # too many options in a msgmenu
    47003: Handling.ALERT,  # a field of a template message is wrong
    NO_PERMISSION: Handling.PASSIVE_ONLY,
    48002: Handling.PARK,  # the customer has turned messages of this account off
    48004: Handling.PASSIVE_ONLY,  # the call is banned for this account
}

OPEN_S = {45009: 3600.0, 45011: 60.0}
"""Seconds without a call after a quota is used up. That of the day comes back at midnight, or earlier when somebody
resets it: one call an hour finds out."""
UNFORESEEN = frozenset({45047})
"""Refusals that our own counting should have prevented: handled, and told to who runs this."""


class ApiRefused(Exception):
    """WeChat did not do what it was asked; `code` is its error code, `handling` what to do about it."""

    def __init__(self, code: int) -> None:
        self.code = code
        self.handling = HANDLING.get(code, Handling.ALERT)
        super().__init__(f"{code} {self.handling.name}")


def label(code: int) -> str:
    """Return the code as metrics name it: those that we know of, and `other`."""
    return str(code) if code in HANDLING else "other"
