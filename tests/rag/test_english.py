"""English questions and the plans' words for them; the names of agencies in both languages."""

from __future__ import annotations

import pytest

from rag.lexicon import Lexicon
from rag.settings import ROOT
from rag.understanding.english import English, stem

LEXICON = Lexicon.load(ROOT / "prompts")


def asked(text: str) -> list[str]:
    found = LEXICON.find_agencies_in_question(text)
    assert all(text[m.start : m.end] == m.written for m in found)
    return [m.name for m in found]


@pytest.mark.parametrize(
    ("question", "term"),
    [
        (
            "Who appraises how gender equality is mainstreamed in legal normative documents?",
            "thẩm định",
        ),
        (
            "Who appraises how gender equality is mainstreamed in legal normative documents?",
            "văn bản quy phạm pháp luật",
        ),
        ("appraisal of draft laws", "thẩm định"),
        ("Is gender being integrated into the sector's planning?", "lồng ghép"),
        ("mainstreaming gender equality issues into plans", "lồng ghép vấn đề bình đẳng giới"),
        ("Who leads the inter-agency inspection?", "kiểm tra liên ngành"),
        ("Who runs interagency inspections?", "kiểm tra liên ngành"),
        ("What is the sex ratio at birth?", "tỷ số giới tính khi sinh"),
        ("sex imbalance at birth", "mất cân bằng giới tính khi sinh"),
        ("Who must settle the money?", "quyết toán kinh phí"),
        ("What was achieved last year?", "đạt"),
        ("Who advises on women cadre planning?", "quy hoạch cán bộ nữ"),
        ("households headed by women", "phụ nữ làm chủ hộ"),
        ("the women's startup incubator", "vườn ươm khởi nghiệp"),
        ("Which agency produces the short videos?", "video ngắn"),
        ("mobilised from society", "xã hội hóa"),
        ("Who delivers the speech?", "đọc diễn văn"),
        ("Who guides final settlements of funds?", "quyết toán kinh phí"),
        ("Which office allocates the budget?", "bố trí kinh phí"),
        ("Who prepares the budget estimate?", "lập dự toán"),
        ("Is there money from the local budget?", "ngân sách địa phương"),
        ("Where does the funding source lie?", "nguồn kinh phí"),
        ("sponsors and donors", "tài trợ"),
        ("mobilising resources from society", "huy động nguồn lực"),
        ("mobilizing resources", "huy động nguồn lực"),
        ("assessing the heads of agencies", "người đứng đầu"),
        ("assessing heads", "đánh giá"),
        ("When is the biannual report due?", "báo cáo 06 tháng"),
        ("half-year reports", "báo cáo 06 tháng"),
        ("Who sends quarterly reports?", "báo cáo quý"),
        ("annual reporting", "báo cáo năm"),
        ("Who receives ad hoc reports?", "báo cáo đột xuất"),
        ("How often are reports periodically sent?", "định kỳ"),
        ("mid-term reviews", "sơ kết"),
        ("When is the final review held?", "tổng kết"),
        ("Who compiles the results?", "tổng hợp"),
        ("Who urges the communes?", "đôn đốc"),
        ("Who supervises and gives social criticism?", "phản biện xã hội"),
        ("supervision and social criticism", "giám sát và phản biện xã hội"),
        ("Who advises the committee?", "tham mưu"),
        ("advising the People's Committee", "tham mưu"),
        ("Who is reviewing the models?", "rà soát"),
        ("evaluating the replicated models", "nhân rộng"),
        ("Which clubs were maintained?", "câu lạc bộ"),
        ("shelters for victims of violence", "nhà tạm lánh"),
        ("trusted addresses in the community", "địa chỉ tin cậy"),
        ("a hotline for victims", "đường dây nóng"),
        ("psychological counseling", "tư vấn tâm lý"),
        ("psychological counselling for abused women", "tư vấn tâm lý"),
        ("legal aid for poor women", "trợ giúp pháp lý"),
        ("survivors of gender-based violence", "nạn nhân bị bạo lực trên cơ sở giới"),
        ("perpetrators of domestic violence", "người gây bạo lực gia đình"),
        ("domestic violence cases", "bạo lực gia đình"),
        ("beaten by her husband", "bạo lực gia đình"),
        ("sexually harassed or sexual harassment", "quấy rối tình dục"),
        ("trafficked women and traffickers", "mua bán người"),
        ("victims of human trafficking", "nạn nhân bị mua bán"),
        ("reintegrating returnees", "tái hòa nhập cộng đồng"),
        ("marriage brokers", "môi giới hôn nhân"),
        ("child marriages", "tảo hôn"),
        ("divorced couples", "ly hôn"),
        ("maternal deaths", "tử vong mẹ"),
        ("adolescent birth rate", "sinh ở vị thành niên"),
        ("family planning", "kế hoạch hóa gia đình"),
        ("reproductive health care", "sức khỏe sinh sản"),
        ("cervical cancer screening", "ung thư cổ tử cung"),
        ("LGBT people", "người đồng tính, song tính và chuyển giới"),
        ("elderly people", "người cao tuổi"),
        ("people with disabilities", "người khuyết tật"),
        ("ethnic minorities in mountainous areas", "vùng đồng bào dân tộc thiểu số và miền núi"),
        ("women entrepreneurs", "nữ giám đốc, chủ doanh nghiệp"),
        ("women-owned businesses", "nữ giám đốc, chủ doanh nghiệp"),
        ("starting up a business; startups", "khởi nghiệp"),
        ("loans for women", "vay vốn"),
        ("land use right certificates", "giấy chứng nhận quyền sử dụng đất"),
        ("wage workers", "làm công hưởng lương"),
        ("women working in agriculture", "lao động nữ làm việc trong khu vực nông nghiệp"),
        ("unpaid care work", "không được trả công"),
        ("women in leadership positions", "lãnh đạo nữ"),
        ("women key leaders", "lãnh đạo chủ chốt là nữ"),
        ("planning of female cadres", "quy hoạch cán bộ nữ"),
        ("appointing officials", "bổ nhiệm"),
        ("female deputies to people's councils", "Hội đồng nhân dân"),
        ("training candidates before the elections", "ứng cử viên"),
        ("journalists and reporters", "phóng viên, biên tập viên"),
        ("broadcasting time on radio", "thời lượng phát sóng"),
        ("Who broadcasts on loudspeakers?", "hệ thống truyền thanh cơ sở"),
        ("leaflets and banners", "tờ rơi"),
        ("social networks", "mạng xã hội"),
        ("awareness-raising campaigns", "nâng cao nhận thức"),
        ("communicating the law", "truyền thông"),
        ("disseminating laws", "phổ biến, giáo dục pháp luật"),
        ("gender statistics", "thống kê về giới"),
        ("collecting data", "thu thập số liệu"),
        ("sex-disaggregated data", "thống kê về giới"),
        ("IT applications", "ứng dụng công nghệ thông tin"),
        ("digitalization", "chuyển đổi số"),
        ("commendations and rewards", "khen thưởng"),
        ("penalties for violations", "xử lý vi phạm"),
        ("launching ceremony of the action month", "Lễ phát động"),
        ("villages and hamlets", "thôn, bản"),
        ("communes and wards", "xã, phường"),
        ("the programme of action for organisations", "tổ chức"),
        ("lower secondary education", "trung học cơ sở"),
        ("newly enrolled vocational students", "giáo dục nghề nghiệp"),
        ("master's degrees", "thạc sĩ"),
        ("difficulties arising in implementation", "khó khăn, vướng mắc"),
        ('"địa chỉ tin cậy ở cộng đồng" in the plan', "địa chỉ tin cậy ở cộng đồng"),
        ("The CEDAW report of 2025", "CEDAW"),
        ("Reach 60% by 2025", "60"),
    ],
)
def test_english_words(question: str, term: str) -> None:
    assert term in LEXICON.from_english(question)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("the of and", ()),
        ("public security and order", ("an ninh trật tự",)),
        ("radio and television news", ("phương tiện thông tin đại chúng", "tin, bài")),
        ("Zzyzx quuxes", ()),
        ("nam giới in the plan", ("nam giới", "kế hoạch")),
        ("wheelchairs for disabled women", ("xe lăn", "phụ nữ khuyết tật")),
    ],
)
def test_english_words_and_no_others(text: str, terms: tuple[str, ...]) -> None:
    assert LEXICON.from_english(text) == terms


def test_english_rows_do_not_contradict_one_another() -> None:
    file = LEXICON._english_file
    table = English((), file.skip, file.same)
    meant: dict[str, tuple[str, ...]] = {}
    for term in file.terms:
        for said in term.say:
            key = table.key(said)
            assert key, said
            assert meant.setdefault(key, term.mean) == term.mean, said


def test_more_english_rows_say_what_the_first_do_not() -> None:
    file = LEXICON._english_file
    table = English([(s, t.mean) for t in file.terms for s in t.say], file.skip, file.same)
    seen: set[str] = set()
    for term in LEXICON.more_english_terms:
        for said in term.say:
            key = table.key(said)
            assert key not in seen | table._table.keys(), said
            seen.add(key)


def test_a_word_of_a_further_phrase_is_known_in_it_alone() -> None:
    assert LEXICON.unknown_english("assistive devices") == ()
    assert LEXICON.unknown_english("devices") == ("devices",)


def test_of_several_words_the_one_the_plans_say() -> None:
    assert LEXICON.from_english("handbook", {"cẩm nang", "tài liệu"}.__contains__) == ("cẩm nang",)
    assert LEXICON.from_english("handbook") == ("tài liệu",)


def test_many_english_forms() -> None:
    assert sum(len(term.say) for term in LEXICON.english_terms) >= 900
    assert len(LEXICON.everyday_terms) >= 300


@pytest.mark.parametrize(
    "forms",
    [
        "appraise appraises appraised appraising",
        "policy policies",
        "plan plans planned",
        "mobilise mobilize mobilised mobilizing",
        "organisation organizations",
        "counselled counseling counselling",
        "sanction sanctions sanctioned",
        "press pressed pressing presses",
        "study studies studied studying",
    ],
)
def test_endings_are_taken_off(forms: str) -> None:
    assert len({stem(word, LEXICON._english_file.same) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [("class", "clas"), ("basis", "basi"), ("bring", "br"), ("news", "new"), ("united", "unit")],
)
def test_what_is_no_ending_stays(word: str, other: str) -> None:
    assert stem(word, LEXICON._english_file.same) != other


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Department of Home Affairs", "Sở Nội vụ"),
        ("Dept. of Home Affairs", "Sở Nội vụ"),
        ("Home Affairs Dept", "Sở Nội vụ"),
        (
            "Department of Labour, Invalids and Social Affairs",
            "Sở Lao động - Thương binh và Xã hội",
        ),
        ("Department of Labor, Invalids & Social Affairs", "Sở Lao động - Thương binh và Xã hội"),
        ("DOLISA", "Sở Lao động - Thương binh và Xã hội"),
        ("the Women's Union", "Hội Liên hiệp Phụ nữ"),
        ("VWU", "Hội Liên hiệp Phụ nữ"),
        ("the district Women's Union", "Hội Liên hiệp Phụ nữ huyện"),
        ("Women's Union at commune level", "Hội Liên hiệp Phụ nữ xã"),
        ("Vietnam Fatherland Front of the province", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("the district Police", "Công an huyện"),
        ("provincial Police", "Công an tỉnh"),
        ("Police of the town", "Công an thị xã"),
        ("commune-level People's Committees", "Ủy ban nhân dân cấp xã"),
        ("district People's Committees", "Ủy ban nhân dân cấp huyện"),
        ("People's Committee of the province", "Ủy ban nhân dân tỉnh"),
        ("Division of Justice", "Phòng Tư pháp"),
        ("Justice Office", "Phòng Tư pháp"),
        ("Finance and Planning Office", "Phòng Tài chính - Kế hoạch"),
        ("district Department of Health", "Phòng Y tế"),
        ("Health Centre", "Trung tâm Y tế"),
        ("Health Center", "Trung tâm Y tế"),
        ("Department of Ethnic Minorities and Religion", "Sở Dân tộc và Tôn giáo"),
        ("Department of Agriculture and Environment", "Sở Nông nghiệp và Môi trường"),
        (
            "Department of Agriculture and Rural Development",
            "Sở Nông nghiệp và Phát triển nông thôn",
        ),
        ("the Statistics Office", "Cục Thống kê"),
        ("district Statistics Office", "Chi cục Thống kê"),
        ("Provincial Radio and Television", "Đài Phát thanh và Truyền hình"),
        ("Social Work Centre", "Trung tâm Công tác xã hội"),
        ("State Legal Aid Center", "Trung tâm Trợ giúp pháp lý nhà nước"),
        (
            "member agencies of Kon Tum's provincial Committee for the Advancement of Women",
            "Các cơ quan thành viên Ban Vì sự tiến bộ của phụ nữ",
        ),
        ("Thanh tra huyện", "Thanh tra huyện"),
        ("Huyện đoàn", "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"),
        ("thành đoàn", "Đoàn Thanh niên Cộng sản Hồ Chí Minh thành phố"),
        ("trung tâm chính trị", "Trung tâm Chính trị"),
        ("Trung tâm Văn hóa - Thông tin - Thể thao", "Trung tâm Văn hóa - Thông tin và Thể thao"),
        ("TTGDNN-GDTX", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"),
        ("ngân hàng csxh", "Ngân hàng Chính sách xã hội"),
        ("VKSND", "Viện Kiểm sát nhân dân"),
        ("Tòa án nhân dân khu vực", "Tòa án nhân dân khu vực"),
        ("Ban CHQS", "Ban Chỉ huy quân sự"),
        ("Ban Chỉ huy Bộ đội Biên phòng", "Ban Chỉ huy Bộ đội Biên phòng"),
        ("Trường Chính trị", "Trường Chính trị"),
        ("Thống kê tỉnh", "Thống kê tỉnh"),
        ("Chi cục Thống kê", "Chi cục Thống kê"),
        ("báo và phát thanh truyền hình", "Báo và Đài Phát thanh, Truyền hình"),
        ("Trung tâm PVHCC", "Trung tâm Phục vụ hành chính công"),
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
        ("Phòng Kinh tế", "Phòng Kinh tế"),
        ("Phòng KT-HT", "Phòng Kinh tế và Hạ tầng"),
        ("trạm y tế", "Trạm Y tế"),
        ("Liên minh HTX", "Liên minh Hợp tác xã"),
        ("Hội NCT", "Hội Người cao tuổi"),
        ("Hội Luật gia", "Hội Luật gia"),
        ("Hội Nữ trí thức", "Hội Nữ trí thức"),
        ("tổ hòa giải", "Tổ hòa giải"),
        ("Ban công tác Mặt trận", "Ban Công tác Mặt trận"),
        ("trưởng thôn", "Trưởng thôn"),
        ("trưởng bản", "Trưởng bản"),
        ("tổ trưởng dân phố", "Tổ trưởng tổ dân phố"),
        ("Ban Tổ chức Huyện ủy", "Ban Tổ chức Huyện ủy"),
        ("Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo và Dân vận"),
        ("Ban Dân vận", "Ban Dân vận"),
        ("Sở Kế hoạch và Đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("SNNMT", "Sở Nông nghiệp và Môi trường"),
    ],
)
def test_agencies_in_questions(question: str, name: str) -> None:
    assert asked(question) == [name]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"),
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
        ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường"),
        ("Ban Dân tộc", "Sở Dân tộc và Tôn giáo"),
        ("Cục Thống kê", "Thống kê tỉnh"),
        ("Tòa án nhân dân huyện", "Tòa án nhân dân khu vực"),
        ("Bộ Chỉ huy Bộ đội Biên phòng", "Ban Chỉ huy Bộ đội Biên phòng"),
        ("Phòng Văn hóa và Thông tin", "Phòng Văn hóa - Xã hội"),
        ("Ban Tuyên giáo", "Ban Tuyên giáo và Dân vận"),
    ],
)
def test_a_successor_is_another_agency(one: str, other: str) -> None:
    assert asked(one) != asked(other)
    assert not LEXICON.same_agency(one, other)


@pytest.mark.parametrize(
    "text",
    [
        "public security and order",
        "broadcast on radio and television",
        "radio and television programmes",
        "National Assembly deputies",
        "social security policies",
        "how many businesses are led by women",
        "taught in schools",
        "do it",
        "thi hành án",
    ],
)
def test_no_agency(text: str) -> None:
    assert asked(text) == []
