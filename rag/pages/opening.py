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

PageOf = Callable[[Citation], Callable[[], bytes] | None]
"""What draws the page of a citation with its quote boxed; None where no PDF of it is kept."""

DRAWN = ".page"
"""Ends a reference that asks for the page of the file as a picture, too."""
PIECE = r"\.\d{1,4}(?:\.page)?"
"""A pattern: how the reference of each tab ends, the slice's number and whether it is drawn."""


@dataclass(frozen=True, slots=True)
class Words:
    """Opens slices: ``cite`` gives the citation of one, ``section_of`` what stands around it."""

    texts: Texts
    cite: Callable[[Slice, int], Citation]
    section_of: Callable[[Citation], SectionView]
    page_of: PageOf

    def opened(self, reference: str, pieces: Sequence[Slice], name: str, back: str) -> str | None:
        """The panel with one of ``pieces``, or one line that says what failed.

        Args:
            reference: Ends in the number of the piece, from 0: ``m.plan.4.2.0``, and in
                ``DRAWN`` where its page is asked for.
            pieces: What the button that was pressed rests on; None is returned past its end.
            name: Heads the panel.
            back: The words of the button that leads back to what was pressed.
        """
        bare = reference.removesuffix(DRAWN)
        place = int(bare.rpartition(".")[2])
        if place >= len(pieces):
            return None
        try:
            citation = self.cite(pieces[place], place + 1)
            section, drawing = self.section_of(citation), self.page_of(citation)
            png = drawing() if drawing is not None and bare != reference else None
        except HoiError as error:
            return conversation.failure(str(error))
        opened = panel.Opened(
            bare, citation, len(pieces), next_opening(), True, name, back,
            drawing is not None, png,
        )  # fmt: skip
        return panel.source(opened, section, self.texts)
