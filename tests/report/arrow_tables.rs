//! `rolecall classify` writes Parquet and Arrow that say the same as its CSV.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const CHART: &str = "Position ID,Title,Incumbent,Reports To,Cost Centre,Duties\n\
    P-1,Chief Executive Officer,Ida Fern,,C1,\n\
    P-2,CIO & deputy CTO,Bo Rask,P-1,,Runs IT operations.\n\
    P-3,\"=Head, of IT Operations\",Cy Oak,P-2,C2,\"Keeps the servers, and the network.\"\n\
    P-4,Former CTO and assistant to the CIO,,P-2,C2,\n";

/// All columns that rolecall fills.
const ALL: &str = "file,line,row,id,title,rank,function,roles,focus,score,confidence,covers_internal,\
    covers_external,basis_internal,basis_external,area,scope,modifiers,set_aside,evidence";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("chart.csv"), CHART).unwrap();
    folder
}

fn classify(folder: &Path, arguments: &[&str]) -> Output {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(["classify", "--no-config", "chart.csv"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    ran
}

/// The only batch of a small file.
fn only(reader: impl RecordBatchReader) -> RecordBatch {
    let mut batches: Vec<_> = reader.map(Result::unwrap).collect();
    assert_eq!(batches.len(), 1);
    batches.remove(0)
}

fn parquet(folder: &Path, arguments: &[&str]) -> RecordBatch {
    classify(folder, &[&["-o", "out.parquet"], arguments].concat());
    let file = File::open(folder.join("out.parquet")).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    only(reader.build().unwrap())
}

/// The cells of a batch as CSV shows them.
fn as_text(batch: &RecordBatch) -> Vec<Vec<String>> {
    let of_row = |row| {
        let cells = batch.columns().iter().map(|column| cell(column, row));
        cells.collect()
    };
    (0..batch.num_rows()).map(of_row).collect()
}

fn cell(column: &dyn Array, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::List(_) => {
            let parts = column.as_list::<i32>().value(row);
            let parts: Vec<_> = (0..parts.len()).map(|part| cell(&parts, part)).collect();
            parts.join("; ")
        }
        other => panic!("{other} is not expected"),
    }
}

fn csv(folder: &Path, arguments: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
    let ran = classify(folder, &[&["--format", "csv"], arguments].concat());
    let mut table = csv::Reader::from_reader(&ran.stdout[..]);
    let cells = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = cells(table.headers().unwrap());
    let rows = table.records().map(|row| cells(&row.unwrap())).collect();
    (header, rows)
}

fn names(batch: &RecordBatch) -> Vec<String> {
    let schema = batch.schema();
    let names = schema.fields().iter().map(|field| field.name().clone());
    names.collect()
}

#[test]
fn parquet_says_the_same_as_csv() {
    let folder = folder();
    for arguments in [
        &[][..],
        &["--fields", ALL],
        &["--show-names"],
        &["--evidence", "short"],
        &["--check", "--fail-on", "never"],
    ] {
        let (header, mut rows) = csv(folder.path(), arguments);
        // CSV guards a cell that a spreadsheet would run.
        let guarded = rows.iter_mut().flatten();
        guarded
            .filter(|cell| cell.starts_with("'="))
            .for_each(|cell| *cell = cell.split_off(1));
        let batch = parquet(folder.path(), arguments);
        assert_eq!(names(&batch), header, "{arguments:?}");
        assert_eq!(as_text(&batch), rows, "{arguments:?}");
    }
}

#[test]
fn columns_have_the_types_that_are_documented() {
    let folder = folder();
    let fields = ["--fields", "line,score,roles,focus,Cost Centre"];
    let batch = parquet(folder.path(), &fields);
    let schema = batch.schema();
    let types: Vec<_> = schema
        .fields()
        .iter()
        .map(|field| field.data_type())
        .collect();
    assert!(
        matches!(
            types[..],
            [
                DataType::UInt32,
                DataType::Float64,
                DataType::List(_),
                DataType::Utf8,
                DataType::Utf8
            ]
        ),
        "{types:?}"
    );
    assert!(batch.column(4).is_null(1), "an empty cell is null");
    let roles = batch.column(2).as_list::<i32>();
    assert!(
        roles.is_valid(3) && roles.value(3).is_empty(),
        "no role is an empty list"
    );
}

#[test]
fn full_evidence_is_a_list_of_matches() {
    let folder = folder();
    let batch = parquet(folder.path(), &["--evidence", "full"]);
    let evidence = batch.column_by_name("evidence").unwrap();
    let lines = evidence.as_list::<i32>().value(0);
    let lines = lines.as_struct();
    let text = lines.column_by_name("text").unwrap();
    assert_eq!(text.as_string::<i32>().value(0), "Chief Executive Officer");
    let end = lines.column_by_name("end").unwrap();
    assert_eq!(end.as_primitive::<UInt32Type>().value(0), 23);
}

#[test]
fn arrow_files_and_streams_hold_the_same_batch() {
    let folder = folder();
    let expected = parquet(folder.path(), &[]);
    classify(
        folder.path(),
        &["-o", "out.arrow", "-o", "arrow-stream=out"],
    );
    let open = |name: &str| File::open(folder.path().join(name)).unwrap();
    assert_eq!(
        only(FileReader::try_new(open("out.arrow"), None).unwrap()),
        expected
    );
    assert_eq!(
        only(StreamReader::try_new(open("out"), None).unwrap()),
        expected
    );
    let ran = classify(folder.path(), &["--format", "arrow-stream"]);
    assert_eq!(
        only(StreamReader::try_new(&ran.stdout[..], None).unwrap()),
        expected
    );
}

#[test]
fn the_file_is_the_same_for_any_number_of_threads() {
    let folder = folder();
    let mut chart = "id,title,region\n".to_owned();
    (0..5000).for_each(|row| chart.push_str(&format!("{row},Clerk {row},r{row}\n")));
    std::fs::write(folder.path().join("chart.csv"), chart).unwrap();
    let of = |threads: &str| {
        classify(folder.path(), &["--threads", threads, "-o", "out.parquet"]);
        std::fs::read(folder.path().join("out.parquet")).unwrap()
    };
    assert!(of("1") == of("3"));
}

/// What `classify` says of a file, without its name.
fn verdicts(folder: &Path, file: &str, arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder)
        .args(["classify", "--no-config", "--quiet", file])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(0), "{file}: {ran:?}");
    String::from_utf8(ran.stdout).unwrap().replace(file, "")
}

/// A chart of more rows than are looked at to choose columns, one of them with a line break.
fn long_chart() -> String {
    let mut chart = "Job,Buddy,Region,Duties\n".to_owned();
    for row in 0..9000 {
        let (title, duties) = match row % 3 {
            0 => ("CIO", "Runs IT operations."),
            1 => ("VP Engineering", "Ships products\u{2028}to customers."),
            _ => ("Head of Sales", ""),
        };
        chart.push_str(&format!("{title} {row},Ida Fern,r{row},{duties}\n"));
    }
    chart
}

#[test]
fn parquet_and_arrow_are_read_as_csv_is() {
    let folder = folder();
    std::fs::write(folder.path().join("chart.csv"), long_chart()).unwrap();
    let outputs = [
        "parquet=in.parquet",
        "arrow=in.arrow",
        "arrow-stream=in.arrows",
    ];
    let outputs = outputs.iter().flat_map(|output| ["-o", output]);
    let fields = ["--show-names", "--fields", "Job,Buddy,Region,Duties"];
    classify(folder.path(), &outputs.chain(fields).collect::<Vec<_>>());
    for arguments in [&["--format", "jsonl"][..], &["--format", "csv"]] {
        let expected = verdicts(folder.path(), "chart.csv", arguments);
        assert_eq!(
            expected.lines().count(),
            9000 + usize::from(arguments[1] == "csv")
        );
        for file in ["in.parquet", "in.arrow", "in.arrows"] {
            let found = verdicts(folder.path(), file, arguments);
            assert!(found == expected, "{file} {arguments:?}\n{}", &found[..800]);
        }
    }
}

#[test]
fn a_table_can_come_from_standard_input() {
    let folder = folder();
    std::fs::write(folder.path().join("chart.csv"), long_chart()).unwrap();
    classify(
        folder.path(),
        &["-o", "in.parquet", "--fields", "Job,Duties"],
    );
    let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
        .current_dir(folder.path())
        .args(["classify", "--no-config", "--quiet", "-"])
        .stdin(File::open(folder.path().join("in.parquet")).unwrap())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(ran.stdout).unwrap().lines().count(), 9000);
}

#[test]
fn a_broken_table_is_an_error_and_no_panic() {
    let folder = folder();
    classify(folder.path(), &["-o", "in.parquet"]);
    let whole = std::fs::read(folder.path().join("in.parquet")).unwrap();
    for (name, bytes) in [
        ("cut.parquet", &whole[..whole.len() / 2]),
        ("head.parquet", &b"PAR1"[..]),
        ("head.arrow", b"ARROW1\0\0"),
        ("head.arrows", b"\xff\xff\xff\xff\xff\xff\xff\x7f"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(folder.path())
            .args(["classify", "--no-config", name])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{name}: {told}");
        assert!(told.contains(&format!("error: {name}: ")), "{told}");
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn the_bytes_of_a_table_are_those_of_its_file() {
    let folder = folder();
    for name in ["jobs.parquet", "jobs.arrow", "jobs.arrows"] {
        let format = match name {
            "jobs.arrows" => "arrow-stream=jobs.arrows",
            name => name,
        };
        let rows: String = (0..20_000).map(|row| format!("Clerk {row}\n")).collect();
        std::fs::write(folder.path().join("chart.csv"), format!("title\n{rows}")).unwrap();
        classify(folder.path(), &["-o", format]);
        let again = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .current_dir(folder.path())
            .args(["classify", name, "-o", "again.csv", "--stats=json", "-q"])
            .output()
            .unwrap();
        let stats: serde_json::Value = serde_json::from_slice(&again.stderr).unwrap();
        let size = folder.path().join(name).metadata().unwrap().len();
        assert_eq!(stats["bytes"], size, "{name}");
        assert_eq!(stats["rows"], 20_000, "{name}");
    }
}
