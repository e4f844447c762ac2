//! Reading: from the bytes of a file to batches of positions, beside a bare pass over its records.

mod floor;

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rolecall::generate::{GenerateDetail, GenerateFormat, GenerateOptions};
use rolecall::read::{Input, Reader};
use rolecall::rules::{Columns, Rules};

fn read(path: &Path, columns: &Columns) -> u64 {
    let inputs = vec![Input::File(path.to_owned())];
    let mut reader = Reader::new(inputs, columns, Default::default());
    let mut positions = 0;
    while let Some(batch) = reader.next_batch() {
        positions += batch.len() as u64;
    }
    positions
}

fn bench(criterion: &mut Criterion) {
    let rules = Rules::builtin().expect("the built-in pack");
    let columns = &rules.columns;
    for (name, detail) in [
        ("titles", GenerateDetail::Titles),
        ("full", GenerateDetail::Full),
    ] {
        let options = GenerateOptions {
            positions: 100_000,
            detail,
            ..GenerateOptions::default()
        };
        let file = floor::chart(&rules, &options);
        let path = file.path();
        assert_eq!(read(path, columns), floor::csv_pass(path));
        let bytes = path.metadata().expect("a file").len();
        let mut group = criterion.benchmark_group(format!("read/csv/{name}"));
        group.throughput(Throughput::Bytes(bytes));
        group.bench_function("floor", |bencher| bencher.iter(|| floor::csv_pass(path)));
        group.bench_function("reader", |bencher| bencher.iter(|| read(path, columns)));
        group.finish();
        floor::ratio(
            &format!("read/csv/{name}"),
            || floor::csv_pass(path),
            || read(path, columns),
        );
    }

    let options = GenerateOptions {
        positions: 5_000,
        format: GenerateFormat::Yaml,
        ..GenerateOptions::default()
    };
    let file = floor::chart(&rules, &options);
    let bytes = file.path().metadata().expect("a file").len();
    let mut group = criterion.benchmark_group("read/yaml/full");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("reader", |bencher| {
        bencher.iter(|| read(file.path(), columns))
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = bench
}
criterion_main!(benches);
