"""How many threads a call has where the caller does not say."""

from __future__ import annotations

import multiprocessing
import os
import sys

# The environment that the workers of engines have. Each runs one worker for a core.
_WORKERS = ("PYTHON_WORKER_FACTORY_PORT", "SPARK_LOCAL_DIRS", "SPARK_ENV_LOADED", "RAY_RAYLET_PID", "DASK_WORKER_NAME")


def threads_here():
    """One inside a worker, since there is a worker for each core; None, which stands for all cores, elsewhere."""
    if multiprocessing.parent_process() is not None or any(name in os.environ for name in _WORKERS):
        return 1
    context = getattr(sys.modules.get("pyspark"), "TaskContext", None)
    return 1 if context is not None and context.get() is not None else None
