@echo off
setlocal
set "PY="
call :find
if not defined PY call :setup
if not defined PY (
  start "" notepad "%~dp0no-python.txt"
  exit /b 3
)
"%PY%" -X utf8 -I "%~dp0install.py" @WORDS@
set "CODE=%ERRORLEVEL%"
echo.
pause
exit /b %CODE%

:find
for /f "delims=" %%P in ('py -@PYTHON@ -c "import sys; print(sys.executable)" 2^>nul') do set "PY=%%P"
if not defined PY if exist "%LOCALAPPDATA%\Programs\Python\Python@SHORT@\python.exe" set "PY=%LOCALAPPDATA%\Programs\Python\Python@SHORT@\python.exe"
if not defined PY if exist "%ProgramFiles%\Python@SHORT@\python.exe" set "PY=%ProgramFiles%\Python@SHORT@\python.exe"
exit /b 0

:setup
pushd "%~dp0"
for %%I in (python-@PYTHON@.*-amd64.exe) do "%%~fI" /passive InstallAllUsers=0 PrependPath=0 Include_test=0 Include_doc=0
popd
call :find
exit /b 0
