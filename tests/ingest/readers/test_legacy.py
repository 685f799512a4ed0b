"""TCVN3 and VNI: fonts by name, letters by table, texts by their words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.readers import read_raw
from ingest.readers.legacy import (
    Encoding,
    convert_lines,
    detect,
    encoding_of_font,
    from_old_letters,
    reads_better,
    to_unicode,
    with_capitals,
)
from rag.errors import UnreadableFile
from rag.settings import Settings
from tests.ingest.readers.old_letters import in_tcvn3, in_vni, in_windows_1258

TCVN3, TCVN3_CAPITALS, VNI = Encoding("TCVN3"), Encoding("TCVN3", capitals=True), Encoding("VNI")
TONES = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵăâđêôơư"
PLAN = (
    "Ủy ban nhân dân xã Đồng Tâm ban hành kế hoạch phòng, chống thiên tai năm 2009.\n"
    "1. Mục tiêu: giữ vững đê điều, bảo đảm an toàn cho người dân ở vùng trũng thấp.\n"
    "2. Trưởng thôn thường xuyên kiểm tra, báo cáo những chỗ sạt lở trước ngày 15 tháng 6.\n"
)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", TCVN3),
        (".VnTimeH", TCVN3_CAPITALS),
        (".VNTIMEH", TCVN3_CAPITALS),
        (".VnArial NarrowH", TCVN3_CAPITALS),
        (".VnBook-Antiqua", TCVN3),
        ("ABCDEF+VnTimeHBold", TCVN3_CAPITALS),
        ("ABCDEF+VnTime,BoldItalic", TCVN3),
        ("VNI-Times", VNI),
        ("ABCDEF+VNI-Helve-Condense", VNI),
        ("VNI Times", VNI),
        ("Times New Roman", None),
        ("UVnTime", None),
        ("VnTimes New Roman", None),
        ("Verdana", None),
        ("", None),
    ],
)
def test_fonts(font: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(font) == encoding


@pytest.mark.parametrize(
    ("codes", "encoding", "text"),
    [
        pytest.param("KÕ ho¹ch sè 5/KH-UBND", TCVN3, "Kế hoạch số 5/KH-UBND", id="TCVN3"),
        pytest.param("\u00a7\u00adîc sù ñng h\u00e9", TCVN3, "Được sự ủng hộ", id="TCVN3, ư"),
        pytest.param("h\u2212íng dÉn l\u2219nh ®¹o", TCVN3, "hướng dẫn lãnh đạo", id="PDF's minus"),
        pytest.param("\u00ad®iÒu d\u00ad, \u00adc¬ së, \u00adb), T\u00ad, \u00adu tiªn, nh\u00ad",
                     TCVN3, "điều dư, cơ sở, b), Tư, ưu tiên, như", id="soft hyphens"),
        pytest.param("\uf0a7iÒu 1", TCVN3, "Điều 1", id="a symbol font's letters"),
        pytest.param("Céng hßa x· héi", TCVN3_CAPITALS, "CỘNG HÒA XÃ HỘI", id="capitals"),
        pytest.param("ng-êi d©n, nh- sau: - gia ®×nh; KH-UBND, Lao ®éng - Th-¬ng binh, 1-2, "
                     "-u tiªn", TCVN3, "người dân, như sau: - gia đình; KH-UBND, Lao động - "
                     "Thương binh, 1-2, ưu tiên", id="a hyphen for ư"),
        pytest.param("Keá hoaïch soá 5/KH-UBND", VNI, "Kế hoạch số 5/KH-UBND", id="VNI"),
        pytest.param("COÄNG HOAØ ÑOÀNG BÌNH PHÖÔÙC", VNI, "CỘNG HOÀ ĐỒNG BÌNH PHƯỚC", id="VNI, A"),
        pytest.param("Chiùnh phuû tiønh", VNI, "Chính phủ tình", id="VNI, i with a mark"),
        pytest.param("Uûy ban, Nguyeãn Thò Myõ", VNI, "Ủy ban, Nguyễn Thị Mỹ", id="VNI mixed case"),
        pytest.param("“quy trình” – 50% 12/2009", VNI, "“quy trình” – 50% 12/2009", id="signs"),
    ],
)  # fmt: skip
def test_to_unicode(codes: str, encoding: Encoding, text: str) -> None:
    assert to_unicode(codes, encoding) == text


@pytest.mark.parametrize("letter", TONES)
def test_every_letter_has_its_code(letter: str) -> None:
    assert to_unicode(in_tcvn3(letter), TCVN3) == letter
    assert to_unicode(in_tcvn3(letter), TCVN3_CAPITALS) == letter.upper()
    assert to_unicode(in_vni(letter), VNI) == letter
    assert to_unicode(in_vni(letter.upper()), VNI) == letter.upper()


@pytest.mark.parametrize("letter", TONES)
def test_the_tables_give_composed_letters(letter: str) -> None:
    assert unicodedata.is_normalized("NFC", to_unicode(in_vni(letter), VNI))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(in_tcvn3(PLAN), TCVN3, id="TCVN3"),
        pytest.param(in_vni(PLAN), VNI, id="VNI"),
        pytest.param(PLAN, None, id="Unicode"),
        pytest.param(PLAN * 2 + in_vni(PLAN), VNI, id="Unicode with a part of the old"),
        pytest.param(PLAN + in_vni("Kế hoạch năm 2026\n"), None, id="Unicode with an old line"),
        pytest.param("Le préfet a reçu les élèves, où l'école décède déjà, très tôt, après l'été. "
                     "Là-bas, le maître répète: voilà, hélas, ça complète l'arrêté.", None,
                     id="French"),
        pytest.param("KÕ ho¹ch phßng chèng", None, id="too short to be sure"),
        pytest.param("A plain text of English words alone.", None, id="English"),
    ],
)  # fmt: skip
def test_detect(text: str, encoding: Encoding | None) -> None:
    assert detect(text) == encoding


def test_lines_that_read_as_they_are_stay() -> None:
    mixed = f"{in_vni(PLAN)}Độc lập - Tự do - Hạnh phúc\n12/2009\n"
    assert convert_lines(mixed, VNI) == f"{PLAN}Độc lập - Tự do - Hạnh phúc\n12/2009\n"
    assert reads_better(in_vni(PLAN), VNI)
    assert not reads_better(PLAN, VNI)


@pytest.mark.parametrize("old", [in_tcvn3, in_vni])
@pytest.mark.parametrize("line", ["Số: 88/KH-UBND", "Cà phê"])
def test_lines_that_read_well_in_both_ways_go_with_the_text(
    old: Callable[[str], str], line: str
) -> None:
    """ "Sè" and "Soá" are syllables as well; the number of every plan stands on such a line."""
    text, _ = from_old_letters(old(f"{line}\n{PLAN}"))
    assert text.splitlines()[0] == line


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("ủY BAN NHÂN DÂN THàNH PHố", "ỦY BAN NHÂN DÂN THÀNH PHỐ"),
        ("Tổ CHứC THựC HIệN", "TỔ CHỨC THỰC HIỆN"),
        ("Uỷ ban, Sở Y tế, Tổ trưởng", "Uỷ ban, Sở Y tế, Tổ trưởng"),
        ("Số: 12/QĐ-UB", "Số: 12/QĐ-UB"),
        ("Xã ABC", "Xã ABC"),
    ],
)
def test_small_letters_among_capitals(text: str, printed: str) -> None:
    assert with_capitals(text) == printed


@pytest.mark.parametrize(
    ("content", "note"),
    [
        pytest.param(in_tcvn3(PLAN).encode("latin-1"), "TCVN3", id="TCVN3 bytes"),
        pytest.param(in_vni(PLAN).encode("latin-1"), "VNI", id="VNI bytes"),
        pytest.param(in_tcvn3(PLAN).encode(), "TCVN3", id="TCVN3 pasted into UTF-8"),
        pytest.param(in_windows_1258(PLAN), "windows-1258", id="windows-1258"),
    ],
)
def test_text_files_of_old_letters(tmp_path: Path, content: bytes, note: str) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(content)
    raw = read_raw(path, Settings())
    expected = PLAN.replace("Ủy", "ủy") if note == "TCVN3" else PLAN
    assert raw.text == expected
    assert len(raw.quality) == 1
    assert note in raw.quality[0]


@pytest.mark.parametrize("old", [in_tcvn3, in_vni])
def test_a_text_put_together_of_old_and_new_letters(
    tmp_path: Path, old: Callable[[str], str]
) -> None:
    path = tmp_path / "ke-hoach.txt"
    head = "Số: 88/KH-UBND\n"
    path.write_text(f"{PLAN}{head}{old(head + PLAN)}{PLAN}", encoding="utf-8")
    raw = read_raw(path, Settings())
    read = raw.text.replace("ủy", "Ủy")  # a capital with a tone has no code in TCVN3
    assert read == f"{PLAN}{head}{head}{PLAN}{PLAN}"
    assert len(raw.quality) == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(in_tcvn3("Kế hoạch phòng chống thiên tai").encode("latin-1"), id="short"),
        pytest.param("où l'été, déjà, très tôt à côté, élève".encode("latin-1") * 9, id="French"),
        pytest.param(PLAN.encode() + in_vni(PLAN).encode("latin-1"), id="two encodings"),
    ],
)
def test_bytes_that_leave_a_doubt_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="không phải UTF-8"):
        read_raw(path, Settings())
