"""A document that calls itself a decision, asked about by its type or its number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.ask import Asker
from rag.narrowing import Narrowing
from rag.own_document import with_own_type
from rag.register import Register
from rag.settings import Settings


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
