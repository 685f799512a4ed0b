"""Slices of plans opened in the panel at the side: one at a time, with steps to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.errors import HoiError
from rag.pages import conversation, panel
from rag.pages.frame import next_opening
from rag.pages.section import SectionView
from rag.pages.texts import Texts
from rag.schema import Citation, Slice


@dataclass(frozen=True, slots=True)
class Words:
    """Opens slices: ``cite`` gives the citation of one, ``section_of`` what stands around it."""

    texts: Texts
    cite: Callable[[Slice, int], Citation]
    section_of: Callable[[Citation], SectionView]

    def opened(self, reference: str, pieces: Sequence[Slice], name: str, back: str) -> str | None:
        """The panel with one of ``pieces``, or one line that says what failed.

        Args:
            reference: Ends in the number of the piece, from 0: ``m.plan.4.2.0``.
            pieces: What the button that was pressed rests on; None is returned past its end.
            name: Heads the panel.
            back: The words of the button that leads back to what was pressed.
        """
        place = int(reference.rpartition(".")[2])
        if place >= len(pieces):
            return None
        try:
            citation = self.cite(pieces[place], place + 1)
            section = self.section_of(citation)
        except HoiError as error:
            return conversation.failure(str(error))
        opened = panel.Opened(reference, citation, len(pieces), next_opening(), True, name, back)
        return panel.source(opened, section, self.texts)
