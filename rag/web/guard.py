"""Everything that stands before the app, in its order."""

from __future__ import annotations

from fastapi import FastAPI

from rag.admin import Admin
from rag.pages.upload_gate import UploadGate
from rag.settings import Settings
from rag.web.headers import SecurityHeaders
from rag.web.login import Login
from rag.web.origin import OwnOrigin
from rag.web.rate import Buckets, RateLimit
from rag.web.users import read_users


def guard(app: FastAPI, settings: Settings, admin: Admin, *, local: bool) -> None:
    """Put what guards the app before it; ``local`` where only the machine itself reaches it.

    Raises:
        UsageError: the file of the users is none.
    """
    # what is added last stands outermost
    app.add_middleware(UploadGate, admits=admin.admits)
    if settings.users is not None:
        app.add_middleware(Login, users=read_users(settings.users))
    if not local and settings.rate_per_minute:
        buckets = Buckets(settings.rate_per_minute, settings.rate_burst)
        app.add_middleware(RateLimit, buckets=buckets)
    app.add_middleware(OwnOrigin, local=local, proxied=settings.proxy is not None)
    app.add_middleware(SecurityHeaders)


def warning(settings: Settings, *, local: bool) -> str | None:
    """One line for whoever starts the app where everybody in the network may use it."""
    if local or settings.users is not None or settings.proxy is not None:
        return None
    return (
        "Lưu ý: ai vào được mạng này đều mở được trang. Để phải đăng nhập, đặt HOI_USERS; "
        "nếu có máy chủ trung gian phía trước, đặt HOI_PROXY."
    )
