"""Every library that knows Arrow gives tables and takes them, with the verdicts of the command line."""


import duckdb
import pandas
import polars
import pyarrow
import pyarrow.csv
import pyarrow.parquet
import pytest

import rolecall

VERDICT = ["rank", "function", "roles", "focus", "score", "confidence", "covers_internal", "covers_external"]


@pytest.fixture
def expected(chart, program, tmp_path):
    """What the command line says."""
    out = tmp_path / "expected.parquet"
    program("classify", "--quiet", chart, "-o", out)
    return pyarrow.parquet.read_table(out).select(VERDICT)


def read(chart):
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    strings = pyarrow.csv.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=True)
    return pyarrow.csv.read_csv(chart, parse_options=options, convert_options=strings)


def test_verdicts_are_those_of_the_command_line(chart, expected):
    given = read(chart)
    result = rolecall.classify(given)
    assert result.column_names == given.column_names + VERDICT + ["error"]
    table = result.to_pyarrow()
    assert table.select(given.column_names).equals(given)
    assert table.select(VERDICT).equals(expected)
    assert table["error"].null_count == len(given)


def test_evidence_is_that_of_the_command_line(chart, program, tmp_path):
    for detail in ["short", "full"]:
        out = tmp_path / f"{detail}.parquet"
        program("classify", "--quiet", "--evidence", detail, chart, "-o", out)
        expected = pyarrow.parquet.read_table(out)["evidence"]
        assert rolecall.classify(read(chart), evidence=detail).to_pyarrow()["evidence"].equals(expected)


def test_frames_of_every_library_go_in_and_come_out(chart, expected):
    table = read(chart)
    in_pandas = table.to_pandas()
    in_polars = polars.DataFrame(table)
    frames = {
        "pyarrow": table,
        "record batch": table.to_batches()[0],
        "pandas": in_pandas,
        "polars": in_polars,
        "duckdb": duckdb.sql("select * from in_polars"),
    }
    for name, frame in frames.items():
        result = rolecall.classify(frame, title="Title")
        assert result.to_pyarrow().select(VERDICT).equals(expected), name
    result = rolecall.classify(in_polars)
    assert result.to_polars()["focus"].to_list() == expected["focus"].to_pylist()
    assert result.to_pandas()["focus"].tolist() == expected["focus"].to_pylist()
    arrow = result.to_pyarrow()
    internal = duckdb.sql("select count(*) from arrow where focus = 'internal'").fetchall()
    assert internal == [(expected["focus"].to_pylist().count("internal"),)]


def test_duckdb_calls_it_as_a_function():
    def focus(titles):
        return rolecall.classify({"title": titles}).to_pyarrow()["focus"].combine_chunks()

    with duckdb.connect() as connection:
        connection.create_function("focus", focus, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special")
        rows = connection.sql("select focus(t) from (values ('CIO'), (null), ('CTO')) as titles(t)").fetchall()
    assert rows == [("internal",), (None,), ("external",)]


def test_files_of_the_command_line_are_read_by_every_library(chart, program, tmp_path):
    out = str(tmp_path / "out.parquet")
    program("classify", "--quiet", chart, "-o", out)
    roles = [["ceo"], ["cio"], [], [], ["vp-engineering"], []]
    assert polars.read_parquet(out)["roles"].to_list() == roles
    assert [list(row) for row in pandas.read_parquet(out)["roles"]] == roles
    assert [row for (row,) in duckdb.sql(f"select roles from '{out}'").fetchall()] == roles
    types = polars.read_parquet_schema(out)
    assert (types["row"], types["score"], types["focus"]) == (polars.UInt32, polars.Float64, polars.String)


@pytest.mark.parametrize(
    "kind",
    [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.dictionary(pyarrow.int32(), pyarrow.string())],
)
def test_texts_of_every_layout_are_read_and_nulls_kept(kind):
    titles = pyarrow.array(["CIO", None, "", "Chief Technology Officer", "CIO"]).cast(kind)
    result = rolecall.classify(pyarrow.table({"job": titles}), title="job").to_pyarrow()
    assert result["job"].type == kind and result["job"].null_count == 1
    assert result["roles"].to_pylist() == [["cio"], None, [], ["cto"], ["cio"]]
    assert result["focus"].to_pylist()[1] is None


def test_batches_stay_as_they_are():
    table = pyarrow.table({"title": [f"Clerk {row}" for row in range(5000)]})
    table = pyarrow.Table.from_batches(table.to_batches(max_chunksize=1500))
    result = rolecall.classify(table).to_pyarrow()
    assert [len(batch) for batch in result.to_batches()] == [len(batch) for batch in table.to_batches()]
    assert rolecall.classify(table.slice(0, 0)).to_pyarrow().num_rows == 0
    assert rolecall.classify(table, threads=1).to_pyarrow().equals(result)


def test_a_row_that_cannot_be_judged_costs_no_other_its_verdict():
    result = rolecall.classify({"title": ["CIO", "x" * (17 << 20), "CTO"]}).to_dict()
    assert result["roles"] == [["cio"], None, ["cto"]]
    assert result["error"][0] is None and "16 MiB" in result["error"][1]


def test_columns_with_names_of_the_verdict_are_renamed():
    result = rolecall.classify({"title": ["CIO"], "rank": [7]})
    assert result.column_names[:2] == ["title", "input_rank"]
    fields = rolecall.classify({"title": ["CIO"]}, fields=["basis_internal", "area"])
    assert fields.column_names == ["title", "basis_internal", "area", "error"]


def test_mistakes_are_told():
    for given, asked, said in [
        ({"x": [1]}, {}, "no column reads as titles"),
        ({"title": ["CIO"]}, {"title": "job"}, "no column `job`; there are `title`"),
        ({"title": [1.5]}, {"title": "title"}, "`title` holds Float64, which is not text"),
        ({"title": ["CIO"]}, {"fields": ["salary"]}, "no column `salary`"),
        ({"title": ["CIO"]}, {"evidence": "all"}, "`none`, `short` or `full`"),
    ]:
        with pytest.raises(rolecall.RolecallError, match=said):
            rolecall.classify(given, **asked)
    with pytest.raises(TypeError, match="hands out no Arrow data"):
        rolecall.classify([1])


def test_a_notebook_of_ten_lines_says_which_share_of_openings_looks_outward(tmp_path):
    (tmp_path / "postings.csv").write_text(
        "title,department,description\n"
        "CIO,IT,Runs IT operations for our employees.\n"
        "VP Engineering,Product,Ships products to customers.\n"
        "IT Operations Manager,IT,Keeps servers and networks running.\n"
    )
    cell = """
import polars as pl
import rolecall

jobs = pl.read_csv(folder / "postings.csv")
verdicts = rolecall.classify(jobs).to_polars()
outward = (pl.col("focus") == "external").mean().alias("outward")
shares = verdicts.group_by("department").agg(outward).sort("department")
"""
    names = {"folder": tmp_path}
    exec(cell, names)
    assert names["shares"].rows() == [("IT", 0.0), ("Product", 1.0)]


def test_tables_show_themselves_in_notebooks():
    shown = rolecall.classify({"title": ["CIO <b>"]})._repr_html_()
    assert "<th>focus</th>" in shown and "CIO &lt;b&gt;" in shown and "<b>" not in shown
