"""The address that the app is to be served at."""

from __future__ import annotations

import socket

from rag.errors import UsageError


def require_free(host: str, port: int) -> None:
    """See that nobody listens there.

    Raises:
        UsageError: another program does.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"Không mở được {host}:{port} ({error.strerror}): chọn cổng khác bằng --port"
            ) from error
