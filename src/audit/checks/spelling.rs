//! Finds departments and entities that are written in several ways.

use std::collections::BTreeMap;

use crate::audit::context::{AuditContext, listed, one_line};
use crate::chart::SeatId;
use crate::model::{Field, FileId, Finding, Status};
use crate::rules::FindingKind;
use crate::text::{TextMap, squeeze};

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let fields = [Field::Department, Field::Entity].into_iter();
    for field in fields.filter(|field| context.gives(*field)) {
        for names in names_of(context, field).into_values() {
            let (groups, names) = by_words(names);
            let alike = groups
                .into_iter()
                .map(|names| finding(context, kind, field, names));
            findings.extend(alike);
            let slips = slips(kind, &names).into_iter();
            findings.extend(slips.map(|names| finding(context, kind, field, names)));
        }
    }
    findings
}

/// A name as written.
#[derive(Clone, Copy)]
struct Name<'c> {
    text: &'c str,
    count: u32,
    first: SeatId,
}

/// The names in a column, for each chart.
fn names_of<'c>(context: &'c AuditContext<'_>, field: Field) -> BTreeMap<FileId, Vec<Name<'c>>> {
    let chart = &context.on.chart;
    let mut known: TextMap<(FileId, &str), usize> = TextMap::default();
    let mut names: BTreeMap<FileId, Vec<Name<'_>>> = BTreeMap::new();
    // Rows of one department mostly follow one another.
    let mut last: Option<(FileId, &str, usize)> = None;
    let mut before = 0;
    for batch in chart.batches() {
        let of = chart.sources().chart_of(batch.file);
        let of_chart = names.entry(of).or_default();
        for row in 0..batch.len() {
            let text = batch.text(row, field);
            if text.is_empty() || batch.status(row) == Status::Eliminated {
                continue;
            }
            let index = match last {
                Some((file, name, index)) if file == of && name == text => index,
                _ => *known.entry((of, text)).or_insert(of_chart.len()),
            };
            last = Some((of, text, index));
            if index == of_chart.len() {
                let first = SeatId::new(before + row);
                of_chart.push(Name {
                    text,
                    count: 0,
                    first,
                });
            }
            of_chart[index].count += 1;
        }
        before += batch.len();
    }
    names
}

/// A key that is the same for all spellings of a name. Numbers are kept apart ("1.1" is not "11"), and so are
/// the signs that distinguish programming languages.
fn key_of(name: &str) -> String {
    let mut key = squeeze(name);
    let numbers = name.split(|c: char| !c.is_numeric());
    for number in numbers.filter(|number| !number.is_empty()) {
        key.push(' ');
        key.push_str(number);
    }
    key.extend(name.chars().filter(|c| matches!(c, '+' | '#')));
    key
}

/// Groups names that differ only in case, accents, blanks or punctuation. Also returns the commonest spelling
/// of every name.
fn by_words(names: Vec<Name<'_>>) -> (Vec<Vec<Name<'_>>>, Vec<Name<'_>>) {
    let mut groups: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    for name in names {
        if !squeeze(name.text).is_empty() {
            groups.entry(key_of(name.text)).or_default().push(name);
        }
    }
    for group in groups.values_mut() {
        group.sort_by_key(|name| std::cmp::Reverse(name.count));
    }
    let mut foremost: Vec<_> = groups.values().map(|group| group[0]).collect();
    foremost.sort_by_key(|name| name.first);
    let several = groups.into_values().filter(|group| group.len() > 1);
    (several.collect(), foremost)
}

/// Pairs of names that differ in one letter of a long word, if one of them is far rarer.
fn slips<'c>(kind: &FindingKind, names: &[Name<'c>]) -> Vec<Vec<Name<'c>>> {
    // A column with more names than this does not hold departments.
    if names.len() > MOST_NAMES {
        return Vec::new();
    }
    let least = kind.threshold("least_letters") as usize;
    let mut by_rest: TextMap<String, Vec<usize>> = TextMap::default();
    for (index, name) in names.iter().enumerate() {
        // Every letter of a word is tried, so an endless text would take endless time and memory.
        if name.text.len() > LONGEST_NAME {
            continue;
        }
        let words: Vec<_> = name
            .text
            .split(|c: char| !c.is_alphanumeric())
            .map(squeeze)
            .collect();
        for (nth, word) in words.iter().enumerate() {
            let is_long = word.chars().count() >= least && word.chars().all(char::is_alphabetic);
            if !is_long {
                continue;
            }
            // Two words that differ in one letter become the same when that letter is removed from one or
            // both.
            for shorter in std::iter::once(word.clone()).chain(without_each_letter(word)) {
                let mut rest = words.clone();
                rest[nth] = shorter;
                let known = by_rest
                    .entry(format!("{nth}:{}", rest.join(" ")))
                    .or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for known in by_rest.into_values().filter(|known| known.len() > 1) {
        for pair in known.windows(2) {
            pairs.push((pair[0], pair[1]));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let pairs = pairs.into_iter().map(|(one, other)| {
        let mut pair = vec![names[one], names[other]];
        pair.sort_by_key(|name| std::cmp::Reverse(name.count));
        pair
    });
    let most = kind.threshold("most_share");
    let rare = |pair: &Vec<Name<'_>>| pair[1].count as f32 <= most * pair[0].count as f32;
    pairs
        .filter(|pair| rare(pair) && !are_two_words(pair))
        .collect()
}

const MOST_NAMES: usize = 20_000;

/// The longest name that is compared, in bytes.
const LONGEST_NAME: usize = 120;

fn without_each_letter(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().map(|(at, c)| {
        let mut shorter = String::with_capacity(word.len());
        shorter.push_str(&word[..at]);
        shorter.push_str(&word[at + c.len_utf8()..]);
        shorter
    })
}

/// Whether two names differ in words that are really two words, not a slip. A missing or doubled letter is
/// mostly a slip. Another letter can make another word out of a short one ("Packing", "Parking").
fn are_two_words(pair: &[Name<'_>]) -> bool {
    let [one, other] = [0, 1].map(|at| {
        let words = pair[at].text.split(|c: char| !c.is_alphanumeric());
        words.map(squeeze).collect::<Vec<_>>()
    });
    let mut words = one.iter().zip(&other).filter(|(a, b)| a != b);
    words.any(|(a, b)| {
        let length = a.chars().count();
        let letters = a.chars().zip(b.chars()).filter(|(a, b)| a != b);
        length == b.chars().count() && (letters.count() > 1 || length < LONG_WORD)
    })
}

/// With at least this many letters, words that differ in one letter are taken for the same word.
const LONG_WORD: usize = 10;

fn finding(
    context: &AuditContext<'_>,
    kind: &FindingKind,
    field: Field,
    names: Vec<Name<'_>>,
) -> Finding {
    let written = names.iter().take(MOST_WAYS).map(|name| {
        let times = match name.count {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        format!("`{}` ({times})", one_line(name.text))
    });
    let message = format!(
        "one {} seems to be written in {} ways: {}",
        field.name(),
        names.len(),
        listed(written.collect())
    );
    let rare = names[1..].iter().chain(&names[..1]).take(MOST_WAYS);
    let about: Vec<_> = rare.map(|name| (name.first, field)).collect();
    Finding {
        positions: Vec::new(),
        ..context.finding(kind, &about, message)
    }
}

/// The most spellings of a name that are shown.
const MOST_WAYS: usize = 4;
