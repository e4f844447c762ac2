"""Checks on Ray Data what tests/test_spark.py checks on Sail, and says how fast it was.

    pip install "ray[data]" pyarrow WHEEL
    python python/examples/on_ray.py [ROWS]
"""

import os
import sys
import time

import pyarrow
import ray

import rolecall

TITLES = ["CIO", None, "VP Engineering", "Head of IT Operations", "Sales Assistant", "Former CTO"]


def judged_by_ray(table, **asked):
    judge = lambda part: rolecall.classify(part, **asked).to_pyarrow()
    data = ray.data.from_arrow(table).repartition(4 * os.cpu_count())
    parts = ray.get(data.map_batches(judge, batch_format="pyarrow", batch_size=None).to_arrow_refs())
    return pyarrow.concat_tables(part for part in parts if part.num_rows)


def titles_get_the_verdicts_of_this_process(rows):
    table = pyarrow.table({"number": range(rows), "job": [TITLES[row % len(TITLES)] for row in range(rows)]})
    judged_by_ray(table.slice(0, 1000), title="job")  # starts the workers
    begun = time.perf_counter()
    judged = judged_by_ray(table, title="job")
    seconds = time.perf_counter() - begun
    expected = rolecall.classify(table, title="job").to_pyarrow()
    judged = judged.sort_by("number")
    assert judged.column_names == expected.column_names, judged.column_names
    for name in expected.column_names:
        assert judged[name].to_pylist() == expected[name].to_pylist(), name
    print(f"Ray Data: {rows} rows in {seconds:.2f} s, {rows / seconds:.0f} rows/s on {os.cpu_count()} cores")


def rules_go_to_the_workers():
    rules = rolecall.Rules.from_texts([("own.yaml", "titles:\n  cio: [keeper of the machines]\n")])
    judged = judged_by_ray(pyarrow.table({"title": ["Keeper of the Machines"]}), rules=rules, fields=["roles"])
    assert judged["roles"].to_pylist() == [["cio"]]


if __name__ == "__main__":
    ray.init(num_cpus=os.cpu_count(), include_dashboard=False, logging_level="warning")
    titles_get_the_verdicts_of_this_process(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    rules_go_to_the_workers()
    ray.shutdown()
    print("all as expected")
