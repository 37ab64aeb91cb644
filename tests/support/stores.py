"""A real object store on this machine, and folders of stores as trees of hashes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import fsspec
from moto.server import ThreadedMotoServer

BUCKET = "perfeval"


@contextmanager
def s3_store() -> Iterator[str]:
    """A server that speaks S3, found by this process and by those it starts; gives the URL of an empty bucket."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    settings = {
        "AWS_ACCESS_KEY_ID": "name",
        "AWS_SECRET_ACCESS_KEY": "word",
        "AWS_DEFAULT_REGION": "us-east-1",
        "FSSPEC_S3_ENDPOINT_URL": address,
    }
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    fsspec.config.conf["s3"] = {"endpoint_url": address}
    boto3.client("s3", endpoint_url=address).create_bucket(Bucket=BUCKET)
    try:
        yield f"s3://{BUCKET}"
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        fsspec.config.conf.pop("s3")
        fsspec.filesystem("s3").clear_instance_cache()
        server.stop()


def upload(folder: Path, url: str) -> None:
    """Put a tree of this disk into a store."""
    files, root = fsspec.url_to_fs(url)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            files.pipe_file(f"{root}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def stored(url: str) -> dict[str, bytes]:
    """Name -> content of everything below a URL but the one file that holds times."""
    files, root = opened(url)
    found = files.find(root)
    names = {path: path[len(root) :].lstrip("/") for path in found}
    return {name: files.cat_file(path) for path, name in names.items() if name != "timings.jsonl"}


def hashes(url: str) -> dict[str, str]:
    """The same with hashes, comparable to a tree of this disk."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in stored(url).items()}


def opened(url: str) -> tuple[Any, str]:
    files, root = fsspec.url_to_fs(url, use_listings_cache=False)
    files.invalidate_cache()
    return files, root
