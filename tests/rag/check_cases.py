"""Made-up plans for the rules of ``hoi check``: one with the slip, one without, for each rule."""

from __future__ import annotations

from dataclasses import dataclass

from tests.rag.made_plans import DUTIES, GOALS, TASKS, duty, goals, plan, task

REPORTS = "Chịu trách nhiệm báo cáo kết quả thực hiện {}."
HEALTH, SCHOOL = (
    REPORTS.format("chỉ tiêu 1, 2 của mục tiêu 1"),
    REPORTS.format("chỉ tiêu 1, 2 của mục tiêu 2"),
)
SWIM = (
    "Chủ trì tổ chức các lớp dạy bơi, kỹ năng an toàn trong môi trường nước cho học sinh tiểu học "
    "{} toàn huyện"
)
UNITS = """II. NHIỆM VỤ
1. Mở lớp dạy bơi cho học sinh tiểu học.
- Đơn vị chủ trì: Phòng Giáo dục và Đào tạo.
2. Khám sức khỏe cho trẻ em dưới 6 tuổi.
- Đơn vị chủ trì: Trung tâm Y tế huyện.
3. Tổ chức ngày hội đọc sách.
- Đơn vị chủ trì: Huyện đoàn.
4. In tờ rơi về phòng, chống đuối nước.
- {}
"""
MONTH = (
    "Tổ chức Tháng hành động vì trẻ em và phòng, chống xâm hại trẻ em trên địa bàn các xã "
    "từ ngày 01/6 đến ngày 30/6/2024."
)
LONG = "Tháng hành động vì trẻ em và phòng ngừa, ứng phó với xâm hại trẻ em năm 2024"
SCHEME = "Triển khai Chiến lược phát triển trẻ em giai đoạn {}."
REPORT = "Các xã, thị trấn gửi báo cáo năm trước ngày {}{}."
UNDATED = {"number": "", "date": ""}
MULTI = "Thực hiện công tác trẻ em giai đoạn 2021 - 2025 trên địa bàn huyện An Hòa"
WHOLE = "Phòng ngừa tai nạn; phòng ngừa bệnh tật; phòng ngừa đuối nước; phòng ngừa bạo lực."


JOINT = f"{DUTIES}3. Phòng Nội vụ, Thanh tra huyện\n"
FRONT = f"{DUTIES}3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam huyện: Giám sát Kế hoạch.\n"


def counted(number: str) -> str:
    return goals(HEALTH, REPORTS.format(f"{number} chỉ tiêu của mục tiêu 2"))


def headed(number: str) -> str:
    return goals(listed=GOALS.replace("giáo dục", f"giáo dục (gồm {number} chỉ tiêu)"))


def due(when: str) -> str:
    return task(f"Khám mắt cho học sinh, hoàn thành {when}.")


@dataclass(frozen=True, slots=True)
class Case:
    """A rule, a plan that has its slip and one that has not."""

    rule: str
    about: str
    slip: str
    clean: str

    @property
    def name(self) -> str:
        return f"{self.rule}: {self.about}"


CASES = (
    Case("header-blank", "number", plan(number="Số:     /KH-UBND"), plan()),
    Case("header-blank", "day", plan(date="An Hòa, ngày    tháng 3 năm 2024"), plan()),
    Case("header-missing", "no letterhead", plan(**UNDATED), plan()),
    Case(
        "signer-missing", "signed without a name", plan(signer="(Đã ký)"), plan(signer="Lò Thị G")
    ),
    Case("signer-twice", "name again", plan(signer="Lê An\nLê An"), plan(signer="Lê An")),
    Case(
        "indicator-unassigned",
        "one left",
        goals(HEALTH, REPORTS.format("chỉ tiêu 1 của mục tiêu 2")),
        goals(HEALTH, SCHOOL),
    ),
    Case(
        "indicator-unassigned",
        "the whole objective is given",
        goals(HEALTH, "Xây sân chơi."),
        goals(HEALTH, REPORTS.format("các chỉ tiêu của mục tiêu 2")),
    ),
    Case(
        "indicator-missing",
        "third of two",
        goals(HEALTH, REPORTS.format("chỉ tiêu 3 của mục tiêu 2")),
        goals(HEALTH, SCHOOL),
    ),
    Case(
        "indicator-missing",
        "another resolution's list",
        goals(HEALTH, REPORTS.format("chỉ tiêu 1 của mục tiêu 4")),
        goals(HEALTH, REPORTS.format("chỉ tiêu 1 của mục tiêu 4 tại Nghị quyết số 41/NQ-CP")),
    ),
    Case("indicator-count", "three of two", counted("03"), counted("02")),
    Case("indicator-count", "in words", counted("ba"), counted("hai")),
    Case("indicator-count", "figure, word", counted("05 (năm)"), counted("hằng năm")),
    Case("indicator-count", "in the heading", headed("bốn"), headed("2")),
    Case("date-impossible", "31 February", due("ngày 31/02/2024"), due("ngày 29/02/2024")),
    Case("date-impossible", "in words", due("31 tháng 9 năm 2024"), due("30 tháng 9 năm 2024")),
    Case("date-impossible", "no year", due("15/4 đến 31/4"), due("QĐ 31/2/QĐ-UBND, đến 31/45")),
    Case(
        "indicator-shared",
        "two report it",
        goals(HEALTH, SCHOOL, REPORTS.format("chỉ tiêu 2 của mục tiêu 2")),
        goals(HEALTH, SCHOOL, "Phối hợp thực hiện chỉ tiêu 2 của mục tiêu 2."),
    ),
    Case(
        "indicator-none",
        "no number",
        duty("Công an huyện: Góp phần thực hiện tốt chỉ tiêu về phòng ngừa xâm hại."),
        goals(HEALTH, SCHOOL, "Góp phần thực hiện tốt chỉ tiêu về phòng ngừa xâm hại."),
    ),
    Case(
        "indicator-unnumbered",
        "one bare",
        goals(HEALTH, SCHOOL, listed=GOALS.replace("Chỉ tiêu 1: 95%", "Chỉ tiêu: 95%")),
        goals(HEALTH, SCHOOL),
    ),
    Case(
        "indicator-gap",
        "1 then 3",
        goals(HEALTH, SCHOOL, listed=GOALS.replace("Chỉ tiêu 2: 80%", "Chỉ tiêu 3: 80%")),
        goals(
            HEALTH,
            SCHOOL,
            listed=GOALS.replace("Chỉ tiêu 1: 95%", "Chỉ tiêu 3: 95%").replace(
                "Chỉ tiêu 2: 80%", "Chỉ tiêu 4: 80%"
            ),
        ),
    ),
    Case(
        "duty-twice",
        "word for word",
        duty(f"Huyện đoàn: {SWIM.format('trên')}.", f"Phòng Nội vụ: {SWIM.format('trên')}."),
        duty(
            f"Huyện đoàn: {SWIM.format('trên')}.",
            f"Phòng Nội vụ: {SWIM.format('trên').replace('tiểu học', 'trung học')}.",
        ),
    ),
    Case(
        "duty-twice",
        "a light word apart",
        duty(f"Huyện đoàn: {SWIM.format('trên')}.", f"Phòng Nội vụ: {SWIM.format('trong')}."),
        duty(f"Huyện đoàn: {SWIM.format('trên')}.", f"Phòng Nội vụ: {SWIM.format('nam')}."),
    ),
    Case(
        "duty-repeated",
        "one agency, two items",
        plan(
            duties=f"{DUTIES}3. Huyện đoàn\na) {SWIM.format('trên')}.\nb) {SWIM.format('trên')}.\n"
        ),
        plan(duties=f"{DUTIES}3. Huyện đoàn\na) {SWIM.format('trên')}.\nb) Chủ trì hội thi.\n"),
    ),
    Case(
        "task-unassigned",
        "no unit line",
        plan(UNITS.format("Thời gian: tháng 5 năm 2024.")),
        plan(UNITS.format("Đơn vị chủ trì: Phòng Văn hóa và Thông tin.")),
    ),
    Case(
        "two-leaders",
        "both lead",
        task("Đơn vị thực hiện: Phòng Y tế, Phòng Tư pháp chủ trì, phối hợp với các xã."),
        task("Đơn vị thực hiện: Phòng Y tế chủ trì, phối hợp với Phòng Tư pháp, các xã."),
    ),
    Case(
        "two-leaders",
        "a joint heading",
        plan(duties=f"{JOINT}a) Chịu trách nhiệm báo cáo kết quả.\n"),
        plan(duties=f"{JOINT}a) Phòng Nội vụ chịu trách nhiệm báo cáo.\n"),
    ),
    Case(
        "year-mismatch",
        "the event's year",
        task("Triển khai Tháng hành động vì trẻ em năm 2023."),
        task("Triển khai Tháng hành động vì trẻ em năm 2024 theo Luật Trẻ em năm 2016."),
    ),
    Case(
        "year-mismatch",
        "issued years before",
        plan(date="An Hòa, ngày 10 tháng 3 năm 2022"),
        plan(date="An Hòa, ngày 25 tháng 12 năm 2023"),
    ),
    Case(
        "year-past-period",
        "onward from the last year",
        plan(tasks=TASKS + "3. Đưa kỹ năng bơi vào trường học từ năm 2025 trở đi.\n", title=MULTI),
        plan(tasks=TASKS + "3. Đưa kỹ năng bơi vào trường học từ năm 2022 trở đi.\n", title=MULTI),
    ),
    Case(
        "year-past-period",
        "two years on",
        task("Xây hồ bơi, hoàn thành trước ngày 30/6/2026."),
        task("Báo cáo tổng kết trước ngày 15/01/2025."),
    ),
    Case(
        "deadline-before-issue",
        "a month before",
        task("Kiện toàn Ban Chỉ đạo, hoàn thành trước ngày 15/02/2024."),
        task("Kiện toàn Ban Chỉ đạo, hoàn thành trước ngày 15/4/2024."),
    ),
    Case(
        "deadline-near-issue",
        "no issue date",
        plan(
            TASKS + "3. Kiện toàn Ban Chỉ đạo trước ngày 15/4/2024.\n",
            **UNDATED,
            basis="Căn cứ Kế hoạch số 30/KH-UBND ngày 20/3/2024 của Ủy ban nhân dân tỉnh Hà Trung;",
        ),
        plan(
            TASKS + "3. Kiện toàn Ban Chỉ đạo trước ngày 15/9/2024.\n",
            **UNDATED,
            basis="Căn cứ Kế hoạch số 30/KH-UBND ngày 20/3/2024 của Ủy ban nhân dân tỉnh Hà Trung;",
        ),
    ),
    Case(
        "basis-after-issue",
        "later than the plan",
        plan(basis="Căn cứ Quyết định số 830/QĐ-UBND ngày 01/6/2024 của Ủy ban nhân dân tỉnh;"),
        plan(basis="Căn cứ Quyết định số 830/QĐ-UBND ngày 01/6/2021 của Ủy ban nhân dân tỉnh;"),
    ),
    Case(
        "report-before-event",
        "report inside the month",
        plan(tasks=f"{TASKS}3. {MONTH}\n4. {REPORT.format('15/6/2024', ' về Phòng Y tế')}\n"),
        plan(tasks=f"{TASKS}3. {MONTH}\n4. {REPORT.format('15/12/2024', ' về Phòng Y tế')}\n"),
    ),
    Case(
        "report-recipient",
        "to nobody",
        task(REPORT.format("15/12/2024", "")),
        task(REPORT.format("15/12/2024", " về Phòng Y tế")),
    ),
    Case(
        "document-two-ways",
        "two days",
        task(
            "Thực hiện Quyết định số 830/QĐ-TTg ngày 01/6/2021, "
            "Quyết định số 830/QĐ-TTg ngày 10/6/2021."
        ),
        task(
            "Thực hiện Quyết định số 30/QĐ-UBND ngày 01/6/2021, "
            "Quyết định số 30/QĐ-UBND ngày 10/6/2022."
        ),
    ),
    Case(
        "document-symbol",
        "a letter swapped",
        task(
            "Thực hiện Văn bản số 15/BYTCC-TEDS ngày 01/2/2024, "
            "Văn bản số 19/BYTC-TEDS ngày 02/2/2024."
        ),
        task(
            "Thực hiện Văn bản số 15/BYTCC-TEDS ngày 01/2/2024, "
            "Văn bản số 19/LĐVL-KHTC ngày 02/2/2024."
        ),
    ),
    Case(
        "number-spacing",
        "a blank",
        task("Thực hiện Quyết định số 830/QĐ- TTg."),
        task("Thực hiện Quyết định số 830/QĐ-TTg."),
    ),
    Case(
        "period-two-ways",
        "two ends",
        task(f"{SCHEME.format('2021-2030')} {SCHEME.format('2021-2025')}"),
        task(f"{SCHEME.format('2021-2030')} {SCHEME.format('2011-2020')}"),
    ),
    Case(
        "event-two-names",
        "two names",
        task(
            f"Tổ chức {LONG}; tổng kết {LONG.replace('phòng ngừa, ứng phó với', 'phòng, chống')}."
        ),
        task(f"Tổ chức {LONG}; tổng kết {LONG}; treo khẩu hiệu Tháng hành động vì trẻ em."),
    ),
    Case(
        "numbering-gap",
        "no third",
        plan(TASKS + "4. Tổ chức ngày hội đọc sách.\n"),
        plan(TASKS + "3. Tổ chức ngày hội đọc sách.\n"),
    ),
    Case(
        "numbering-gap",
        "no đ after d",
        plan(TASKS + "3. Hoạt động\na) Bơi.\nb) Vẽ.\nd) Đọc.\n"),
        plan(TASKS + "3. Hoạt động\na) Bơi.\nb) Vẽ.\nc) Múa.\nd) Đọc.\ne) Hát.\n"),
    ),
    Case("numbering-twice", "2 again", plan(TASKS + "2. Tổ chức ngày hội đọc sách.\n"), plan()),
    Case(
        "heading-case",
        "one in small letters",
        plan(duties=DUTIES.replace("TỔ CHỨC THỰC HIỆN", "Tổ chức thực hiện")),
        plan(),
    ),
    Case(
        "recipient-missing",
        "the Front",
        plan(
            duties=FRONT,
            recipients="- Sở Y tế;\n- Phòng Y tế;",
        ),
        plan(duties=FRONT),
    ),
    Case(
        "recipients-empty",
        "a heading alone",
        plan(recipients="").replace("- Lưu: VT.\n", ""),
        plan(),
    ),
    Case(
        "funding-missing", "no part on money", plan(money="").replace("IV. TỔ", "III. TỔ"), plan()
    ),
    Case(
        "left-over",
        "a programme's name",
        task("Lồng ghép các chỉ tiêu của Chương trình vào kế hoạch năm."),
        task("Lồng ghép các chỉ tiêu của Chương trình nông thôn mới vào kế hoạch năm."),
    ),
    Case(
        "other-level",
        "the province's data",
        duty("Chi cục Thống kê: Xây dựng cơ sở dữ liệu về trẻ em của tỉnh."),
        duty("Chi cục Thống kê: Cung cấp số liệu cho Cục Thống kê của tỉnh."),
    ),
    Case(
        "other-place",
        "another district",
        task("Thực hiện trên địa bàn huyện Bình Lâm trong năm 2024."),
        task("Thực hiện trên địa bàn huyện An Hòa trong năm 2024."),
    ),
    Case(
        "brackets",
        "a stray one",
        task("Hỗ trợ trẻ em khuyết tật (theo danh sách)) tại các xã."),
        task("Hỗ trợ trẻ em: a) khuyết tật (theo danh sách); b) mồ côi tại các xã."),
    ),
    Case(
        "brackets",
        "never closed",
        task("Mở lớp bơi (mỗi xã một lớp tại các trường."),
        task("Mở lớp “Bơi an toàn” (mỗi xã một lớp)."),
    ),
    Case(
        "mark-doubled",
        "two semicolons",
        task("Mở lớp bơi;; khám sức khỏe cho trẻ em."),
        task("Mở lớp bơi, vẽ...; khám sức khỏe, v.v., cho trẻ em./."),
    ),
    Case(
        "list-space",
        "no blank",
        goals(HEALTH, REPORTS.format("chỉ tiêu 1,2 của mục tiêu 2")),
        goals(HEALTH, "Giảm chỉ tiêu còn 1,2%."),
    ),
    Case(
        "end-mark",
        "a comma",
        plan(
            TASKS
            + "3. Tổ chức ngày hội đọc sách và vẽ tranh tại trường tiểu học,\n4. Tổ chức hội thi.\n"
        ),
        plan(),
    ),
    Case(
        "word-doubled",
        "two syllables",
        task("Báo cáo kết quả thực hiện thực hiện Kế hoạch."),
        task("Các lớp học luôn luôn có người người trông coi."),
    ),
    Case(
        "word-doubled",
        "a phrase again",
        task("Có cơ sở triển khai thực hiện để tổ chức triển khai thực hiện Kế hoạch."),
        task("Giảm bạo lực trẻ em hoặc nguy cơ bạo lực trẻ em tại các xã."),
    ),
    Case(
        "words-joined",
        "no blank",
        task("Khám sức khỏe vàtiêm chủng cho trẻ em."),
        task("Tiêm vắcxin, đo bằng kilôgam, nghiêng, khuỷu, giếng, quyền."),
    ),
    Case(
        "comma-torn",
        "inside a word",
        task(f"{WHOLE} {WHOLE} Thực hiện phòng, ngừa xâm hại."),
        task(f"{WHOLE} Thực hiện phòng, chống xâm hại."),
    ),
)
