"""``python -m perfeval_xl`` is ``perfeval``."""

from perfeval_xl.cli import main

if __name__ == "__main__":
    main()
