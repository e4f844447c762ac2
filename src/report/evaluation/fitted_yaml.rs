//! Renders what was learned from labelled rows as a rule pack, with its figures in comments.

use std::io;

use crate::evaluate::Reliability;
use crate::fit::{
    CalibrationFit, CurveFit, Examples, FOLDS, Feature, FittedWeight, FittedWords, WeightsFit,
    WordedTexts, WordingFit,
};
use crate::rules::{Rules, Wording};

/// With fewer rows of a side than this, the figures are only a hint.
const FEW: usize = 50;

/// Writes fitted weights as a rule pack.
///
/// # Errors
/// Those of the writer.
pub fn weights_yaml(
    fit: &WeightsFit,
    examples: &Examples,
    rules: &Rules,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let (inward, outward) = (fit.rows.internal, fit.rows.external);
    writeln!(
        out,
        "# Weights learned from labelled rows by `rolecall rules fit`."
    )?;
    writeln!(out, "#")?;
    writeln!(
        out,
        "# rows        {} with evidence: {inward} labelled internal, {outward} external",
        inward + outward
    )?;
    writeln!(
        out,
        "#             {} without evidence, {} repeated and left out",
        fit.silent, examples.repeated
    )?;
    caution(inward.min(outward), "rows of the rarer side", out)?;
    write_folds(out)?;
    match fit.regularisation {
        Some(cost) => writeln!(
            out,
            "# cost of moving a weight, by the square of the distance: {cost}"
        )?,
        None => writeln!(
            out,
            "# No other weights do better on rows held back, up to chance: the present ones stay."
        )?,
    }
    writeln!(out, "#")?;
    writeln!(
        out,
        "#             before  after, on rows held back; both sides count alike"
    )?;
    let (before, after) = (fit.before, fit.after);
    writeln!(
        out,
        "# log loss     {:.3}  {:.3}",
        before.log_loss, after.log_loss
    )?;
    writeln!(
        out,
        "# accuracy     {:.3}  {:.3}",
        before.accuracy, after.accuracy
    )?;
    writeln!(out, "#")?;
    writeln!(
        out,
        "# {} weights occur in too few rows to be learned.",
        fit.rare
    )?;
    if fit.weights.is_empty() {
        return writeln!(out, "\nweights: {{}}");
    }
    writeln!(out, "\nweights:")?;
    let mut in_duties = false;
    for FittedWeight {
        feature,
        before,
        after,
        rows,
    } in &fit.weights
    {
        let (indent, id) = match feature {
            Feature::Title => ("  ", "title"),
            Feature::Acronym => ("  ", "acronym"),
            Feature::Other => continue,
            Feature::Duty(duty) => {
                if !std::mem::replace(&mut in_duties, true) {
                    writeln!(out, "  duties:")?;
                }
                ("    ", rules.duty_id(*duty))
            }
        };
        writeln!(out, "{indent}{id}: {after} # was {before}; in {rows} rows")?;
    }
    Ok(())
}

/// Writes fitted curves as a rule pack.
///
/// # Errors
/// Those of the writer.
pub fn calibration_yaml(
    fit: &CalibrationFit,
    examples: &Examples,
    out: &mut impl io::Write,
) -> io::Result<()> {
    writeln!(
        out,
        "# What a confidence means, learned from labelled rows by `rolecall rules fit --calibration`."
    )?;
    writeln!(out, "#")?;
    writeln!(
        out,
        "# rows        {}, {} repeated and left out; {} with an unknown focus",
        examples.rows.len(),
        examples.repeated,
        fit.unknown
    )?;
    let curves = [
        ("titled", &fit.titled),
        ("sided", &fit.sided),
        ("sided_elsewhere", &fit.sided_elsewhere),
        ("mixed", &fit.mixed),
    ];
    let curves = curves.map(|(name, curve)| (name, curve.as_ref()));
    let count = |curve: &CurveFit| curve.before.all().count;
    let verdicts = curves.iter().filter_map(|(_, curve)| curve.map(count));
    let verdicts = verdicts.min().unwrap_or(0);
    caution(
        usize::try_from(verdicts).unwrap_or(usize::MAX),
        "verdicts for a curve",
        out,
    )?;
    write_folds(out)?;
    if fit.mixed.is_none() {
        writeln!(
            out,
            "# There are too few mixed verdicts, or none is right, to learn a curve for them."
        )?;
    }
    writeln!(out, "\ncalibration:")?;
    for (name, curve) in curves {
        curve.map_or(Ok(()), |curve| write_curve(name, curve, out))?;
    }
    Ok(())
}

/// Writes what words tell as a rule pack.
///
/// # Errors
/// Those of the writer.
pub fn wording_yaml(
    fit: &WordingFit,
    texts: &WordedTexts,
    wording: &Wording,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let (inward, outward) = (fit.rows.internal, fit.rows.external);
    let mixed = fit.mixed;
    writeln!(
        out,
        "# What the words of a duty text tell, learned from labelled rows by `rolecall rules fit --wording`."
    )?;
    writeln!(out, "#")?;
    writeln!(
        out,
        "# rows        {inward} labelled internal, {outward} external, {mixed} mixed; {} repeated and left out",
        texts.repeated
    )?;
    if fit.refined {
        writeln!(
            out,
            "#             They refine scores learned earlier from other rows."
        )?;
    }
    caution(inward.min(outward), "rows of the rarer side", out)?;
    write_folds(out)?;
    writeln!(out, "\nwording:")?;
    writeln!(out, "  padding: {}", wording.padding)?;
    writeln!(
        out,
        "  # {:.1}% right of the rows of a side held back, by their words alone; both sides count alike",
        100.0 * fit.right
    )?;
    let leaning = wording.leaning;
    writeln!(out, "  leaning:")?;
    writeln!(out, "    letters: {}", leaning.letters)?;
    writeln!(out, "    factor: {}", leaning.factor)?;
    writeln!(out, "    beside: {}", leaning.beside)?;
    writeln!(out, "    least: {}", leaning.least)?;
    writeln!(out, "    shown: {}", leaning.shown)?;
    write_words(&fit.leaning, out)?;
    if let (Some(learned), Some(facing)) = (&fit.facing, wording.facing) {
        if learned.kept {
            writeln!(out, "  # too few rows are labelled mixed: as it was")?;
        }
        writeln!(out, "  facing:")?;
        writeln!(out, "    letters: {}", facing.letters)?;
        writeln!(out, "    start: {}", learned.start)?;
        writeln!(out, "    below: {}", facing.below)?;
        writeln!(out, "    step: {}", facing.step)?;
        writeln!(out, "    even: {}", facing.even)?;
        write_words(&learned.words, out)?;
    }
    if let (Some(learned), Some(leading)) = (&fit.leading, wording.leading) {
        let [right, wrong] = learned.taken;
        if learned.kept {
            writeln!(out, "  # too few rows are labelled with roles: as it was")?;
        } else {
            writeln!(
                out,
                "  # by words alone, whatever their number, {right} of {} leaders held back and {wrong} of {} others reach `least`",
                learned.leaders, learned.others
            )?;
        }
        writeln!(out, "  leading:")?;
        writeln!(out, "    letters: {}", leading.letters)?;
        writeln!(out, "    start: {}", learned.start)?;
        writeln!(out, "    sign: {}", leading.sign)?;
        writeln!(out, "    whole: {}", leading.whole)?;
        writeln!(out, "    length: {}", leading.length)?;
        writeln!(out, "    least: {}", leading.least)?;
        write_words(&learned.words, out)?;
    }
    Ok(())
}

fn write_words(words: &FittedWords, out: &mut impl io::Write) -> io::Result<()> {
    let FittedWords { scores, rare } = words;
    writeln!(
        out,
        "    # {}; {rare} more are in too few rows",
        scores.len()
    )?;
    writeln!(out, "    words:")?;
    for (word, score) in scores {
        // Some words mean something else in YAML: "no".
        let plain = word.chars().all(|c| c.is_alphanumeric() || c == ' ');
        match plain {
            true => writeln!(out, "      '{word}': {score}")?,
            false => writeln!(
                out,
                "      {}: {score}",
                serde_json::Value::from(word.as_str())
            )?,
        }
    }
    Ok(())
}

fn write_folds(out: &mut impl io::Write) -> io::Result<()> {
    writeln!(
        out,
        "# held back   each {FOLDS}th part in turn, no text in two parts"
    )
}

fn caution(found: usize, what: &str, out: &mut impl io::Write) -> io::Result<()> {
    if found < FEW {
        writeln!(
            out,
            "# CAUTION     only {found} {what}: the figures are only a hint"
        )?;
    }
    Ok(())
}

fn write_curve(name: &str, fit: &CurveFit, out: &mut impl io::Write) -> io::Result<()> {
    let all = fit.before.all();
    writeln!(
        out,
        "  # {} verdicts, {} right     before  after, on rows held back",
        all.count, all.right
    )?;
    let mut line = |what: &str, of: fn(&Reliability) -> Option<f64>| {
        let shown = |of: Option<f64>| of.map_or_else(|| "-".to_owned(), |of| format!("{of:.3}"));
        let (before, after) = (shown(of(&fit.before)), shown(of(&fit.after)));
        writeln!(out, "  # {what:26} {before}  {after}")
    };
    line("calibration error", Reliability::error)?;
    line("Brier score", Reliability::brier)?;
    let (intercept, slope) = (fit.curve.intercept, fit.curve.slope);
    writeln!(out, "  {name}: {{intercept: {intercept}, slope: {slope}}}")
}
