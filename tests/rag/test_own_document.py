"""A document that calls itself a decision, asked about by its type or its number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.ask import Asker
from rag.register import Register
from rag.settings import Settings
from rag.understanding.narrowing import Narrowing
from rag.understanding.own_document import documents_named, with_own_type
from rag.understanding.understand import understand
from rag.understanding.years_asked import years_of_plan


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("quyet dinh 1696 ban hanh ngay nao", "ke hoach 1696 ban hanh ngay nao"),
        ("quyet dinh so 1696/qd-ubnd do ai ky", "ke hoach so 1696/qd-ubnd do ai ky"),
        ("quyet dinh nay do ai ky", "ke hoach nay do ai ky"),
        # another document's number, or a longer one
        ("quyet dinh 1522 ban hanh ngay nao", "quyet dinh 1522 ban hanh ngay nao"),
        ("quyet dinh 16961 ban hanh ngay nao", "quyet dinh 16961 ban hanh ngay nao"),
    ],
)
def test_its_own_type_is_the_plan(corpus_index: Settings, asked: str, read: str) -> None:
    context = Asker(corpus_index)._state()[1]
    plan = replace(context.register.plans[0], type="Quyết định", number="1696/QĐ-UBND")
    narrowing = Narrowing((plan.plan_id,), narrowed=True, missing=())
    found = with_own_type(asked, narrowing, replace(context, register=Register((plan,))))
    assert found.split() == read.split()
    assert len(found) == len(asked)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("Văn bản số 212 hướng dẫn gì?", ("212/LĐTĐ-BHXH-BĐG",)),
        ("Văn bản số 212 ngày 26/01/2021 hướng dẫn gì?", ("212/LĐTĐ-BHXH-BĐG",)),
        ("ke hoach 212 ve viec gi", ("212/KH-UBND",)),
        ("Nghị quyết 212 của ai?", ()),
    ],
)
def test_figures_alone_are_of_a_document_of_that_kind(
    corpus_index: Settings, asked: str, numbers: tuple[str, ...]
) -> None:
    assert documents_named(asked, Asker(corpus_index)._state()[1], ()) == numbers


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("Kế hoạch số 60-KH/TU ngày 08-6-2018 thực hiện chỉ thị nào?", ()),
        ("Kế hoạch số 60-KH/TU ngày 08 tháng 6 năm 2018 thực hiện chỉ thị nào?", ()),
        ("ke hoach 60-KH/TU nam 2018 thuc hien chi thi nao", ()),
        ("Kế hoạch năm 2018 do ai ký?", ("2018",)),
        ("Tháng 6-2018 làm gì?", ("2018",)),
    ],
)
def test_the_date_of_another_document_is_no_year_of_a_plan(
    corpus_index: Settings, asked: str, years: tuple[str, ...]
) -> None:
    context = Asker(corpus_index)._state()[1]
    assert years_of_plan(asked, context.register, context) == years


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("quang ngai ai chu tri quyet dinh 1719, phoi hop voi so nao", "who"),
        ("quang ngai quyet dinh so nao phe duyet chuong trinh", "basis"),
        ("Việc trình ban hành kế hoạch Tháng hành động ở Hương Trà do phòng nào làm?", "who"),
        # whom to move is no agency that does it; a need is no level
        ("Chiến dịch ở Quảng Ngãi thu hút ai tham gia?", "general"),
        ("Kon Tum nhân rộng những ai để vận động nam giới?", "general"),
        ("Nạn nhân ở Quảng Ngãi được đáp ứng nhu cầu khẩn cấp nào?", "general"),
        ("Ở Quảng Ngãi cấp nào kiện toàn Ban?", "who"),
    ],
)
def test_words_that_only_look_like_another_question(
    corpus_index: Settings, asked: str, intent: str
) -> None:
    assert understand(asked, Asker(corpus_index)._state()[1]).intent == intent
