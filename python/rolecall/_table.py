"""Tables that hand out Arrow data."""

from __future__ import annotations

import html

_SHOWN = 20


def given(table):
    """What hands out Arrow data for something that a caller gives."""
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return table
    if isinstance(table, dict) or hasattr(table, "to_arrow_table"):
        import pyarrow

        return pyarrow.table(table) if isinstance(table, dict) else table.to_arrow_table()
    kind = f"{type(table).__module__}.{type(table).__qualname__}"
    raise TypeError(
        f"{kind} hands out no Arrow data (__arrow_c_stream__ or __arrow_c_array__); give a frame of pandas 3, Polars or "
        "DuckDB, or a table of PyArrow"
    )


class Table:
    """A table of Arrow data, which every library that knows Arrow takes without a copy.

    ``pyarrow.table(t)``, ``polars.DataFrame(t)`` and ``pandas.DataFrame.from_arrow(t)`` take it as it is, and DuckDB reads
    a variable that holds ``t.to_pyarrow()``.
    """

    def __init__(self, inner):
        self._inner = inner

    def __arrow_c_stream__(self, requested_schema=None):
        return self._inner.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self):
        return self._inner.__arrow_c_schema__()

    def __len__(self):
        return len(self._inner)

    @property
    def column_names(self):
        """The names of the columns."""
        return self._inner.column_names

    def to_pyarrow(self):
        """As a ``pyarrow.Table``."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self):
        """As a ``polars.DataFrame``."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self):
        """As a ``pandas.DataFrame``."""
        import pandas

        return pandas.DataFrame.from_arrow(self)

    def to_dict(self):
        """As a dict of lists. This needs PyArrow."""
        return self.to_pyarrow().to_pydict()

    def __repr__(self):
        return f"rolecall.Table: {len(self)} rows of {', '.join(self.column_names)}"

    def _repr_html_(self):
        return html_of(self.to_pyarrow().slice(0, _SHOWN).to_pylist(), self.column_names, len(self))


def html_of(rows, names, count):
    """Rows as a table of HTML. Everything is escaped."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_shown(row[name]))}</td>" for name in names) + "</tr>" for row in rows
    )
    more = f"<p>{count - len(rows)} more rows</p>" if count > len(rows) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _shown(value):
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
