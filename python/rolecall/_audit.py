"""The result of an audit."""

from __future__ import annotations

import html
import json

from ._table import Table

_MARKS = {"error": "✖", "warning": "▲", "info": "●"}


class Audit:
    """Who covers what on a chart, and what is wrong."""

    def __init__(self, inner):
        self._inner = inner

    @property
    def findings(self):
        """A :class:`Table` with a row for each place of each finding, gravest first.

        Its columns are those of ``rolecall audit --format csv``.
        """
        return Table(self._inner.findings())

    @property
    def coverage(self):
        """A :class:`Table` with a row for each entity: ``entity``, ``file``, ``positions``, ``headcount``, and for each side
        how it is ``covered``, by which ``holders`` and which ``stand_ins``."""
        return Table(self._inner.coverage())

    def to_json(self):
        """Everything, as ``rolecall audit --format json`` prints it."""
        return self._inner.json()

    def to_dict(self):
        """The same as a dict."""
        return json.loads(self.to_json())

    @property
    def counts(self):
        """How many findings of each severity count."""
        return self.to_dict()["summary"]["findings"]

    def _lines(self):
        whole = self.to_dict()
        for entity in whole["entities"]:
            for side, coverage in entity["coverage"].items():
                by = [seat["title"] for seat in coverage["holders"] + coverage["stand_ins"]]
                by = f" ({', '.join(by)})" if by else ""
                yield "", f"{entity['name']}: {side} covered by {coverage['covered']}{by}"
        for finding in whole["findings"]:
            yield finding["severity"], f"{finding['code']} {finding['name']}: {finding['message']}"

    def __str__(self):
        return "\n".join(f"{_MARKS.get(mark, ' ')} {text}" for mark, text in self._lines())

    def __repr__(self):
        counts = ", ".join(f"{count} {severity}" for severity, count in self.counts.items())
        return f"rolecall.Audit: {counts}"

    def _repr_html_(self):
        items = (
            f"<li>{_MARKS.get(mark, '')} <span>{html.escape(mark)}</span> {html.escape(text)}</li>"
            for mark, text in self._lines()
        )
        return f"<ul style='list-style: none'>{''.join(items)}</ul>"
