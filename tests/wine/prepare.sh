#!/bin/sh
# A Windows Python in a folder, to be run by Wine: sh tests/wine/prepare.sh FOLDER
#
# The interpreter of Windows (python311.dll and its extension modules) comes in the Windows wheel of Panda3D, which is on
# every package index; the standard library is that of the Python 3.11 this is run with. Small parts are built here:
# python.exe and what starts it in a virtual environment, python3.dll (the stable interface, by its names only) and
# bcryptprimitives.dll, which Wine 8 has not.
# Needs wine and gcc-mingw-w64-x86-64.
set -eu

python=${PYTHON:-.venv/bin/python}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
home=$folder/python
site=$home/Lib/site-packages
cc=x86_64-w64-mingw32-gcc

"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "需要 Python 3.11" >&2; exit 2; }

windows() {
    "$python" -m pip "$@" -q --platform win_amd64 --python-version 311 --implementation cp \
        --abi cp311 --abi abi3 --abi none --only-binary=:all:
}

rm -rf "$home"
mkdir -p "$home/DLLs" "$site"
windows download --no-deps -d "$folder" 'panda3d>=1.10,<2'
"$python" - "$folder" "$home" <<'PY'
import sys, zipfile
from pathlib import Path

folder, home = Path(sys.argv[1]), Path(sys.argv[2])
with zipfile.ZipFile(next(folder.glob("panda3d-*-win_amd64.whl"))) as wheel:
    for name in wheel.namelist():
        place, _, own = name.rpartition("/")
        if place == "deploy_libs" and own.lower().endswith((".dll", ".pyd")) and not own.startswith("api-ms-"):
            beside = own.lower() in ("python311.dll", "vcruntime140.dll")
            (home / ("" if beside else "DLLs") / own).write_bytes(wheel.read(name))
PY
library=$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
(cd "$library" && tar cf - --exclude=site-packages --exclude=test --exclude=lib-dynload --exclude='config-*' \
    --exclude=__pycache__ .) | (cd "$home/Lib" && tar xf -)

cd "$folder"
x86_64-w64-mingw32-objdump -p "$home/python311.dll" |
    awk '/Ordinal\/Name Pointer/ {names = 1; next} names && /\[ *[0-9]+\]/ {print $NF}' | grep -E '^_?Py' > names.txt
{ echo "LIBRARY python311.dll"; echo EXPORTS; cat names.txt; } > python311.def
{ echo "LIBRARY python3.dll"; echo EXPORTS; awk '{print $1 "=python311." $1}' names.txt; } > python3.def
x86_64-w64-mingw32-dlltool -d python311.def -l libpython311.a
$cc -municode -O1 -o "$home/python.exe" "$here/python.c" -L. -lpython311
cp "$home/python.exe" "$home/pythonw.exe"
$cc -municode -O1 -o "$home/venvlauncher.exe" "$here/venvlauncher.c"
cp "$home/venvlauncher.exe" "$home/venvwlauncher.exe"
$cc -shared -nostdlib -e DllMainCRTStartup -o "$home/python3.dll" "$here/empty.c" python3.def
$cc -shared -O1 -o "$home/bcryptprimitives.dll" "$here/random.c" -ladvapi32

# numpy 2 calls functions of the C library that Wine 8 has not
windows install --target "$site" --upgrade \
    'numpy<2' 'pandas>=2.3,<3' 'click>=8.1,<9' 'python-calamine>=0.5,<1' 'PyYAML>=6,<7' 'rich>=13.7,<16' 'xlrd>=2.0.1,<3' \
    'XlsxWriter>=3.3.1,<4' 'fsspec>=2024.8' 'python-docx>=1.1,<2' 'pdfplumber>=0.11.4,<1' 'openpyxl>=3.1.5' 'xlwt>=1.3' \
    'pyOpenVBA>=6.5,<7' 'oletools>=0.60.2' 'packaging>=23.1' 'pip>=23' 'hatchling>=1.25' 'distributed>=2024.8' \
    'flask>=3' 'flask-cors>=5' 'moto[s3]>=5.1' 's3fs>=2024.8' 'hypothesis>=6.100' 'lxml>=5' 'pytest>=8' colorama pywin32
export WINEPREFIX="$folder/prefix" WINEDEBUG=-all
wineboot -i > /dev/null 2>&1
wine winecfg -v win10 < /dev/null > /dev/null 2>&1
echo "已备好：$home/python.exe"
