"""The data files of names and words, and what is found with them."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.lexicon import Lexicon
from rag.settings import ROOT
from rag.text import fold, nfc

PROMPTS = ROOT / "prompts"
LEXICON = Lexicon.load(PROMPTS)


def names(text: str) -> list[str]:
    found = LEXICON.find_agencies(text)
    assert all(text[m.start : m.end] == m.written for m in found)
    return [m.name for m in found]


def asked(text: str) -> list[str]:
    found = LEXICON.find_agencies_in_question(text)
    assert all(text[m.start : m.end] == m.written for m in found)
    return [m.name for m in found]


def places(text: str, *, question: bool = True) -> list[tuple[str, str]]:
    found = LEXICON.find_places(text, question)
    assert all(text[m.start : m.end] == m.written for m in found)
    return [(m.name, m.kind) for m in found]


@pytest.mark.parametrize(
    "name",
    [
        "agencies.toml",
        "places.tsv",
        "abbreviations.toml",
        "glossary.toml",
        "english.toml",
        "english_words.toml",
    ],
)
def test_files_are_composed(name: str) -> None:
    text = (PROMPTS / name).read_text(encoding="utf-8")
    assert text == nfc(text)


def test_counts() -> None:
    assert len(LEXICON.agencies.names) >= 140
    assert len(LEXICON.everyday_terms) >= 120
    assert len(LEXICON.english_terms) >= 150
    assert len(LEXICON.more_english_terms) >= 1200
    assert len(LEXICON.abbreviations) >= 100
    assert len(LEXICON.gazetteer.provinces_before) == 63
    assert len(LEXICON.gazetteer.provinces_now) == 34
    assert 690 <= len(LEXICON.gazetteer.districts) <= 720


def test_agencies_are_listed_once() -> None:
    listed = [entry.name for entry in LEXICON.agencies.names]
    assert len(listed) == len(set(listed))
    kinds = {entry.kind for entry in LEXICON.agencies.names}
    assert {"so", "phong", "ban", "hoi", "cong_an", "ubnd", "bo", "trung_tam"} <= kinds
    levels = {level for entry in LEXICON.agencies.names for level in entry.levels}
    assert levels == {"trung_uong", "tinh", "huyen", "xa"}


def test_every_everyday_term_has_an_example_it_is_found_in() -> None:
    for term in LEXICON.everyday_terms:
        assert term.example is not None
        assert set(term.mean) <= set(LEXICON.everyday(term.example)), term


def test_provinces_join_provinces() -> None:
    now = {place.name for place in LEXICON.gazetteer.provinces_now}
    before = {place.name for place in LEXICON.gazetteer.provinces_before}
    assert {place.merged_into for place in LEXICON.gazetteer.provinces_before} == now
    assert {place.province for place in LEXICON.gazetteer.districts} == before


def test_abbreviations_file_has_no_key_twice() -> None:
    with (PROMPTS / "abbreviations.toml").open("rb") as file:
        assert tomllib.load(file)["abbreviations"] == LEXICON.abbreviations


def test_one_object_for_a_folder() -> None:
    assert Lexicon.load(PROMPTS) is LEXICON


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6. Sở Y tế", ["Sở Y tế"]),
        ("3. Phòng Y tế, Trung tâm Y tế", ["Phòng Y tế", "Trung tâm Y tế"]),
        ("Sở Lao động-Thương binh và Xã hội", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở LĐ-TB&XH;", ["Sở Lao động - Thương binh và Xã hội"]),
        ("- Sở LĐTB&XH (để b/c);", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Phòng Lao động - TB&XH thị xã", ["Phòng Lao động - Thương binh và Xã hội"]),
        ("Phòng Văn hoá và Thông tin", ["Phòng Văn hóa và Thông tin"]),
        (
            "Trung tâm Văn hóa - Thể thao- Du lịch và Truyền thông huyện",
            ["Trung tâm Văn hóa - Thể thao - Du lịch và Truyền thông"],
        ),
        ("Phòng Văn hóa, Khoa học và Thông tin", ["Phòng Văn hóa, Khoa học và Thông tin"]),
        ("10. Công an thị xã", ["Công an thị xã"]),
        ("Công an tỉnh: Chủ trì triển khai", ["Công an tỉnh"]),
        ("Hội LHPN huyện và các", ["Hội Liên hiệp Phụ nữ huyện"]),
        ("- CT, PCT UBND TX;", ["Ủy ban nhân dân thị xã"]),
        ("ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", ["Ủy ban nhân dân tỉnh"]),
        ("Uỷ ban nhân dân tỉnh", ["Ủy ban nhân dân tỉnh"]),
        ("Đài PT&TH Đắk Nông", ["Đài Phát thanh và Truyền hình"]),
        ("Báo Quảng Ngãi, Đài PT-TH tỉnh", ["Báo Quảng Ngãi", "Đài Phát thanh và Truyền hình"]),
        ("Văn phòng HĐND&UBND thị xã", ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị xã"]),
        ("Văn phòng Tỉnh ủy", ["Văn phòng Tỉnh ủy"]),
        ("Đoàn TNCS Hồ Chí Minh", ["Đoàn Thanh niên Cộng sản Hồ Chí Minh"]),
        ("Ban VSTBPN huyện", ["Ban Vì sự tiến bộ của phụ nữ huyện"]),
        ("Sở Tài chính chủ trì, phối hợp", ["Sở Tài chính"]),
        ("Sở Nội vụ; Sở Dân tộc và Tôn giáo", ["Sở Nội vụ", "Sở Dân tộc và Tôn giáo"]),
    ],
)
def test_agencies_of_plan_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Các Sở, Ban, ngành liên quan căn cứ", "Các sở, ban, ngành"),
        ("các phòng, ban, ngành có liên quan", "Các phòng, ban, ngành"),
        ("UBND các huyện, thị xã, thành phố", "Ủy ban nhân dân cấp huyện"),
        ("Ủy ban nhân dân các huyện, thành phố", "Ủy ban nhân dân cấp huyện"),
        ("UBND các xã, thị trấn", "Ủy ban nhân dân cấp xã"),
        ("các đơn vị, địa phương triển khai", "Các cơ quan, đơn vị, địa phương"),
        ("lực lượng công an các cấp", "Công an các cấp"),
        ("Hội đồng nhân dân các cấp", "Hội đồng nhân dân"),
    ],
)
def test_collective_names(text: str, name: str) -> None:
    (mention,) = LEXICON.find_agencies(text)
    assert (mention.name, mention.generic) == (name, True)


@pytest.mark.parametrize(
    "text",
    [
        "mọi cơ sở y tế tư nhân",
        "cơ sở giáo dục và đào tạo",
        "phòng ngừa, ứng phó với bạo lực",
        "Chương trình Phòng ngừa và ứng phó",
        "phòng, chống mua bán người",
        "tiến bộ y tế",
        "xã hội nông dân",
        "thi công an toàn, phân công, đoàn kết",
        "công tác công an",
        "356/LĐTBXH-BĐG và 175/KH-UBND",
        "Số: /KH-UBND",
        "CHẾ ĐỘ BÁO CÁO",
        "Báo cáo kết quả",
        "Hội nghị, Hội thảo",
        "Ban hành kế hoạch",
        "Bộ luật Lao động",
        "các cơ quan dân cử",
        "so y te",
    ],
)
def test_not_an_agency(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "written", "level"),
    [
        ("Sở Văn hóa và Du lịch chủ trì", "Sở Văn hóa và Du lịch", "tinh"),
        ("Phòng Kinh tế, Văn hóa và Môi trường", "Phòng Kinh tế, Văn hóa và Môi trường", "huyen"),
        ("Báo Lào Cai đăng tin", "Báo Lào Cai", None),
        ("Viện Dinh dưỡng phối hợp", "Viện Dinh dưỡng", None),
        ("Trường Đại học Quảng Nam", "Trường Đại học Quảng Nam", None),
        ("Hội Sinh viên tỉnh", "Hội Sinh viên tỉnh", "tinh"),
    ],
)
def test_agencies_no_list_holds(text: str, written: str, level: str | None) -> None:
    (mention,) = LEXICON.find_agencies(text)
    assert (mention.written, mention.level) == (written, level)


def test_levels_are_told() -> None:
    def levels(text: str) -> list[str | None]:
        return [m.level for m in LEXICON.find_agencies(text)]

    assert levels("Bộ Nội vụ, Sở Nội vụ, Phòng Nội vụ") == ["trung_uong", "tinh", "huyen"]
    assert levels("UBND tỉnh; UBND thị xã; UBND phường; UBND") == ["tinh", "huyen", "xa", None]


@given(st.text(alphabet="Sởsở Yytếế,và-&\n CôngansPhòngBOBáo Đắk UBND/1"))
def test_any_text_is_read(text: str) -> None:
    for mention in LEXICON.find_agencies(nfc(text)):
        assert nfc(text)[mention.start : mention.end] == mention.written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sở y tế làm gì", ["Sở Y tế"]),
        ("so y te lam gi", ["Sở Y tế"]),
        ("cong an lam gi", ["Công an"]),
        ("cong an huyen lam gi", ["Công an huyện"]),
        ("phong ldtbxh", ["Phòng Lao động - Thương binh và Xã hội"]),
        ("sở gd&đt", ["Sở Giáo dục và Đào tạo"]),
        ("sở giáo dục đào tạo", ["Sở Giáo dục và Đào tạo"]),
        ("so nong nghiep moi truong", ["Sở Nông nghiệp và Môi trường"]),
        ("ubnd cac xa phuong lam gi", ["Ủy ban nhân dân cấp xã"]),
        ("hlhpn", ["Hội Liên hiệp Phụ nữ"]),
        ("hội phụ nữ thị xã", ["Hội Liên hiệp Phụ nữ thị xã"]),
        ("mttq", ["Ủy ban Mặt trận Tổ quốc Việt Nam"]),
        ("LĐTBXH làm gì", ["Ngành Lao động - Thương binh và Xã hội"]),
        ("ngành y tế", ["Ngành Y tế"]),
        ("what does the Department of Health do?", ["Sở Y tế"]),
        ("the women's union and the police", ["Hội Liên hiệp Phụ nữ", "Công an"]),
        # slips
        ("sở y tê", ["Sở Y tế"]),
        ("phòng nộ vụ", ["Phòng Nội vụ"]),
        ("sở tài chánh", ["Sở Tài chính"]),
        ("sở lao đọng thuơng binh và xã hội", ["Sở Lao động - Thương binh và Xã hội"]),
        ("so lao dong thuong bih va xa hoi", ["Sở Lao động - Thương binh và Xã hội"]),
    ],
)
def test_agencies_of_questions(text: str, expected: list[str]) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "cơ sở y tế nào nhận nạn nhân",
        "co so y te nao",
        "công ăn việc làm, thi cong an toan",
        "so lao dong nu la bao nhieu",
        "bản chỉ đạo, tổng đài Mái ấm",
        "thanh tra định kỳ",
        "phong ngua bao luc",
        "ai phải báo cáo mục tiêu 4?",
        "175/kh-ubnd ký ngày nào",
        "which agency reports objective 4?",
        "sổ tay đúng không",
    ],
)
def test_no_agency_in_question(text: str) -> None:
    assert asked(text) == []


def test_unmarked_text_gives_the_same_agencies() -> None:
    for entry in LEXICON.agencies.names:
        if not entry.generic:
            (marked,) = LEXICON.find_agencies_in_question(entry.name)
            (unmarked,) = LEXICON.find_agencies_in_question(fold(entry.name))
            assert marked.name == unmarked.name, entry.name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Công an", "Công an thị xã", True),
        ("Công an tỉnh", "Công an thị xã", False),
        ("Công an thị xã Hương Trà", "Công an thị xã", True),
        ("Sở Y tế", "Phòng Y tế", False),
        ("Sở Y tế", "SYT", True),
        ("Phòng Nội vụ huyện", "Phòng Nội vụ", True),
        ("Phòng LĐTBXH huyện Lâm Thao", "Phòng Lao động - TB&XH", True),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở VHTTDL", True),
        ("LĐTBXH", "Sở LĐTB&XH", True),
        ("Ngành Y tế", "Trung tâm Y tế", True),
        ("UBND", "UBND tỉnh", True),
        ("UBND huyện", "Ủy ban nhân dân các huyện, thành phố", True),
        ("UBND tỉnh", "UBND các huyện", False),
        ("UBND tỉnh", "HĐND tỉnh", False),
        ("Tỉnh đoàn Quảng Ngãi", "Đoàn TNCS Hồ Chí Minh", True),
        ("Báo Quảng Ngãi", "Báo Đắk Nông", False),
        ("Liên minh Hợp tác xã", "Liên minh HTX tỉnh", True),
        ("Hội Phụ nữ", "Hội Liên hiệp Phụ nữ thị xã", True),
        ("Sở Nội vụ", "Bộ Nội vụ", False),
        ("Ban nhân dân 9 ấp", "Ban nhân dân các ấp", True),
    ],
)
def test_same_agency(one: str, other: str, same: bool) -> None:
    assert LEXICON.same_agency(one, other) is same
    assert LEXICON.same_agency(other, one) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tỉnh Kon Tum năm 2021", [("Kon Tum", "tinh")]),
        ("o dak nong ai lam", [("Đắk Nông", "tinh")]),
        ("Đăk Nông", [("Đắk Nông", "tinh")]),
        ("thị xã Hương Trà", [("Hương Trà", "thi_xa")]),
        ("thế còn huong tra", [("Hương Trà", "thi_xa")]),
        ("huơng trà", [("Hương Trà", "thi_xa")]),
        ("lam thao", [("Lâm Thao", "huyen")]),
        ("Thừa Thiên - Huế", [("Thừa Thiên Huế", "tinh")]),
        ("ở Huế", [("Huế", "thanh_pho_tw")]),
        ("TP.HCM", [("Hồ Chí Minh", "thanh_pho_tw")]),
        ("ở sài gòn", [("Hồ Chí Minh", "thanh_pho_tw")]),
        ("BR-VT", [("Bà Rịa - Vũng Tàu", "tinh")]),
        ("ở Quảng Ngải", [("Quảng Ngãi", "tinh")]),
        ("tỉnh hoà bình", [("Hòa Bình", "tinh")]),
        ("quận 1", [("Quận 1", "quan")]),
        ("huyện Văn Bàn", [("Văn Bàn", "huyen")]),
        ("nghệ an và hà tĩnh", [("Nghệ An", "tinh"), ("Hà Tĩnh", "tinh")]),
    ],
)
def test_places_of_questions(text: str, expected: list[tuple[str, str]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tai van ban nao",
        "hòa bình và tiến bộ",
        "thống nhất cao",
        "cao bằng nam giới",
        "tư tưởng Hồ Chí Minh",
        "Đoàn TNCS Hồ Chí Minh",
        "tuong duong 30%",
        "dien bien the nao",
        "gioi tinh khi sinh o muc",
        "HN tập huấn tổ chức ở đâu",
    ],
)
def test_everyday_words_are_no_places(text: str) -> None:
    assert places(text) == []


def test_plan_text_needs_marks_and_capitals() -> None:
    assert places("kế hoạch của tỉnh kon tum, dak nong", question=False) == []
    assert places("TỈNH ĐẮK NÔNG", question=False) == [("Đắk Nông", "tinh")]


def test_district_names_its_province() -> None:
    (mention,) = LEXICON.find_places("huyện Châu Thành", question=True)
    assert mention.province is None
    district, province = LEXICON.find_places("huyện Châu Thành tỉnh Long An", question=True)
    assert (district.province, province.merged_into) == ("Long An", "Tây Ninh")


def test_mention_begins_at_the_kind_word_in_a_long_text() -> None:
    text = "Kế hoạch thực hiện bình đẳng giới giai đoạn 2021-2030 trên địa bàn thị xã Hương Trà."
    (mention,) = LEXICON.find_places(text, question=False)
    assert mention.written == "thị xã Hương Trà"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kh bđg của ubnd tỉnh", "kế hoạch bình đẳng giới của Ủy ban nhân dân tỉnh"),
        ("bdg la gi", "bình đẳng giới la gi"),
        ("số 175/KH-UBND", "số 175/KH-UBND"),
        ("phát triển KT-XH", "phát triển kinh tế - xã hội"),
        ("DTTS&MN", "dân tộc thiểu số và miền núi"),
        ("không có gì", "không có gì"),
    ],
)
def test_expand(text: str, expected: str) -> None:
    assert LEXICON.expand(text) == expected


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("tiền lấy từ đâu", "nguồn kinh phí"),
        ("ai lo chuyện buôn người", "mua bán người"),
        ("chồng đánh vợ thì sao", "bạo lực gia đình"),
        ("sep nu bao nhieu", "cán bộ nữ"),
        ("bao giờ nộp báo cáo", "trước ngày"),
    ],
)
def test_everyday(text: str, term: str) -> None:
    assert term in LEXICON.everyday(text)


@pytest.mark.parametrize("text", ["vi su tien bo cua phu nu", "cơ sở y tế", "Sở Nội vụ"])
def test_no_everyday_word(text: str) -> None:
    assert LEXICON.everyday(text) == ()


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("which agency reports objective 4?", "mục tiêu"),
        ("human trafficking", "mua bán người"),
        ("what is the budget", "kinh phí"),
    ],
)
def test_from_english(text: str, term: str) -> None:
    assert term in LEXICON.from_english(text)
