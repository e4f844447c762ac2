//! One known defect in a healthy chart makes the finding for it, at its seat, and no other alarm.
//!
//! The suite tries every kind of defect on a few charts. This makes the table in `docs/audit.md`, with a
//! thousand charts:
//!
//! ```text
//! DEFECT_CHARTS=1000 cargo test --release --test audit defects -- --nocapture
//! ```

mod kinds;
mod org;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;
use rayon::prelude::*;
use rolecall::model::{Finding, Severity};
use rolecall::rules::Rules;

use kinds::{At, Due, KINDS, Kind};
use org::Org;

/// The number of charts to try by default.
const FEW: u64 = 12;

/// What a finding says. This part is the same before and after a defect elsewhere.
type Said = (String, Vec<String>);

/// The results for a kind of defect.
#[derive(Default)]
struct Score {
    charts: usize,
    detected: usize,
    missed: usize,
    /// Charts with another finding that is more than an info.
    false_alarms: usize,
    /// The other findings, by code.
    besides: BTreeMap<String, usize>,
    /// The first chart with a wrong result, and what was wrong.
    first_wrong: Option<String>,
}

#[test]
fn each_defect_is_the_only_one_found_and_at_its_seat() {
    let rules = Rules::builtin().unwrap();
    let charts = std::env::var("DEFECT_CHARTS").map_or(FEW, |number| number.parse().unwrap());
    let tried: Vec<Vec<Trial>> = (0..charts)
        .into_par_iter()
        .map(|seed| {
            let org = Org::invent(seed, &rules);
            let before = org.audited(&rules).findings;
            assert!(
                before
                    .iter()
                    .all(|finding| finding.severity == Severity::Info),
                "chart {seed} is not healthy: {before:?}"
            );
            let kinds = KINDS.iter();
            kinds
                .map(|kind| Trial::of(kind, seed, &org, &before, &rules))
                .collect()
        })
        .collect();
    let mut table = String::from(
        "| defect | finding | charts | detected | missed | false alarms | said besides |\n| --- | --- | ---: | ---: | ---: | ---: | --- |\n",
    );
    let mut wrong = Vec::new();
    for (index, kind) in KINDS.iter().enumerate() {
        let mut score = Score::default();
        for trials in &tried {
            score.add(&trials[index]);
        }
        let code = &tried[0][index].code;
        let besides = score.besides.iter();
        let besides: Vec<_> = besides
            .map(|(said, times)| format!("{said} ({times})"))
            .collect();
        writeln!(
            table,
            "| {} | {code} | {} | {} | {} | {} | {} |",
            kind.name,
            score.charts,
            score.detected,
            score.missed,
            score.false_alarms,
            besides.join(", ")
        )
        .unwrap();
        wrong.extend(score.first_wrong.map(|how| format!("{}: {how}", kind.name)));
    }
    println!("{table}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One defect in one chart.
struct Trial {
    seed: u64,
    code: &'static str,
    /// Findings that were expected and not made.
    missed: Vec<String>,
    /// Findings that were made and not expected.
    besides: Vec<Finding>,
}

impl Trial {
    fn of(kind: &Kind, seed: u64, org: &Org, before: &[Finding], rules: &Rules) -> Trial {
        let mut broken = org.clone();
        let due = (kind.make)(&mut broken, &mut Rng::with_seed(seed));
        let mut known: BTreeMap<Said, usize> = BTreeMap::new();
        for finding in before {
            *known.entry(said(finding)).or_default() += 1;
        }
        let mut found = broken.audited(rules).findings;
        found.retain(|finding| {
            let times = known.get_mut(&said(finding)).filter(|times| **times > 0);
            times.map(|times| *times -= 1).is_none()
        });
        let mut missed = Vec::new();
        let code = due[0].code;
        for due in due {
            match found.iter().position(|finding| fits(finding, &due, org)) {
                Some(index) => drop(found.remove(index)),
                None => missed.push(format!("{} at {:?}", due.code, due.at)),
            }
        }
        Trial {
            seed,
            code,
            missed,
            besides: found,
        }
    }
}

fn said(finding: &Finding) -> Said {
    let seats = finding.positions.iter();
    (
        finding.code.to_string(),
        seats.map(|position| position.id.clone()).collect(),
    )
}

/// Whether a finding is the expected one.
fn fits(finding: &Finding, due: &Due, org: &Org) -> bool {
    let is_about = |id: &String| finding.positions.iter().any(|position| position.id == *id);
    let is_there = match &due.at {
        At::Company => finding.entity.as_ref() == Some(&org.company),
        At::Seats(ids) => ids.iter().all(is_about),
        // The first row is below the header.
        At::Row(row) => finding.locations[0].line as usize == row + 2,
    };
    finding.code == due.code && is_there
}

impl Score {
    fn add(&mut self, trial: &Trial) {
        self.charts += 1;
        let is_missed = !trial.missed.is_empty();
        let errors = trial.besides.iter();
        let is_alarm = errors
            .clone()
            .any(|finding| finding.severity > Severity::Info);
        self.missed += usize::from(is_missed);
        self.detected += usize::from(!is_missed);
        self.false_alarms += usize::from(is_alarm);
        for finding in &trial.besides {
            let said = format!("{} {}", finding.severity.name(), finding.code);
            *self.besides.entry(said).or_default() += 1;
        }
        if is_missed || is_alarm {
            self.first_wrong.get_or_insert_with(|| {
                let besides =
                    errors.map(|finding| format!("{}: {}", finding.code, finding.message));
                format!(
                    "chart {}: missed {:?}, said besides {:?}",
                    trial.seed,
                    trial.missed,
                    besides.collect::<Vec<_>>()
                )
            });
        }
    }
}
