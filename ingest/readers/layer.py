"""Whether a text layer can be quoted: the share of its words that are Vietnamese syllables."""

from __future__ import annotations

import re

_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable by its shape: onset, one to three vowels, coda."""


def vietnamese_share(text: str) -> float:
    """Share of words that are well-formed Vietnamese syllables, 0 where hardly any has a mark."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return 0.0
    well_formed = sum(_SYLLABLE.fullmatch(word) is not None for word in words)
    marked = sum(not word.isascii() for word in words)
    return well_formed / len(words) if marked > 0.2 * len(words) else 0.0
