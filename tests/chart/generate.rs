//! Generated charts are as promised: of the requested size, healthy, and the same for the same seed.

use std::io::{self, Write};
use std::num::NonZeroU32;
use std::sync::LazyLock;

use proptest::prelude::*;
use rolecall::chart::{Chart, ChartBuilder, Line};
use rolecall::classify::Classifier;
use rolecall::generate::{
    self, GenerateDetail, GenerateError, GenerateFormat, GenerateOptions, UnitShape,
};
use rolecall::model::{Focus, Side, Status};
use rolecall::read::{Input, Reader};
use rolecall::rules::{Rules, Samples};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

fn bytes(options: &GenerateOptions) -> Vec<u8> {
    let mut out = Vec::new();
    generate::write(options, &RULES.samples, &mut out).unwrap();
    out
}

/// Writes a chart and reads it back. Fails if the reader finds anything wrong.
fn chart(options: &GenerateOptions) -> Chart {
    let mut file = tempfile::Builder::new()
        .suffix(match options.format {
            GenerateFormat::Csv => ".csv",
            GenerateFormat::Yaml => ".yaml",
        })
        .tempfile()
        .unwrap();
    file.write_all(&bytes(options)).unwrap();
    let inputs = vec![Input::File(file.path().to_owned())];
    let mut reader = Reader::new(inputs, &RULES.columns, Default::default());
    let mut builder = ChartBuilder::default();
    while let Some(batch) = reader.next_batch() {
        assert_eq!(batch.defects, []);
        builder.add(batch);
    }
    let sources = reader.into_sources();
    assert!(sources.errors.is_empty(), "{:?}", sources.errors);
    builder.build(sources)
}

fn shapes() -> impl Strategy<Value = UnitShape> {
    prop_oneof![
        Just(UnitShape::Flat),
        Just(UnitShape::Chain),
        (1..40_u32).prop_map(|span| UnitShape::Balanced { span: number(span) }),
    ]
}

fn formats() -> impl Strategy<Value = GenerateFormat> {
    prop_oneof![Just(GenerateFormat::Csv), Just(GenerateFormat::Yaml)]
}

prop_compose! {
    fn charts()(
        seed: u64,
        (companies, positions) in (1..12_u32).prop_flat_map(|n| (Just(n), u64::from(n)..400)),
        shape in shapes(),
        detail in prop_oneof![Just(GenerateDetail::Chart), Just(GenerateDetail::Full)],
        format in formats(),
    ) -> GenerateOptions {
        GenerateOptions { seed, positions, companies: number(companies), shape, detail, format }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn every_chart_reads_back_complete_and_correct(options in charts()) {
        let chart = chart(&options);
        prop_assert_eq!(chart.len() as u64, options.positions);
        prop_assert_eq!(chart.entities().len(), options.companies.get() as usize);
        prop_assert_eq!(chart.roots().len(), 1);
        let facts = chart.facts();
        prop_assert!(facts.shared_ids.is_empty());
        prop_assert!(facts.unknown_managers.is_empty());
        prop_assert!(facts.self_reports.is_empty());
        prop_assert!(facts.cycles.is_empty());
        prop_assert!(facts.without_root.is_empty());
        for seat in chart.seats() {
            let position = chart.position(seat);
            prop_assert!(!position.id.is_empty() && !position.title.is_empty());
            prop_assert_eq!(position.incumbent.is_empty(), position.status == Status::Vacant);
            prop_assert!(chart.span(seat) == 0 || position.status == Status::Filled);
            let size = chart.entity(chart.entity_of(seat)).seats.len();
            prop_assert_eq!(position.size, Some(size as u32));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes(options in charts()) {
        prop_assert_eq!(bytes(&options), bytes(&options));
        let other = GenerateOptions { seed: options.seed ^ 1, ..options.clone() };
        if options.positions > 30 {
            prop_assert_ne!(bytes(&options), bytes(&other));
        }
    }

    #[test]
    fn titles_do_not_depend_on_the_other_columns(seed: u64) {
        let titles = |detail| -> Vec<_> {
            let chart = chart(&GenerateOptions { seed, positions: 60, detail, ..GenerateOptions::default() });
            chart.seats().map(|seat| chart.position(seat).title.to_owned()).collect()
        };
        let full = titles(GenerateDetail::Full);
        for detail in [GenerateDetail::Titles, GenerateDetail::Descriptions, GenerateDetail::Chart] {
            prop_assert_eq!(&titles(detail), &full);
        }
    }
}

#[test]
fn each_company_has_one_leader_for_each_side_with_duties_that_agree() {
    let chart = chart(&GenerateOptions {
        seed: 3,
        positions: 4000,
        companies: number(5),
        ..GenerateOptions::default()
    });
    let classifier = Classifier::new(&RULES);
    for (_, entity) in chart.entities() {
        for (side, focus) in [
            (Side::Internal, Focus::Internal),
            (Side::External, Focus::External),
        ] {
            let verdicts = entity
                .seats
                .iter()
                .map(|seat| classifier.classify(&chart.position(*seat)));
            let leaders: Vec<_> = verdicts.filter(|verdict| verdict.leads(side)).collect();
            assert_eq!(leaders.len(), 1, "{side:?} of {}", entity.name);
            assert_eq!(leaders[0].focus, focus, "{}", entity.name);
            assert!(leaders[0].duties[side] > leaders[0].duties[side.other()]);
        }
    }
}

#[test]
fn shapes_differ_in_depth_and_span() {
    let measure = |shape| {
        let chart = chart(&GenerateOptions {
            positions: 500,
            shape,
            ..GenerateOptions::default()
        });
        let depth = chart.seats().filter_map(|seat| chart.depth(seat)).max();
        let span = chart.seats().map(|seat| chart.span(seat)).max();
        (depth.unwrap(), span.unwrap())
    };
    let (flat_depth, flat_span) = measure(UnitShape::Flat);
    assert_eq!(flat_depth, 2);
    assert!(flat_span > 30);
    let (depth, _) = measure(UnitShape::Balanced { span: number(2) });
    assert!((4..10).contains(&depth), "{depth}");
    let (chain_depth, _) = measure(UnitShape::Chain);
    assert!(chain_depth > 30);
}

#[test]
fn leaders_in_a_unit_have_the_requested_number_of_reports() {
    let span = 5;
    let chart = chart(&GenerateOptions {
        positions: 2000,
        shape: UnitShape::Balanced { span: number(span) },
        ..GenerateOptions::default()
    });
    let spans: Vec<_> = chart
        .seats()
        .filter(|seat| chart.depth(*seat) > Some(1))
        .map(|seat| chart.span(seat) as u32)
        .filter(|span| *span > 0)
        .collect();
    let full = spans.iter().filter(|of| **of == span).count();
    assert!(spans.iter().all(|of| *of <= span));
    assert!(full * 10 > spans.len() * 9, "{full} of {}", spans.len());
}

#[test]
fn titles_and_duty_texts_are_varied() {
    let chart = chart(&GenerateOptions {
        positions: 20_000,
        ..GenerateOptions::default()
    });
    let mut titles: Vec<_> = chart
        .seats()
        .map(|seat| chart.position(seat).title)
        .collect();
    titles.sort_unstable();
    titles.dedup();
    assert!(titles.len() > 2000, "{}", titles.len());
    let words = |seat| {
        chart
            .position(seat)
            .responsibilities
            .split_whitespace()
            .count()
    };
    let lengths: Vec<_> = chart.seats().map(words).collect();
    assert_eq!(lengths.iter().min(), Some(&0));
    let longest = *lengths.iter().max().unwrap();
    assert!((60..=120).contains(&longest), "{longest}");
}

#[test]
fn every_line_is_solid_and_nobody_seems_to_hold_two_seats() {
    let chart = chart(&GenerateOptions {
        positions: 1000,
        ..GenerateOptions::default()
    });
    let mut names: Vec<_> = chart
        .seats()
        .map(|seat| chart.position(seat).incumbent)
        .filter(|name| !name.is_empty())
        .collect();
    let people = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), people);
    assert!(
        chart
            .seats()
            .all(|seat| chart.managers(seat).all(|(_, line)| line == Line::Solid))
    );
}

#[test]
fn impossible_options_are_refused() {
    let mut out = Vec::new();
    let refused = |options: &GenerateOptions, samples: &Samples, out: &mut Vec<u8>| {
        generate::write(options, samples, out)
            .unwrap_err()
            .to_string()
    };
    let crowded = GenerateOptions {
        positions: 4,
        companies: number(5),
        ..GenerateOptions::default()
    };
    assert_eq!(
        refused(&crowded, &RULES.samples, &mut out),
        "4 positions cannot be shared by 5 companies; each needs one"
    );
    let options = GenerateOptions::default();
    assert_eq!(
        refused(&options, &Samples::default(), &mut out),
        "the samples of the rule pack have no companies"
    );
    let mut samples = RULES.samples.clone();
    samples.top[1].title = "(Chief".into();
    assert_eq!(
        refused(&options, &samples, &mut out),
        "a bracket is not closed, in the sample text `(Chief`"
    );
    let mut samples = RULES.samples.clone();
    samples.units[0].under = 99;
    assert!(refused(&options, &samples, &mut out).contains("under seat 99"));
    assert_eq!(out, b"", "nothing is written of a chart that cannot be");
}

#[test]
fn a_broken_pipe_is_an_error() {
    struct Broken;
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for format in [GenerateFormat::Csv, GenerateFormat::Yaml] {
        let options = GenerateOptions {
            format,
            ..GenerateOptions::default()
        };
        match generate::write(&options, &RULES.samples, &mut Broken) {
            Err(GenerateError::Io(error)) => assert_eq!(error.kind(), io::ErrorKind::BrokenPipe),
            other => panic!("{other:?}"),
        }
    }
}
