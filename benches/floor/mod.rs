//! What the other benches are measured against: a bare pass over the same bytes, in the same run.
//!
//! A time says something about the machine it was taken on; a ratio to the least that any program would
//! have to do says something about this one.

use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rolecall::generate::{self, GenerateOptions};
use rolecall::rules::Rules;
use tempfile::NamedTempFile;

/// Rounds of which the median counts; odd.
const ROUNDS: usize = 7;

/// Writes a generated chart to a file that is gone when it is dropped.
pub fn chart(rules: &Rules, options: &GenerateOptions) -> NamedTempFile {
    let ending = match options.format {
        generate::GenerateFormat::Csv => ".csv",
        generate::GenerateFormat::Yaml => ".yaml",
    };
    let mut file = tempfile::Builder::new()
        .suffix(ending)
        .tempfile()
        .expect("a temporary file");
    generate::write(options, &rules.samples, &mut file).expect("a chart");
    file.flush().expect("a chart");
    file
}

/// Goes through all records of a CSV file and looks at none.
pub fn csv_pass(path: &Path) -> u64 {
    let mut reader = csv::Reader::from_path(path).expect("a file");
    let mut record = csv::ByteRecord::new();
    let mut records = 0;
    while reader.read_byte_record(&mut record).expect("a record") {
        records += 1;
    }
    records
}

/// Runs both in turns and prints how many times the floor the subject takes.
pub fn ratio(name: &str, floor: impl Fn() -> u64, subject: impl Fn() -> u64) {
    let (mut floors, mut subjects) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        floors.push(timed(&floor));
        subjects.push(timed(&subject));
    }
    let (floor, subject) = (median(floors), median(subjects));
    println!(
        "{name}: {:.2} times its floor ({subject:.1?} against {floor:.1?}; median of {ROUNDS}, taken in turns)",
        subject.as_secs_f64() / floor.as_secs_f64(),
    );
}

fn timed(work: impl Fn() -> u64) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
