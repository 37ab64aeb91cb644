"""A server that speaks S3, in a process of its own so that its cost is not counted."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def s3_server() -> Iterator[str]:
    """The URL of an empty bucket."""
    import boto3
    import fsspec

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    os.environ |= {"AWS_ACCESS_KEY_ID": "name", "AWS_SECRET_ACCESS_KEY": "word", "AWS_DEFAULT_REGION": "us-east-1"}
    fsspec.config.conf["s3"] = {"endpoint_url": address}
    words = [sys.executable, "-m", "moto.server", "-p", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            boto3.client("s3", endpoint_url=address).create_bucket(Bucket="bench")
            yield "s3://bench"
        finally:
            server.terminate()


def upload(folder: Path, url: str) -> None:
    """Put a tree into the bucket."""
    import fsspec

    files, root = fsspec.url_to_fs(url)
    for path in folder.rglob("*.xlsx"):
        files.put_file(str(path), f"{root}/{path.relative_to(folder).as_posix()}")


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the S3 server does not start")
