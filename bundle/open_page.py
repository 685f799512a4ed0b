"""Opens the page in the browser as soon as it answers; started beside the app."""

from __future__ import annotations

import os
import time
import urllib.request
import webbrowser


def main() -> None:
    """Wait up to two minutes."""
    address = f"http://127.0.0.1:{os.environ.get('HOI_PORT', '7860')}"
    here = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(240):
        try:
            here.open(f"{address}/health", timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            webbrowser.open(address)
            return


if __name__ == "__main__":
    main()
