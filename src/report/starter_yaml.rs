//! Writes a configuration to begin with: what suits a chart, and an example of everything else in comments.

use std::collections::BTreeMap;
use std::io;

use crate::chart::Chart;
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
    out.write_all(OPTIONS.as_bytes())?;
    columns(chart, out)?;
    out.write_all(REST.as_bytes())
}

/// The columns as they were read. They hold for all files, so they count only if there is one file.
fn columns(chart: &Chart, out: &mut impl io::Write) -> io::Result<()> {
    let files = &chart.sources().files;
    let Some(first) = files.first() else {
        return Ok(());
    };
    let mut fields: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (header, field) in &first.mapping {
        fields.entry(*field).or_default().push(header);
    }
    // Several columns may give a field together, as columns of levels do. Only one of them can be named.
    let fields = fields
        .into_iter()
        .filter_map(|(field, headers)| match headers[..] {
            [header] if !first.is_tree() => Some((field, header)),
            _ => None,
        });
    let fields: Vec<_> = fields.collect();
    if fields.is_empty() {
        return Ok(());
    }
    let mark = if files.len() == 1 { "" } else { "# " };
    if files.len() == 1 {
        writeln!(out, "options:")?;
    }
    writeln!(out, "{mark}  column:")?;
    for (field, header) in fields {
        let header = serde_json::to_string(header)?;
        writeln!(out, "{mark}    {}: {header}", field.name())?;
    }
    writeln!(out)
}

const HEAD: &str = "\
# What rolecall asks of the charts below this folder. `rolecall config show` tells where each value comes from.

# A policy that comes with rolecall: startup, enterprise, group or public-sector.
";

const OPTIONS: &str = "\
# Flags of the command line, by their names. The columns are those that rolecall found; a chart that lacks one of them
# is not read.
# options:
#   fail-on: warning
#   exclude: [\"*-draft.csv\", archive/]
#   audit: {format: concise}
";

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

# Findings that you accept, each with a reason.
# suppress:
#   - {code: RC131, entity: Acme, reason: the new CTO begins in March, until: 2026-03-31}
";
