"""What an error of the operating system means, in the words of a user."""

from __future__ import annotations

import errno

_CAUSES = {
    errno.EACCES: "没有权限，或文件正被其他程序使用",
    errno.EPERM: "没有权限，或文件正被其他程序使用",
    errno.ENOENT: "文件或目录不存在",
    errno.EEXIST: "同名文件已存在",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EISDIR: "这是一个目录",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EBUSY: "文件正被其他程序使用",
    errno.ELOOP: "链接绕成圈",
    errno.EIO: "磁盘或网络读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENOTEMPTY: "目录不是空的",
    errno.ETIMEDOUT: "网络位置没有响应",
}


def cause_of(error: OSError) -> str:
    """``磁盘空间不足``; the system's own words where we have none."""
    return _CAUSES.get(error.errno or 0) or error.strerror or type(error).__name__
