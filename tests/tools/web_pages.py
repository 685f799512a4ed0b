"""Pages like those on which plans are published, made by hand, each with the document in it.

    python -m tests.tools.web_pages

prints how much of each document comes back and how much of the page around it, for the reader of
the project and for trafilatura where that is installed.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

_HEAD = (
    ("ỦY BAN NHÂN DÂN<br>HUYỆN AN HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do"),
    ("Số: 12/KH-UBND", "An Hòa, ngày 05 tháng 3 năm 2025"),
)
_PARAGRAPHS = (
    "KẾ HOẠCH",
    "Phòng, chống thiên tai năm 2025",
    "Căn cứ Luật Phòng, chống thiên tai; Ủy ban nhân dân huyện ban hành Kế hoạch như sau:",
    "I. MỤC TIÊU",
    "1. Giữ vững đê điều, bảo đảm an toàn cho người dân ở vùng trũng thấp.",
    "2. Mỗi xã có ít nhất một đội xung kích; trang bị đủ áo phao, loa tay và đèn pin.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Nông nghiệp và Môi trường: Chủ trì, phối hợp với các xã kiểm tra đê điều trước "
    "ngày 15 tháng 4 năm 2025.",
    "2. Công an huyện: Bố trí lực lượng giữ gìn trật tự tại nơi sơ tán.",
)
_TABLE = (("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Diễn tập sơ tán", "Ban Chỉ huy quân sự"),
          ("2", "Dự trữ lương thực", "Phòng Tài chính"))  # fmt: skip
_FOOT = (("Nơi nhận:<br>- UBND tỉnh;<br>- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH"),)
PAGES = ("bare", "government", "law-library", "portal", "news", "old-portal")


def page(kind: str) -> tuple[str, list[str]]:
    """A page's source and the lines of the document in it."""
    body = "\n".join(
        (
            _rows(_HEAD, 'width="100%"'),
            *(f"<p style='text-align:justify'>{_wrapped(one)}</p>" for one in _PARAGRAPHS),
            _rows(_TABLE, 'border="1"'),
            _rows(_FOOT, "width=100%"),
        )
    )
    return AROUND[kind].replace("@@", body), [
        *_lines(_HEAD), *_PARAGRAPHS, *_lines(_TABLE[:1]), "|---|---|---|", *_lines(_TABLE[1:]),
        *_lines(_FOOT),
    ]  # fmt: skip


def _lines(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


def _rows(rows: tuple[tuple[str, ...], ...], attributes: str) -> str:
    made = "".join(f"<tr>{''.join(f'<td><p>{c}</p></td>' for c in row)}</tr>\n" for row in rows)
    return f"<table {attributes}><tbody>{made}</tbody></table>"


def _wrapped(text: str) -> str:
    words = text.split()
    return "\n    ".join(" ".join(words[n : n + 9]) for n in range(0, len(words), 9))


def _links(*words: str) -> str:
    return "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(words))


_MENU = _links("Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Văn bản", "Thủ tục hành chính")
_OTHERS = _links(
    "Kế hoạch số 3/KH-UBND về trồng cây năm 2025",
    "Kế hoạch số 7/KH-UBND về cải cách hành chính năm 2025",
    "Quyết định số 18/QĐ-UBND về giao dự toán ngân sách",
)
AROUND = {
    "bare": "<html><body><div class=WordSection1>@@</div></body></html>",
    # a government portal: attributes of the document in a table beside its text
    "government": f"""<!DOCTYPE html><html lang=vi><head><title>Hệ thống văn bản</title>
<script src="/a.js"></script></head><body><header class="header"><div class="logo">
<a href="/">CỔNG THÔNG TIN ĐIỆN TỬ</a></div><nav><ul>{_MENU}</ul></nav></header>
<div class="container"><div class="breadcrumb"><a href="/">Trang chủ</a> / <a href="/v">Văn bản</a>
</div><div class="row"><div class="col-8"><div class="doc-content">@@</div>
<div class="download"><a href="/f.pdf">Tải về</a></div></div>
<aside class="col-4"><h3>Văn bản mới</h3><ul>{_OTHERS}</ul></aside></div></div>
<footer><p>© Cổng Thông tin điện tử. Tổng Giám đốc: ông A. Điện thoại: 080 12345.</p></footer>
</body></html>""",
    # a library of law: tabs, a toolbar, links on numbers, an offer to log in
    "law-library": f"""<!DOCTYPE html><html><head><meta charset=utf-8><style>.x{{}}</style></head>
<body><form id="aspnetForm" method=post action="/vb"><div id="header"><input name=q value="Tìm">
<select><option>Văn bản pháp luật</option></select><ul class="topmenu">{_MENU}</ul></div>
<div id="ctl00_Content"><div class="tab-menu"><a href="#1">Tóm tắt</a><a href="#2">Nội dung</a>
<a href="#3">Tiếng Anh</a><a href="#4">Lược đồ</a></div><div id="tab1"><div class="content1">
<div class="cldivContentDocVn" id="divContentDoc">@@</div></div></div>
<div class="LoginBox"><p>Đăng nhập để theo dõi hiệu lực văn bản</p></div>
<div class="box-lienquan"><h4>Văn bản liên quan</h4><ul>{_OTHERS}</ul></div></div>
<div id="footer"><p>Chịu trách nhiệm chính: ông B. Địa chỉ: 17 phố C.</p></div></form>
</body></html>""",
    # a province's portal: columns on both sides, counters, related news below
    "portal": f"""<html><head><meta charset="utf-8"></head><body><div id="wrapper">
<div id="top-banner"><img src="b.jpg" alt="UBND huyện An Hòa"></div>
<div id="main-menu"><ul>{_MENU}</ul></div>
<div id="left"><h3>Chuyên mục</h3><ul>{_MENU}</ul><p>Thống kê truy cập: <b>1.234.567</b></p></div>
<div id="center"><div class="news-detail"><h1 class="title">Kế hoạch phòng, chống thiên tai năm 2025
</h1><div class="date">Ngày đăng: 06/03/2025</div><div class="social-share">Chia sẻ</div>
<div class="detail-content">@@</div><p>Lượt xem: 1.204</p><div class="print-box">
<a href="#">In trang</a></div><h3>Các tin khác</h3><ul>{_OTHERS}</ul></div></div>
<div id="right"><h3>Liên kết website</h3><select><option>Chính phủ</option></select></div>
<div id="footer">Bản quyền thuộc Ủy ban nhân dân huyện. Điện thoại: 0259 123 456</div></div></body>
</html>""",
    # an article with a comment form below
    "news": f"""<!DOCTYPE html><html><body><header><nav><ul>{_MENU}</ul></nav></header><main>
<article><div class="entry">@@</div><section class="comments"><h3>Bình luận</h3><form>
<textarea>Ý kiến của bạn</textarea><button>Gửi</button></form></section></article></main>
<div class="modal" style="display:none"><p>Bạn có muốn nhận thông báo?</p></div></body></html>""",
    # tables set the page, as twenty years ago
    "old-portal": f"""<html><body><table width=100%><tr><td colspan=3><marquee>Chào mừng quý vị
</marquee></td></tr><tr><td width=20%><table><tr><td><a href=1>Trang chủ</a></td></tr><tr><td>
<a href=2>Tin tức</a></td></tr><tr><td><a href=3>Văn bản</a></td></tr></table></td>
<td><div>@@</div></td><td width=20%><table>{_OTHERS.replace("li>", "td>")}</table></td></tr>
<tr><td colspan=3><font size=1>Bản quyền: Văn phòng huyện</font></td></tr></table></body></html>""",
}


def _words(text: str) -> Counter[str]:
    return Counter(text.replace("|", " ").replace("<br>", " ").replace("---", " ").split())


def main() -> None:
    """Print the table."""
    from ingest.readers.html import parse
    from rag.settings import Settings

    for kind in PAGES:
        source, document = page(kind)
        own = _words("\n".join(document))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.html"
            path.write_text(source, encoding="utf-8")
            found = {"hoi": parse(path, Settings(), lambda *_: None).pages[0].text}
        try:
            import trafilatura
        except ImportError:
            pass
        else:
            found["trafilatura"] = trafilatura.extract(source, favor_recall=True) or ""
        for name, text in found.items():
            words = _words(text)
            kept = sum((own & words).values()) / sum(own.values())
            print(f"{kind:12} {name:12} kept {kept:.3f} foreign {sum((words - own).values())}")


if __name__ == "__main__":
    main()
