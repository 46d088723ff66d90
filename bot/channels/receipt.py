"""What a customer takes along to their own phone: a QR code with a token that is good once."""

from __future__ import annotations

from typing import Any

import segno
from starlette.requests import Request

from tickets.handoffs import LIFETIME

LIFETIME_S = int(LIFETIME.total_seconds())


async def receipt_of(request: Request, token: str) -> dict[str, Any]:
    """Return the picture, whether it leads to our WeChat account, and after how many seconds it is good no more."""
    account, base = request.app.state.wechat, request.app.state.settings.public_url
    scene = await account.address_of(token, LIFETIME_S) if account else None
    address = scene or f"{base or str(request.base_url).rstrip('/')}/chat?t={token}"
    image = segno.make(address, error="m").svg_data_uri(scale=6, border=2)
    return {"image": image, "wechat": scene is not None, "expires_s": LIFETIME_S}
