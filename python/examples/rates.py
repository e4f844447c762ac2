"""Measures how many rows a core judges, by way of the command line, the package and an engine, and what each way costs
over the engine of rolecall alone.

    pip install polars pysail pyspark-client WHEEL     (or: polars pyspark WHEEL)
    python python/examples/rates.py [ROWS]

PySpark and pyspark-client exclude each other, so that Sail and Spark take two environments. All is processor time, which
other programs on the machine disturb least. The verdicts are those of `--evidence none` with all their columns.
"""

import importlib.metadata
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

import polars
import pyarrow.parquet

import rolecall
import rolecall.spark

PROGRAM = [sys.executable, "-m", "rolecall"]
TICKS = os.sysconf("SC_CLK_TCK")


def processor_time():
    """The processor time of this process, of those below it, and of those that have ended, in seconds."""
    processes = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        own = sum(map(int, fields[11:15]))
        processes[int(path.parent.name)] = (int(fields[1]), own)
    below, ticks = {os.getpid()}, 0
    while below:
        ticks += sum(processes[one][1] for one in below)
        below = {one for one, (parent, _) in processes.items() if parent in below}
    return ticks / TICKS


def timed(work):
    before = processor_time()
    work()
    return processor_time() - before


def program(*flags):
    """Runs the command line on one thread; gives its processor time and the share of it that went into judging."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [*PROGRAM, *map(str, flags), "--threads", "1", "--quiet", "--stats=json"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    stages = json.loads(ran.stderr.splitlines()[-1])["stages"]
    return seconds, stages["classify"] / sum(stages.values())


def sail():
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    # The server ends with its last name.
    sail.server = SparkConnectServer()
    sail.server.start(background=True)
    _, port = sail.server.listening_address
    return SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()


def spark():
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()


def engines():
    for package, name, session in [("pysail", "Sail", sail), ("pyspark", "Spark", spark)]:
        try:
            importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
        yield name, session


def main(rows):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        titles, stored = folder / "titles.csv", folder / "titles.parquet"
        made = ["generate", "--positions", str(rows), "--detail", "titles", "--output", str(titles)]
        subprocess.run([*PROGRAM, *made], check=True, capture_output=True)
        frame = polars.read_csv(titles)
        frame.write_parquet(stored)
        count = len(frame)

        ways = []
        seconds, share = program("classify", titles, "-o", folder / "out.csv")
        alone = seconds * share
        ways.append(("rolecall alone, without reading and writing", alone))
        ways.append(("command line, CSV to CSV", seconds))
        ways.append(("command line, Parquet to Parquet", program("classify", stored, "-o", folder / "out.parquet")[0]))
        rolecall.classify(frame.head(1000), threads=1)  # compiles the rules
        ways.append(("Python package, from Polars and back", timed(lambda: rolecall.classify(frame, threads=1).to_polars())))
        for name, session in engines():
            engine = session()
            judge = lambda source, to: rolecall.spark.classify(engine.read.parquet(str(source))).write.parquet(str(to))
            frame.head(1000).write_parquet(folder / "few.parquet")
            judge(folder / "few.parquet", folder / f"few-{name}")  # starts the workers
            ways.append((f"{name}, Parquet to Parquet", timed(lambda: judge(stored, folder / name))))
            judged = pyarrow.parquet.read_table(folder / name).num_rows
            assert judged == count, judged
            engine.stop()

    print(f"| {count} titles | rows per second of one core | times rolecall alone |\n| --- | --- | --- |")
    for way, seconds in ways:
        print(f"| {way} | {count / seconds:,.0f} | {seconds / alone:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
