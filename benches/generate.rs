//! Generating: from a seed to the bytes of a chart, on one thread.

use std::io;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rolecall::generate::{self, GenerateDetail, GenerateFormat, GenerateOptions};
use rolecall::rules::Rules;

fn bench(criterion: &mut Criterion) {
    let rules = Rules::builtin().expect("the built-in pack");
    let mut group = criterion.benchmark_group("generate");
    for (name, detail, format) in [
        ("csv/titles", GenerateDetail::Titles, GenerateFormat::Csv),
        ("csv/full", GenerateDetail::Full, GenerateFormat::Csv),
        ("yaml/full", GenerateDetail::Full, GenerateFormat::Yaml),
    ] {
        let options = GenerateOptions {
            positions: 100_000,
            detail,
            format,
            ..GenerateOptions::default()
        };
        group.throughput(Throughput::Elements(options.positions));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                generate::write(&options, &rules.samples, &mut io::sink()).expect("a chart")
            })
        });
    }
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
