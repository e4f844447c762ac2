"""Verdicts on data frames of Spark, and of engines that speak its protocol, such as Sail."""

from __future__ import annotations

from . import _schema
from . import classify as _classify


def classify(df, **asked):
    """Give a verdict on each row of a Spark data frame, where the rows are.

    It is ``df.mapInArrow`` over :func:`rolecall.classify`, takes the same arguments, and adds the same columns. Each task
    has one thread.
    """
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    asked["threads"] = 1
    schema = pyarrow.schema(_schema(to_arrow_schema(df.schema), **asked))

    def judge(batches):
        for batch in batches:
            yield from _classify(batch, **asked).to_pyarrow().to_batches()

    return df.mapInArrow(judge, from_arrow_schema(schema))
