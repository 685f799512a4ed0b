"""The one door to word segmentation: "kế hoạch" to "kế_hoạch", for models that were trained so.

What comes out is embedded or scored, never shown: the segmenter puts spaces around signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.errors import UsageError

Segment = Callable[[Sequence[str]], list[str]]


def word_segmenter(model: str) -> Segment:
    """The function that joins the syllables of each word; pyvi is loaded now, in 4 s.

    Raises:
        UsageError: pyvi is not installed; ``model`` is named as what wants it.
    """
    try:
        from pyvi import ViTokenizer
    except ImportError as error:
        raise UsageError(
            f"Mô hình {model!r} cần văn bản đã tách từ mà máy chưa có pyvi: hãy chạy "
            "pip install -e '.[segment]' -c constraints.txt"
        ) from error
    return lambda texts: [str(ViTokenizer.tokenize(text)) for text in texts]
