//! Formats are matched by name, so one that is forgotten in a command would write the text report.

use std::collections::BTreeMap;
use std::path::Path;

use super::{formats, rolecall};

const CHART: &str = "fixtures/coverage/two-cios.csv";
const EARLIER: &str = "fixtures/coverage/missing-cto.csv";

#[test]
fn no_two_formats_write_the_same() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (command, inputs) in [("audit", &[CHART][..]), ("diff", &[EARLIER, CHART][..])] {
        let mut written = BTreeMap::new();
        for format in formats(command) {
            let arguments = [&[command, "--no-config", "--format", &format], inputs].concat();
            let output = rolecall(home, &arguments).stdout;
            assert!(!output.is_empty(), "{command} --format {format}");
            let same = written.insert(output, format.clone());
            assert_eq!(same, None, "{command} --format {format} writes the same");
        }
    }
}
