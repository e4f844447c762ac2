//! Renders a comparison of verdicts with labels as one JSON object.

use std::io;

use serde::Serialize;

use crate::evaluate::{Dimension, Evaluation, Measured, Reliability};

#[derive(Serialize)]
struct EvaluationObject<'a> {
    schema_version: u32,
    rows: u64,
    labelled: u64,
    repeated: u64,
    dimensions: Vec<DimensionObject<'a>>,
    unreadable: Vec<UnreadableObject<'a>>,
}

#[derive(Serialize)]
struct DimensionObject<'a> {
    dimension: Dimension,
    labelled: u64,
    unreadable: u64,
    accuracy: Option<f64>,
    abstained: u64,
    rightly_abstained: u64,
    accuracy_decided: Option<f64>,
    macro_f1: Option<f64>,
    commonest: Option<Commonest>,
    classes: Vec<ClassObject>,
    confusion: Vec<Cell>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<Calibration>,
    mistakes: Vec<MistakeObject<'a>>,
}

#[derive(Serialize)]
struct Commonest {
    class: String,
    share: f64,
}

#[derive(Serialize)]
struct ClassObject {
    class: String,
    labelled: u64,
    said: u64,
    right: u64,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: f64,
}

#[derive(Serialize)]
struct Cell {
    label: String,
    said: String,
    count: u64,
}

#[derive(Serialize)]
struct Calibration {
    verdicts: u64,
    error: Option<f64>,
    brier: Option<f64>,
    brier_of_base_rate: Option<f64>,
    bins: Vec<BinObject>,
}

#[derive(Serialize)]
struct BinObject {
    from: f64,
    to: f64,
    verdicts: u64,
    right: u64,
    confidence: Option<f64>,
    share_right: Option<f64>,
    range: Option<[f64; 2]>,
}

#[derive(Serialize)]
struct MistakeObject<'a> {
    file: &'a str,
    line: u32,
    title: &'a str,
    label: String,
    said: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
}

#[derive(Serialize)]
struct UnreadableObject<'a> {
    file: &'a str,
    line: u32,
    dimension: Dimension,
    label: &'a str,
}

/// Writes an evaluation as one JSON object.
///
/// # Errors
/// Those of the writer.
pub fn evaluation_json(evaluation: &Evaluation, out: &mut impl io::Write) -> io::Result<()> {
    let unreadable = evaluation.unreadable.iter().map(|one| UnreadableObject {
        file: &one.file,
        line: one.line,
        dimension: one.dimension,
        label: &one.label,
    });
    let object = EvaluationObject {
        schema_version: crate::report::audit::json::SCHEMA_VERSION,
        rows: evaluation.rows,
        labelled: evaluation.labelled,
        repeated: evaluation.repeated,
        dimensions: evaluation.measured.iter().map(dimension).collect(),
        unreadable: unreadable.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

fn dimension(measured: &Measured) -> DimensionObject<'_> {
    let confusion = &measured.confusion;
    let classes = confusion.classes();
    let pairs = classes
        .iter()
        .flat_map(|label| classes.iter().map(move |said| (label, said)));
    let cells = pairs.map(|(label, said)| Cell {
        label: confusion.name(label),
        said: confusion.name(said),
        count: confusion.count(label, said),
    });
    let mistakes = measured.mistakes.iter().map(|mistake| MistakeObject {
        file: &mistake.file,
        line: mistake.line,
        title: &mistake.title,
        label: confusion.name(&mistake.label),
        said: confusion.name(&mistake.said),
        confidence: (measured.dimension == Dimension::Focus)
            .then(|| rounded(mistake.badness.into())),
    });
    let scores = confusion.scores().into_iter().map(|score| ClassObject {
        precision: score.precision().map(rounded),
        recall: score.recall().map(rounded),
        f1: rounded(score.f1()),
        labelled: score.labelled,
        said: score.said,
        right: score.right,
        class: score.name,
    });
    DimensionObject {
        dimension: measured.dimension,
        labelled: confusion.total(),
        unreadable: measured.unreadable,
        accuracy: confusion.accuracy().map(rounded),
        abstained: measured.abstained,
        rightly_abstained: measured.rightly_abstained,
        accuracy_decided: measured.accuracy_decided().map(rounded),
        macro_f1: confusion.macro_f1().map(rounded),
        commonest: confusion.commonest().map(|(class, share)| Commonest {
            class,
            share: rounded(share),
        }),
        classes: scores.collect(),
        confusion: cells.filter(|cell| cell.count > 0).collect(),
        calibration: measured.reliability.as_ref().map(calibration),
        mistakes: mistakes.collect(),
    }
}

fn calibration(reliability: &Reliability) -> Calibration {
    let bins = reliability.bins().map(|(from, to, bin)| BinObject {
        from,
        to,
        verdicts: bin.count,
        right: bin.right,
        confidence: bin.confidence().map(rounded),
        share_right: bin.share_right().map(rounded),
        range: bin.range().map(|(low, high)| [rounded(low), rounded(high)]),
    });
    Calibration {
        verdicts: reliability.all().count,
        error: reliability.error().map(rounded),
        brier: reliability.brier().map(rounded),
        brier_of_base_rate: reliability.brier_of_base_rate().map(rounded),
        bins: bins.collect(),
    }
}

/// Rounds a share to four decimals; more would be noise.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
