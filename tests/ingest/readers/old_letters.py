"""Unicode text in the codes of TCVN3 and VNI fonts and of windows-1258, as files hold it."""

from __future__ import annotations

import unicodedata

_TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd"
        "\xbe\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde"
        "\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6"
        "\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        strict=True,
    )
)
_VNI_ALONE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò"}
_VNI_TONE = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HAT = {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
_VNI_BREVE = {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}


def in_tcvn3(text: str) -> str:
    """As typed in .VnTime; a capital with a tone has no code there and is a small letter."""
    return "".join(_TCVN3.get(letter) or _TCVN3.get(letter.lower(), letter) for letter in text)


def in_vni(text: str) -> str:
    """As typed in VNI-Times."""
    return "".join(
        _vni(letter) if letter == letter.lower() else _vni(letter.lower()).upper()
        for letter in text
    )


def _vni(letter: str) -> str:
    if letter in _VNI_ALONE or letter.isascii():
        return _VNI_ALONE.get(letter, letter)
    if letter == "ỵ":
        return "î"
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((mark for mark in marks if mark in _VNI_TONE), "")
    if "\u0302" in marks:
        return base + _VNI_HAT[tone]
    if "\u0306" in marks:
        return base + _VNI_BREVE[tone]
    if "\u031b" in marks:
        return _VNI_ALONE[unicodedata.normalize("NFC", base + "\u031b")] + _VNI_TONE[tone]
    return base + _VNI_TONE[tone] if tone else letter


def in_windows_1258(text: str) -> bytes:
    """Letters with their hat, horn or breve in one byte, the tone in another behind it."""
    found: list[str] = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in _VNI_TONE)
        rest = "".join(mark for mark in parts if mark not in _VNI_TONE)
        found.append(unicodedata.normalize("NFC", rest) + tone)
    return "".join(found).encode("cp1258")
