"""An index as earlier versions laid it out: one catalog a generation, for the whole archive."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from rag.errors import IndexMissing
from rag.schema import Plan
from rag.stores import generations
from rag.stores.codec import decode


def former_plans(index: Path) -> tuple[Plan, ...]:
    """The plans of such an index by id, to be read anew; () where it is none or cannot be read."""
    try:
        catalog = generations.current(index) / generations.CATALOG
        with closing(sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=ro", uri=True)) as held:
            rows = held.execute("SELECT payload FROM plans ORDER BY plan_id").fetchall()
    except (IndexMissing, sqlite3.Error):
        return ()
    return tuple(decode(Plan, payload) for (payload,) in rows)
