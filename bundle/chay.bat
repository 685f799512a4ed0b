@echo off
rem chay.bat: cai lan dau (khong can mang) roi mo trang. chay.bat ask "cau hoi": dung lenh hoi.
rem HOI_NO_BROWSER=1: khong mo trinh duyet.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
if exist .venv\Scripts\python.exe goto installed
py -{python} -m venv .venv 2>nul
if exist .venv\Scripts\python.exe goto installed
python -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '{python}')" 2>nul
if errorlevel 1 goto nopython
python -m venv .venv
if exist .venv\Scripts\python.exe goto installed
:nopython
echo Can Python {python} 64-bit: xem HUONG-DAN.txt, muc 1.
pause
exit /b 1

:installed
fc /b wheels\requirements.txt .venv\installed.txt >nul 2>nul
if not errorlevel 1 goto start
echo Dang cai, khong can mang (vai phut) ...
set PIP_CONFIG_FILE=nul
.venv\Scripts\python -m pip --isolated install --quiet --disable-pip-version-check --no-input --no-index --no-deps --find-links wheels --require-hashes -r wheels\requirements.txt
if errorlevel 1 goto failed
copy /y wheels\requirements.txt .venv\installed.txt >nul

:start
set HF_HUB_OFFLINE=1
set GRADIO_ANALYTICS_ENABLED=False
set PYTHONUTF8=1
set "PY=%~dp0.venv\Scripts\python.exe"
cd app
if not "%~1"=="" goto command
if not defined HOI_NO_BROWSER start "" /b "%PY%" open_page.py
"%PY%" app.py
if errorlevel 1 pause
exit /b %errorlevel%

:command
"%PY%" -m rag.cli %*
exit /b %errorlevel%

:failed
echo Chua cai duoc: xem dong loi o tren va HUONG-DAN.txt, muc 5.
pause
exit /b 1
