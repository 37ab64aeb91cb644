"""A limit on the memory of this process, as each system has it."""

from __future__ import annotations

import contextlib
import sys


def limit_memory(most: int) -> None:
    """Let this process have no more than ``most`` bytes of data of its own: what asks for more gets a ``MemoryError``.

    Linux counts private data, Windows all that is committed. macOS takes the limit and does not keep it.
    """
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # a job around us that allows no job within it
            _limit_by_job(most)
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    """JobObjectExtendedLimitInformation of JOBOBJECTINFOCLASS."""
    _PROCESS_MEMORY = 0x100
    """JOB_OBJECT_LIMIT_PROCESS_MEMORY: what each process of the job may commit."""

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("basic", _BasicLimits),
            ("counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def _limit_by_job(most: int) -> None:
        """Put this process into a job of its own; the job lasts as long as the process.

        Raises:
            OSError: Windows does not allow it.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        limits = _Limits()
        limits.basic.flags = _PROCESS_MEMORY
        limits.process_memory = most
        job = kernel.CreateJobObjectW(None, None)
        held = job and kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        if not held or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
            raise ctypes.WinError(ctypes.get_last_error())
