"""Spark data frames, on Sail: an engine that speaks the protocol of Spark without a JVM."""

import pyarrow
import pytest

import rolecall

pytest.importorskip("pysail", reason="pysail and pyspark-client are not installed")

from pysail.spark import SparkConnectServer  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import rolecall.spark  # noqa: E402

TITLES = ["CIO", None, "VP Engineering", "Head of IT Operations", "Sales Assistant", "Former CTO"]


@pytest.fixture(scope="module")
def spark():
    server = SparkConnectServer()
    server.start(background=True)
    _, port = server.listening_address
    session = SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()
    yield session
    session.stop()
    server.stop()


def test_a_million_titles_get_the_verdicts_of_this_process(spark):
    rows = 1_000_000
    titles = [TITLES[row % len(TITLES)] for row in range(rows)]
    table = pyarrow.table({"number": range(rows), "job": titles})
    judged = rolecall.spark.classify(spark.createDataFrame(table), title="job").toArrow().sort_by("number")
    expected = rolecall.classify(table, title="job").to_pyarrow()
    assert judged.column_names == expected.column_names
    for name in expected.column_names:
        assert judged[name].to_pylist() == expected[name].to_pylist(), name


def test_rules_go_to_the_workers(spark, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("titles:\n  cio: [keeper of the machines]\n")
    frame = spark.createDataFrame(pyarrow.table({"title": ["Keeper of the Machines"]}))
    judged = rolecall.spark.classify(frame, rules=rolecall.Rules(path), fields=["roles"]).toArrow()
    assert judged["roles"].to_pylist() == [["cio"]]
