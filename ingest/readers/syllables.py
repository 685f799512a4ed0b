"""Real Vietnamese syllables, by the rimes there are: tells readable text from wrong letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rag.text import nfc

_ONSETS = "ngh ng nh gh gi g kh k ph th tr ch qu b c d đ h l m n p r s t v x".split()
_RIMES = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên "
    "iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ uy uya "
    "uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu ych yn ynh yt êc".split()
)
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED = ("c", "ch", "p", "t")
_SHARP_OR_HEAVY = {"\u0301", "\u0323"}
# the quotes, dashes and bullets around words, which say nothing of their letters
_PUNCTUATION = re.compile(
    "[\u2010-\u2015\u2018-\u201f\u2022\u2026\uf0b7\ufffe]|[\x00-\x40\\[-`{-\x7f]"
)


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word in lower or upper case is a syllable that Vietnamese can have."""
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", word.lower()):
        (tones if character in _TONES else letters).append(character)
    plain = nfc("".join(letters))
    if len(tones) > 1:
        return False
    for onset in ("", *_ONSETS):
        rime = plain.removeprefix(onset)
        if (not onset or rime != plain) and rime in _RIMES:
            stopped = rime.endswith(_STOPPED)
            return not stopped or bool(tones and tones[0] in _SHARP_OR_HEAVY)
    # "gì", "gìn", "giếng": the letters of "gi" are also the rime's
    return plain in {"gi", "gin", "giêng", "giêt"}


def marked_words(text: str) -> tuple[int, int]:
    """How many words of a text hold a letter beyond ASCII, and how many of these are syllables."""
    words = [word for word in _PUNCTUATION.sub(" ", text).split() if not word.isascii()]
    return len(words), sum(is_syllable(word) for word in words)
