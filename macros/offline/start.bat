@echo off
setlocal EnableExtensions DisableDelayedExpansion
set "PY="
call :find
if not exist "%~dp0install.py" goto incomplete
if not defined PY call :setup
if not defined PY goto without
"%PY%" -X utf8 -I "%~dp0install.py" @WORDS@
set "CODE=%ERRORLEVEL%"
echo.
pause
exit /b %CODE%

:without
start "" notepad "%~dp0no-python.txt"
exit /b 3

:incomplete
rem as when it is started from within a zip file; this file is ASCII, so the words are Python's where there is one
if defined PY "%PY%" -X utf8 -I -c "print('\u8bf7\u5148\u628a\u6574\u4e2a\u6587\u4ef6\u5939\u89e3\u538b\u3001\u590d\u5236\u51fa\u6765\uff0c\u518d\u53cc\u51fb\u3002')"
if not defined PY echo Please unpack the whole folder first, then start this file again.
pause
exit /b 3

:find
if exist "%LOCALAPPDATA%\Programs\Python\Python@SHORT@\python.exe" set "PY=%LOCALAPPDATA%\Programs\Python\Python@SHORT@\python.exe"
if defined PY exit /b 0
for /f "delims=" %%P in ('py -@PYTHON@ -I -c "import sys; print(sys.executable)" 2^>nul') do set "PY=%%P"
if defined PY if not exist "%PY%" set "PY="
rem one from the store hides what it writes below AppData from all other programs
if defined PY if not "%PY:WindowsApps=%"=="%PY%" set "PY="
if not defined PY if exist "%ProgramFiles%\Python@SHORT@\python.exe" set "PY=%ProgramFiles%\Python@SHORT@\python.exe"
exit /b 0

:setup
set "RAN="
cd /d "%SystemRoot%"
rem on a share pushd takes a free drive letter, and fails where there is none
pushd "%~dp0" 2>nul
for %%I in (python-@PYTHON@.*-amd64.exe) do set "RAN=1"
for %%I in (python-@PYTHON@.*-amd64.exe) do "%%~fI" /passive InstallAllUsers=0 PrependPath=0 Include_test=0 Include_doc=0
popd
if not defined RAN for %%I in ("%~dp0python-@PYTHON@.*-amd64.exe") do "%%~fI" /passive InstallAllUsers=0 PrependPath=0 Include_test=0 Include_doc=0
call :find
exit /b 0
