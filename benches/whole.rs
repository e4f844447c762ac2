//! The whole run: read a file in batches, classify on all cores, write verdicts as JSON Lines in input
//! order; beside a bare pass over the records of the same file.

mod floor;

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rolecall::classify::{in_order, judge};
use rolecall::generate::{GenerateDetail, GenerateOptions};
use rolecall::read::{Input, Reader};
use rolecall::report::{self, verdict_json};
use rolecall::rules::Rules;

fn whole(path: &Path, rules: &Rules, out: &mut (impl Write + Send)) -> u64 {
    let inputs = vec![Input::File(path.to_owned())];
    let mut reader = Reader::new(inputs, &rules.columns, Default::default());
    let mut positions = 0;
    let done = in_order(
        &mut reader,
        |batch, origin| {
            let mut lines = Vec::new();
            for (position, verdict) in batch.positions().zip(judge(rules, batch)) {
                verdict_json(
                    rules,
                    &origin.file,
                    &position,
                    &verdict,
                    report::Detail::Full,
                    &mut lines,
                )?;
            }
            Ok(lines)
        },
        |batch, lines: io::Result<Vec<u8>>| {
            positions += batch.len() as u64;
            out.write_all(&lines?)
        },
    );
    done.expect("memory and a sink take everything");
    positions
}

fn bench(criterion: &mut Criterion) {
    let rules = Rules::builtin().expect("the built-in pack");
    for (name, detail) in [
        ("titles", GenerateDetail::Titles),
        ("full", GenerateDetail::Full),
    ] {
        let options = GenerateOptions {
            positions: 200_000,
            detail,
            ..GenerateOptions::default()
        };
        let file = floor::chart(&rules, &options);
        let path = file.path();
        let mut group = criterion.benchmark_group(format!("whole/{name}"));
        group.throughput(Throughput::Elements(options.positions));
        group.bench_function("floor", |bencher| bencher.iter(|| floor::csv_pass(path)));
        group.bench_function("classify", |bencher| {
            bencher.iter(|| whole(path, &rules, &mut io::sink()))
        });
        group.finish();
        floor::ratio(
            &format!("whole/{name}"),
            || floor::csv_pass(path),
            || whole(path, &rules, &mut io::sink()),
        );
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    targets = bench
}
criterion_main!(benches);
