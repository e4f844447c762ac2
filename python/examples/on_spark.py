"""Checks on Spark itself, in local mode, what tests/test_spark.py checks on Sail, and says how fast it was.

It needs Java 17 or later and a clean environment with the wheel (PySpark and pyspark-client exclude each other):

    pip install pyspark pyarrow pandas WHEEL
    python python/examples/on_spark.py [ROWS]
"""

import os
import sys
import time

import pyarrow
from pyspark.sql import SparkSession

import rolecall
import rolecall.spark

TITLES = ["CIO", None, "VP Engineering", "Head of IT Operations", "Sales Assistant", "Former CTO"]


def same(judged, expected):
    assert judged.column_names == expected.column_names, judged.column_names
    for name in expected.column_names:
        assert judged[name].to_pylist() == expected[name].to_pylist(), name


def titles_get_the_verdicts_of_this_process(spark, rows):
    table = pyarrow.table({"number": range(rows), "job": [TITLES[row % len(TITLES)] for row in range(rows)]})
    frame = spark.createDataFrame(table).repartition(os.cpu_count())
    rolecall.spark.classify(frame.limit(1000), title="job").toArrow()  # starts the workers
    begun = time.perf_counter()
    judged = rolecall.spark.classify(frame, title="job").toArrow()
    seconds = time.perf_counter() - begun
    same(judged.sort_by("number"), rolecall.classify(table, title="job").to_pyarrow())
    print(f"Spark: {rows} rows in {seconds:.2f} s, {rows / seconds:.0f} rows/s on {os.cpu_count()} cores")


def rules_go_to_the_workers(spark):
    rules = rolecall.Rules.from_texts([("own.yaml", "titles:\n  cio: [keeper of the machines]\n")])
    frame = spark.createDataFrame(pyarrow.table({"title": ["Keeper of the Machines"]}))
    judged = rolecall.spark.classify(frame, rules=rules, fields=["roles"]).toArrow()
    assert judged["roles"].to_pylist() == [["cio"]]


def a_group_is_audited_by_company(spark):
    def findings_of(chart):
        import pathlib
        import tempfile

        import pyarrow.parquet

        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "chart.parquet")
            pyarrow.parquet.write_table(chart, path)
            return rolecall.audit(path, threads=1).findings.to_pyarrow().select(["entity", "code"])

    rows = [("Acme", "1", "CEO", None), ("Acme", "2", "CIO", "1"), ("Zyx", "1", "CEO", None), ("Zyx", "2", "Clerk", "1")]
    charts = spark.createDataFrame(rows, "company string, id string, title string, manager string")
    found = charts.groupBy("company").applyInArrow(findings_of, "entity string, code string").toArrow().to_pylist()
    assert {row["entity"] for row in found} <= {"Acme", "Zyx"}
    assert any(row["code"] == "RC103" for row in found if row["entity"] == "Zyx"), found


if __name__ == "__main__":
    # The workers run in this environment, too.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        titles_get_the_verdicts_of_this_process(spark, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
        rules_go_to_the_workers(spark)
        a_group_is_audited_by_company(spark)
    finally:
        spark.stop()
    print("all as expected")
