"""The pages of the app, one file each; what a page calls is passed in by ``app.py``."""

import inspect
import os
from typing import Any

# Gradio reads this when a page is built; set here because every page is imported through here.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
# Gradio 6.31 sums up the last 10,000 events after each event, for a dashboard that no page offers.
os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")

_file_of = inspect.getfile


def _file_unless_component(thing: Any) -> str:  # noqa: ANN401 - as in inspect
    if type(thing).__name__ == "ComponentMeta":
        raise OSError
    return _file_of(thing)


# Gradio 6.31 writes stubs for editors beside its components each time that it is imported, which
# takes longer than the rest of the import; for a component without a file it writes none.
inspect.getfile = _file_unless_component  # type: ignore[assignment]  # names no argument
try:
    import gradio
finally:
    inspect.getfile = _file_of


class _Unserved:
    """Makes no app of a page: :func:`rag.pages.theme.mount` does, once.

    Gradio 6.31 makes one when a page is begun, one when it is left, and again when it is mounted.
    """

    @staticmethod
    def create_app(*_given: object, **_named: object) -> None:
        return None


gradio.blocks.App = _Unserved  # type: ignore[assignment, attr-defined]
