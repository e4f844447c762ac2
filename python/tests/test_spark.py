"""Spark data frames, on Sail: an engine that speaks the protocol of Spark without a JVM."""

import pathlib

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


def test_the_documented_audit_by_company_finds_what_an_audit_of_each_company_finds(spark, tmp_path):
    rows = [
        ("Acme", "1", "CEO", None),
        ("Acme", "2", "CIO", "1"),
        ("Acme", "3", "CTO", "1"),
        ("Zyx", "11", "Managing Director", "1"),
        ("Zyx", "12", "Clerk", "11"),
    ]
    names = ["company", "id", "title", "manager"]
    table = pyarrow.table(dict(zip(names, map(list, zip(*rows)))))
    page = pathlib.Path(__file__).parents[2].joinpath("docs", "scale.md").read_text()
    example = next(code for code in page.split("```python\n") if "applyInArrow" in code.split("```")[0])
    known = {"charts": spark.createDataFrame(table)}
    exec(example.split("```")[0], known)
    found = known["findings"].toArrow()

    def key(rows):
        return sorted((row["entity"], row["code"], row["id"] or "", row["message"]) for row in rows.to_pylist())

    expected = []
    for company in ["Acme", "Zyx"]:
        path = tmp_path / f"{company}.csv"
        path.write_text("\n".join(",".join(cell or "" for cell in row) for row in [names, *rows] if row[0] in ("company", company)))
        expected += key(rolecall.audit(path).findings.to_pyarrow())
    assert key(found) == sorted(expected)
    # A manager in another company is unknown in this one.
    assert ("Zyx", "RC403", "11") in {one[:3] for one in key(found)}
