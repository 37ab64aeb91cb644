#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
for python in python@PYTHON@ python3; do
  if command -v "$python" >/dev/null 2>&1 &&
    [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "@PYTHON@" ]; then
    exec "$python" -X utf8 -I "$here/install.py" @WORDS@
  fi
done
echo '没有找到 Python @PYTHON@，请先装上它和它的 venv 组件，再运行一次。' >&2
exit 3
