//! Audits a chart and prints who covers what, and the findings that fail the run.
//!
//! ```sh
//! cargo run --example audit_file -- fixtures/coverage/bank-cio-invests.csv
//! ```

use rolecall::model::{Severity, Side};

fn main() -> Result<(), rolecall::Error> {
    let files: Vec<_> = std::env::args().skip(1).collect();
    let report = rolecall::audit(files)?;
    for coverage in report.entities() {
        println!("{}", report.chart().entity(coverage.entity).name);
        for side in Side::BOTH {
            let holders = coverage.sides[side].leaders.iter();
            let titles: Vec<_> = holders
                .map(|seat| report.chart().position(*seat).title)
                .collect();
            println!("  {}: {titles:?}", report.rules().sides[side].label);
        }
    }
    for finding in report.findings() {
        if finding.severity == Severity::Error {
            let place = report.place(&finding.locations[0]);
            println!("{place}: {}: {}", finding.code, finding.message);
        }
    }
    Ok(())
}
