"""Says who really runs technology in an organisation: verdicts on job titles and duty texts, and audits of charts.

>>> import rolecall
>>> rolecall.classify({"title": ["Chief Information Officer", "VP Engineering"]}).to_dict()["focus"]
['internal', 'external']
"""

from __future__ import annotations

import os

from . import _rolecall
from ._audit import Audit
from ._rolecall import RolecallError, Rules, __version__
from ._table import Table, given
from ._threads import threads_here
from ._why import Verdict

__all__ = ["Audit", "RolecallError", "Rules", "Table", "Verdict", "__version__", "audit", "classify", "why"]


def classify(
    table,
    *,
    title=None,
    duties=None,
    department=None,
    entity=None,
    id=None,
    rules=None,
    fields=None,
    evidence="none",
    threads=None,
):
    """Give a verdict on each row of a table of job titles, duty texts or both.

    ``table`` is anything that hands out Arrow data (``__arrow_c_stream__`` or ``__arrow_c_array__``): a frame of pandas 3,
    Polars or DuckDB, a table or record batch of PyArrow. A dict of lists will do as well.

    ``title``, ``duties``, ``department``, ``entity`` and ``id`` name the columns that give these fields. Those not named
    are found by their headers, as the command line does. Texts may be strings, large strings, string views or
    dictionaries.

    Returns a :class:`Table` with the rows in the same order: the columns of ``table`` as they are, then ``rank``,
    ``function``, ``roles``, ``focus``, ``score``, ``confidence``, ``covers_internal``, ``covers_external`` and ``error``.
    A column of the input that has one of these names becomes ``input_...``. A row without a title and a duty text has no
    verdict. If a row cannot be judged, ``error`` says why, and all others have theirs.

    ``fields`` chooses other columns of the verdict, by the names of ``rolecall classify --fields``. ``evidence`` is
    ``"none"``, ``"short"`` (a list of matched words and rules) or ``"full"`` (a list of structs). ``threads`` is all cores
    by default, and one inside a worker of multiprocessing, Spark, Ray or Dask.

    >>> rolecall.classify({"job": ["Head of IT"]}, title="job").to_dict()["rank"]
    ['lead']
    """
    asked = {"title": title, "duties": duties, "department": department, "entity": entity, "id": id}
    asked |= {"rules": rules, "fields": fields, "evidence": evidence}
    asked["threads"] = threads_here() if threads is None else threads
    return Table(_rolecall.classify(given(table), asked))


def _schema(schema, **asked):
    """The Arrow schema of what ``classify`` makes of a table of this schema."""
    names = ("title", "duties", "department", "entity", "id", "rules", "fields", "threads")
    usual = dict.fromkeys(names) | {"evidence": "none"}
    return _rolecall.verdict_schema(schema, usual | asked)


def audit(paths, *, rules=None, as_of=None, show_names=False, threads=None):
    """Audit charts: who covers the internal and the external side of technology, and what is wrong.

    ``paths`` is a file or folder, or a list of these. ``as_of`` is a day (a ``datetime.date`` or ``"2026-01-31"``): people
    who had not started on it, or had left before it, are left out. ``show_names`` puts names of people into the result.

    Raises :class:`RolecallError` if nothing can be read, with ``file``, ``line`` and ``column``.
    """
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    paths = [os.fspath(path) for path in paths]
    day = None if as_of is None else str(as_of)
    threads = threads_here() if threads is None else threads
    return Audit(_rolecall.audit(paths, rules, day, show_names, threads))


def why(title="", *, duties="", department="", entity="", rules=None):
    """Explain the verdict on one title, duty text or both: what was read in it, each weight, and the sum."""
    return Verdict(*_rolecall.why(title, duties, department, entity, rules))
