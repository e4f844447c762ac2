//! Charts that are mutated at random, through every format. No format panics or is unparsable, no text from a
//! chart controls a terminal, every row is a position or skipped, and no name is shown.
//!
//! The seeds are fixed, so a failure can be repeated.
//! `ROLECALL_MUTATED=100000 cargo test --release --test safety mutated` tries as many charts, and `-- --nocapture`
//! shows a table of what was tried. `ROLECALL_BIN` names the program to run instead of that of the tests.

mod charts;
mod cli;
mod outputs;

use rolecall::classify::ClassifiedChart;
use rolecall::read::{Input, ReadOptions, Reader};

use charts::Mutated;
use outputs::{RULES, written};

/// How many charts a usual run tries.
const CHARTS: u64 = 400;

fn read(chart: &Mutated) -> ClassifiedChart {
    let inputs = vec![Input::Held {
        name: format!("chart{}", chart.ending),
        bytes: chart.bytes.clone().into(),
    }];
    let reader = Reader::new(inputs, &RULES.columns, ReadOptions::default());
    ClassifiedChart::read(reader, &RULES)
}

/// How many charts the environment asks for.
fn asked() -> Option<u64> {
    let asked = std::env::var("ROLECALL_MUTATED").ok()?;
    Some(asked.parse().unwrap())
}

#[test]
fn no_mutated_chart_breaks_an_output_or_shows_a_name() {
    let charts = asked().unwrap_or(CHARTS);
    let mut before: Option<(bool, ClassifiedChart)> = None;
    let mut read_as_chart = 0;
    for seed in 0..charts {
        let chart = charts::mutated(seed);
        let on = read(&chart);
        for file in &on.chart.sources().files {
            let tally = file.tally;
            assert_eq!(tally.rows, tally.positions + tally.skipped(), "seed {seed}");
        }
        read_as_chart += u64::from(!on.chart.is_empty());
        let old = before.as_ref().map_or(&on, |(_, old)| old);
        // In a chart whose structure was broken, a name may stand in any column.
        let may_look = chart.is_whole && before.as_ref().is_none_or(|(is_whole, _)| *is_whole);
        for (format, text) in written(old, &on) {
            outputs::assert_sound(format, &text, seed);
            if may_look && let Some(at) = charts::name_in(&text) {
                let near = text[..at].chars().rev().take(200).collect::<Vec<_>>();
                let near: String = near.into_iter().rev().collect();
                panic!("seed {seed}: {format} shows a name behind: {near}");
            }
        }
        before = Some((chart.is_whole, on));
    }
    // What is refused tests nothing.
    assert!(read_as_chart * 2 > charts, "{read_as_chart} of {charts}");
}
