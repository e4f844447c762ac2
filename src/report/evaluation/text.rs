//! Renders a comparison of verdicts with labels as text for a person.

use std::io;

use anstyle::{Effects, Style};

use crate::evaluate::{Bin, Dimension, Evaluation, LabelClass, Measured, Mistake, Reliability};
use crate::report::words::plain;

const BOLD: Style = Style::new().effects(Effects::BOLD);

/// Width of the page, in columns.
const PAGE: usize = 80;

/// The most classes of which a confusion matrix is drawn. A larger one does not fit a page; the commonest
/// mistakes are listed instead.
const MATRIX: usize = 8;

/// The most kinds of mistakes that are listed.
const MISTAKES: usize = 15;

/// Width of a bar, in columns.
const BAR: usize = 20;

/// Width of the name of a class, in columns.
const NAME: usize = 30;

/// Writes an evaluation as text.
///
/// # Errors
/// Those of the writer.
pub fn evaluation_text(evaluation: &Evaluation, out: &mut impl io::Write) -> io::Result<()> {
    write!(
        out,
        "{} rows, {} labelled",
        evaluation.rows, evaluation.labelled
    )?;
    if evaluation.repeated > 0 {
        write!(out, ", {} repeated and left out", evaluation.repeated)?;
    }
    writeln!(out)?;
    for measured in &evaluation.measured {
        write_measured(measured, out)?;
    }
    if !evaluation.unreadable.is_empty() {
        writeln!(out, "\n{BOLD}labels that could not be read{BOLD:#}")?;
    }
    for one in &evaluation.unreadable {
        let (file, label) = (plain(&one.file), plain(&one.label));
        let line = format!("{file}:{}: {} `{label}`", one.line, one.dimension.name());
        writeln!(out, "  {}", cut_front(&line, PAGE - 2))?;
    }
    Ok(())
}

fn write_measured(measured: &Measured, out: &mut impl io::Write) -> io::Result<()> {
    let confusion = &measured.confusion;
    write!(
        out,
        "\n{BOLD}{}{BOLD:#}: {} labelled",
        measured.dimension.name(),
        confusion.total()
    )?;
    if measured.unreadable > 0 {
        write!(out, ", {} labels could not be read", measured.unreadable)?;
    }
    writeln!(out)?;
    let (Some(accuracy), Some(f1)) = (confusion.accuracy(), confusion.macro_f1()) else {
        return Ok(());
    };
    write!(out, "  accuracy    {accuracy:.3}")?;
    if let Some((class, share)) = confusion.commonest() {
        write!(
            out,
            "   {share:.3} by always saying `{}`",
            cut(&class, NAME)
        )?;
    }
    writeln!(out)?;
    if let Some(accuracy) = measured
        .accuracy_decided()
        .filter(|_| measured.abstained > 0)
    {
        writeln!(
            out,
            "  of decided  {accuracy:.3}   of {}; {} undecided, {} of them rightly",
            measured.decided(),
            measured.abstained,
            measured.rightly_abstained
        )?;
    }
    writeln!(out, "  macro F1    {f1:.3}")?;
    write_classes(measured, out)?;
    write_confusion(measured, out)?;
    if let Some(reliability) = &measured.reliability {
        write_reliability(reliability, out)?;
    }
    if !measured.mistakes.is_empty() {
        let order = match measured.dimension {
            Dimension::Focus => "worst mistakes, the most confident first",
            Dimension::Rank => "worst mistakes, the furthest off first",
            Dimension::Role | Dimension::Function => "mistakes, in the order read",
        };
        writeln!(out, "\n  {order}")?;
    }
    for mistake in &measured.mistakes {
        write_mistake(measured, mistake, out)?;
    }
    Ok(())
}

fn write_classes(measured: &Measured, out: &mut impl io::Write) -> io::Result<()> {
    writeln!(
        out,
        "\n  {:NAME$} labelled   said  precision  recall     F1",
        "class"
    )?;
    for score in measured.confusion.scores() {
        writeln!(
            out,
            "  {:NAME$} {:>8} {:>6}  {:>9}  {:>6}  {:>5.3}",
            cut(&score.name, NAME),
            score.labelled,
            score.said,
            share(score.precision()),
            share(score.recall()),
            score.f1()
        )?;
    }
    Ok(())
}

fn write_confusion(measured: &Measured, out: &mut impl io::Write) -> io::Result<()> {
    let confusion = &measured.confusion;
    let classes = confusion.classes();
    if classes.len() > MATRIX {
        let mistakes = confusion.mistakes();
        writeln!(
            out,
            "\n  {:NAME$} {:NAME$} {:>6}",
            "labelled", "said", "rows"
        )?;
        for (label, said, count) in mistakes.iter().take(MISTAKES) {
            let (label, said) = (confusion.name(label), confusion.name(said));
            let (label, said) = (cut(&label, NAME), cut(&said, NAME));
            writeln!(out, "  {label:NAME$} {said:NAME$} {count:>6}")?;
        }
        let rest = mistakes.iter().skip(MISTAKES).map(|(.., count)| count);
        let rest: u64 = rest.sum();
        if rest > 0 {
            writeln!(out, "  {:NAME$} {:NAME$} {rest:>6}", "others", "")?;
        }
        return Ok(());
    }
    let letter = |at: usize| char::from(b'a' + at as u8);
    let name = PAGE - 8 - 6 * MATRIX;
    write!(out, "\n  {:name$}  ", "labelled, by what was said")?;
    (0..classes.len()).try_for_each(|at| write!(out, "{:>6}", letter(at)))?;
    writeln!(out)?;
    for (at, label) in classes.iter().enumerate() {
        let called = confusion.name(label);
        write!(out, "  {:name$} {}", cut(&called, name), letter(at))?;
        let count = |said: &LabelClass| confusion.count(label, said);
        classes
            .iter()
            .try_for_each(|said| write!(out, "{:>6}", count(said)))?;
        writeln!(out)?;
    }
    Ok(())
}

fn write_reliability(reliability: &Reliability, out: &mut impl io::Write) -> io::Result<()> {
    let all = reliability.all();
    let (Some(error), Some(brier), Some(base), Some(right)) = (
        reliability.error(),
        reliability.brier(),
        reliability.brier_of_base_rate(),
        all.share_right(),
    ) else {
        return Ok(());
    };
    writeln!(
        out,
        "\n  confidence  verdicts   mean  right  19 in 20 within  # right, | confidence"
    )?;
    for (from, to, bin) in reliability.bins() {
        let (Some(mean), Some(right), Some((low, high))) =
            (bin.confidence(), bin.share_right(), bin.range())
        else {
            continue;
        };
        writeln!(
            out,
            "  {from:.1} - {to:.1}   {:>8}  {mean:.3}  {right:.3}  {low:.3} - {high:.3}    {}",
            bin.count,
            bar(bin)
        )?;
    }
    writeln!(
        out,
        "  calibration error {error:.3}; Brier score {brier:.3} ({base:.3} for saying {right:.3} of each)"
    )
}

/// Draws the share of right verdicts as a bar, with a stroke at the mean confidence.
fn bar(bin: &Bin) -> String {
    let cell = |share: Option<f64>| share.unwrap_or_default() * BAR as f64;
    let filled = cell(bin.share_right()).round() as usize;
    let stroke = (cell(bin.confidence()) as usize).min(BAR - 1);
    let sign = |at| match at {
        at if at == stroke => '|',
        at if at < filled => '#',
        _ => '.',
    };
    (0..BAR).map(sign).collect()
}

fn write_mistake(
    measured: &Measured,
    mistake: &Mistake,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let place = format!("{}:{}", plain(&mistake.file), mistake.line);
    let name = |class| measured.confusion.name(class);
    let (said, label) = (name(&mistake.said), name(&mistake.label));
    let sure = match measured.dimension {
        Dimension::Focus => format!(" ({:.2})", mistake.badness),
        _ => String::new(),
    };
    let what = format!(
        "said {said}{sure}, labelled {label}: {}",
        plain(&mistake.title)
    );
    writeln!(out, "  {}", cut_front(&place, PAGE - 2))?;
    writeln!(out, "    {}", cut(&what, PAGE - 4))
}

fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}

/// Cuts the front of a text that is wider than `columns`. A path keeps its end, which is the file and the
/// line.
fn cut_front(text: &str, columns: usize) -> String {
    let count = text.chars().count();
    if count <= columns {
        return text.to_owned();
    }
    let kept = text.chars().skip(count - columns.saturating_sub(3));
    "...".chars().chain(kept).collect()
}

/// Cuts the end of a text that is wider than `columns`.
fn cut(text: &str, columns: usize) -> String {
    if text.chars().count() <= columns {
        return text.to_owned();
    }
    let kept = text.chars().take(columns.saturating_sub(3));
    kept.chain("...".chars()).collect()
}
