"""A verdict on one row, and how it came about."""

from __future__ import annotations

import html
import json
import re

_STYLES = re.compile("\x1b\\[[0-9;]*m")


class Verdict:
    """A verdict on one row. ``str()`` gives its derivation as ``rolecall why`` prints it."""

    def __init__(self, text, derivation):
        self._text = _STYLES.sub("", text)
        self._json = derivation

    def to_json(self):
        """Everything, as ``rolecall why --format json`` prints it."""
        return self._json

    def to_dict(self):
        """The same as a dict."""
        return json.loads(self._json)

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"<rolecall.Verdict: {self._text.splitlines()[0] if self._text else ''}>"

    def _repr_html_(self):
        return f"<pre>{html.escape(self._text)}</pre>"
