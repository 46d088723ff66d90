"""How many customer-service messages one customer may get, as WeChat's documents have it.

A message of theirs: 5 in 48 hours. A tap on the menu or on an option of a msgmenu, a follow, a scan: 3 in a minute.
Source: developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MESSAGE, CLICK, FOLLOW, SCAN = "message", "click", "follow", "scan"
RULES = {MESSAGE: (5, 48 * 3600.0), CLICK: (3, 60.0), FOLLOW: (3, 60.0), SCAN: (3, 60.0)}
OK, OUTSIDE, USED_UP = 0, 45015, 45047


@dataclass
class Allowance:
    """What one trigger still allows."""

    left: int
    until: float


@dataclass
class Allowances:
    """Those of one customer; a trigger that happens again begins anew."""

    open: dict[str, Allowance] = field(default_factory=dict)

    def begin(self, trigger: str, now: float) -> None:
        """Something happened that allows messages."""
        count, seconds = RULES[trigger]
        self.open[trigger] = Allowance(count, now + seconds)

    def take(self, now: float) -> int:
        """Use one, the one that ends first; returns the error code."""
        current = sorted((one for one in self.open.values() if one.until >= now), key=lambda one: one.until)
        if not current:
            return OUTSIDE
        for one in current:
            if one.left:
                one.left -= 1
                return OK
        return USED_UP
