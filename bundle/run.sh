#!/bin/sh
# ./run.sh: cai lan dau (khong can mang) roi mo trang. ./run.sh ask "cau hoi": dung lenh hoi.
# HOI_NO_BROWSER=1: khong mo trinh duyet.
set -eu
cd "$(dirname "$0")"

if [ ! -x .venv/bin/python ]; then
    found=
    for one in python{python} python3 python; do
        if "$one" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "{python}")' 2>/dev/null; then
            found=$one
            break
        fi
    done
    if [ -z "$found" ]; then
        echo "Can Python {python}: xem HUONG-DAN.txt, muc 1." >&2
        exit 1
    fi
    if ! "$found" -m venv .venv; then
        rm -rf .venv
        echo "Khong lap duoc .venv: can goi python{python}-venv, xem HUONG-DAN.txt, muc 1." >&2
        exit 1
    fi
fi
if ! cmp -s wheels/requirements.txt .venv/installed.txt; then
    echo "Dang cai, khong can mang (vai phut) ..." >&2
    PIP_CONFIG_FILE=/dev/null .venv/bin/python -m pip --isolated install --quiet --disable-pip-version-check --no-input --no-index \
        --no-deps --find-links wheels --require-hashes -r wheels/requirements.txt
    cp wheels/requirements.txt .venv/installed.txt
fi

export HF_HUB_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False PYTHONUTF8=1
python=$PWD/.venv/bin/python
cd app
if [ $# -gt 0 ]; then
    exec "$python" -m rag.cli "$@"
fi
[ -n "${HOI_NO_BROWSER:-}" ] || "$python" open_page.py &
exec "$python" app.py
