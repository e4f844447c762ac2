//! Classification: from positions in memory to verdicts, on one thread.

use std::hint::black_box;
use std::io::Write;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rolecall::classify::{Classifier, Scratch};
use rolecall::generate::{self, GenerateDetail, GenerateOptions};
use rolecall::model::Batch;
use rolecall::read::{Input, Reader};
use rolecall::rules::Rules;

const POSITIONS: u64 = 20_000;

fn batches(rules: &Rules, detail: GenerateDetail) -> Vec<Batch> {
    let options = GenerateOptions {
        positions: POSITIONS,
        detail,
        ..GenerateOptions::default()
    };
    let mut file = tempfile::NamedTempFile::with_suffix(".csv").expect("a temporary file");
    generate::write(&options, &rules.samples, &mut file).expect("a chart");
    file.flush().expect("a chart");
    let inputs = vec![Input::File(file.path().to_owned())];
    let mut reader = Reader::new(inputs, &rules.columns, Default::default());
    std::iter::from_fn(|| reader.next_batch()).collect()
}

fn bench(criterion: &mut Criterion) {
    let rules = Rules::builtin().expect("the built-in pack");
    let classifier = Classifier::new(&rules);
    let mut group = criterion.benchmark_group("classify");
    group.throughput(Throughput::Elements(POSITIONS));
    for (name, detail) in [
        ("title", GenerateDetail::Titles),
        ("title-and-duties", GenerateDetail::Descriptions),
        ("whole-row", GenerateDetail::Full),
    ] {
        let batches = batches(&rules, detail);
        let mut scratch = Scratch::default();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for position in batches.iter().flat_map(Batch::positions) {
                    black_box(classifier.classify_with(&position, &mut scratch));
                }
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
        .measurement_time(Duration::from_secs(3));
    targets = bench
}
criterion_main!(benches);
