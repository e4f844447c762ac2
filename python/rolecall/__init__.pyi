import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

__version__: str
__all__ = ["Audit", "RolecallError", "Rules", "Table", "Verdict", "__version__", "audit", "classify", "why"]

class _Stream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _Array(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

_Path = str | os.PathLike[str]

class RolecallError(ValueError):
    """What could not be done, and why."""

    file: str | None
    line: int | None
    column: int | None

class Rules:
    """The built-in rules with a preset and files laid over them. They can be pickled."""

    def __init__(self, *files: _Path, preset: str | None = None) -> None: ...
    @classmethod
    def from_texts(cls, layers: Sequence[tuple[str, str]], preset: str | None = None) -> Rules: ...
    @property
    def hash(self) -> str: ...

class Table:
    """A table of Arrow data."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def __len__(self) -> int: ...
    @property
    def column_names(self) -> list[str]: ...
    def to_pyarrow(self) -> Any: ...
    def to_polars(self) -> Any: ...
    def to_pandas(self) -> Any: ...
    def to_dict(self) -> dict[str, list[Any]]: ...
    def _repr_html_(self) -> str: ...

class Audit:
    """Who covers what on a chart, and what is wrong."""

    @property
    def findings(self) -> Table: ...
    @property
    def coverage(self) -> Table: ...
    @property
    def counts(self) -> dict[str, int]: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def _repr_html_(self) -> str: ...

class Verdict:
    """A verdict on one row, and how it came about."""

    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def _repr_html_(self) -> str: ...

def classify(
    table: _Stream | _Array | Mapping[str, Sequence[Any]],
    *,
    title: str | None = None,
    duties: str | None = None,
    department: str | None = None,
    entity: str | None = None,
    id: str | None = None,
    rules: Rules | None = None,
    fields: Sequence[str] | None = None,
    evidence: Literal["none", "short", "full"] = "none",
    threads: int | None = None,
) -> Table: ...
def audit(
    paths: _Path | Sequence[_Path],
    *,
    rules: Rules | None = None,
    as_of: datetime.date | str | None = None,
    show_names: bool = False,
    threads: int | None = None,
) -> Audit: ...
def why(
    title: str = "",
    *,
    duties: str = "",
    department: str = "",
    entity: str = "",
    rules: Rules | None = None,
) -> Verdict: ...
