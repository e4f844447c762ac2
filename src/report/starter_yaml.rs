//! Writes a configuration to begin with: what suits a chart, and an example of everything else in comments.

use std::collections::BTreeMap;
use std::io;

use crate::chart::Chart;
use crate::model::Field;
use crate::read::Source;
use crate::rules::Preset;

/// Writes the file for a chart, with the preset that suits it.
///
/// # Errors
/// Those of the writer.
pub fn starter_yaml(
    chart: &Chart,
    preset: Option<&Preset>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    match preset {
        Some(preset) => writeln!(
            out,
            "# It suits these charts: {}.\npreset: {}\n",
            preset.summary, preset.name
        )?,
        None => writeln!(out, "# preset: enterprise\n")?,
    }
    options(chart, out)?;
    out.write_all(REST.as_bytes())
}

/// Flags, among them the columns as they were read. These hold for all files, so they count only if there is one file.
fn options(chart: &Chart, out: &mut impl io::Write) -> io::Result<()> {
    let files = &chart.sources().files;
    let columns = files.first().map(columns).unwrap_or_default();
    let counts = files.len() == 1 && !columns.is_empty();
    let mark = if counts { "" } else { "# " };
    out.write_all(OPTIONS.as_bytes())?;
    writeln!(out, "{mark}options:")?;
    for example in EXAMPLES {
        writeln!(
            out,
            "{}",
            if counts {
                format!("  # {example}")
            } else {
                format!("#   {example}")
            }
        )?;
    }
    if !columns.is_empty() {
        writeln!(out, "{mark}  column:")?;
    }
    for (field, header) in columns {
        let header = serde_json::to_string(header)?;
        writeln!(out, "{mark}    {}: {header}", field.name())?;
    }
    writeln!(out)
}

/// The fields that one column of a table gives. Of several columns that give a field together, as columns of levels do,
/// only one could be named.
fn columns(source: &Source) -> Vec<(Field, &str)> {
    let mut fields: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (header, field) in &source.mapping {
        fields.entry(*field).or_default().push(header);
    }
    let fields = fields.into_iter().filter(|_| !source.is_tree());
    let single = fields.filter_map(|(field, headers)| match headers[..] {
        [header] => Some((field, header)),
        _ => None,
    });
    single.collect()
}

const HEAD: &str = "\
# What rolecall asks of the charts below this folder. `rolecall config show` tells where each value comes from.

# A policy that comes with rolecall: startup, enterprise, group or public-sector.
";

const OPTIONS: &str = "\
# Flags of the command line, by their names. The columns are those that rolecall found. A chart that lacks one of them
# is not read.
";

const EXAMPLES: [&str; 3] = [
    "fail-on: warning",
    "exclude: [\"*-draft.csv\", archive/]",
    "audit: {format: concise}",
];

const REST: &str = "\
# What your organisation requires.
# policy:
#   require: [{roles: [cio, cto], from: 250}]
#   lines: {cio: {under: [ceo]}}
#   ignore: [{title: Chief of Staff}]

# Severities and thresholds, by code. `rolecall explain RC120` tells what a finding means.
# findings:
#   - {code: RC120, severity: error}
#   - {code: RC306, enabled: false}

# Other severities in some files.
# overrides:
#   - {paths: [archive/], ignore: [RC2], severity: {RC101: warning}}

# Findings that you accept, each with a reason.
# suppress:
#   - {code: RC131, entity: Acme, reason: the new CTO begins in March, until: 2026-03-31}
";
