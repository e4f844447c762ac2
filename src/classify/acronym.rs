//! Decides what a bare acronym stands for.

use super::neighbours::Neighbours;
use super::scratch::Scans;
use super::taken::Taken;
use crate::model::{AcronymBasis, Evidence, Field, Position, RoleId};
use crate::rules::{Acronym, Buffers, Match, Rules, Scan, Speaks};
use crate::text::{Break, Word};

/// How an acronym was read.
pub(super) enum Sense {
    /// It stands for this role, with what decided that and the words that did.
    Role(RoleId, AcronymBasis, Vec<Evidence>),
    /// Nothing decides between its candidates.
    Open,
}

/// Where to look for words that decide an acronym, the nearest field first. An IT department within an
/// investment firm decides for itself.
const NEAREST_FIRST: [Field; 4] = [
    Field::Title,
    Field::Department,
    Field::Responsibilities,
    Field::Entity,
];

/// Resolves an acronym. In the nearest field that decides, the candidate with the most context words wins. If
/// no field decides, the neighbours on the chart do. If they do not either, the acronym has its usual
/// meaning.
pub(super) fn resolve(
    rules: &Rules,
    acronym: &Acronym,
    (position, scans): (&Position<'_>, &Scans<'_>),
    neighbours: &Neighbours<'_>,
    buffers: &mut Buffers,
) -> Sense {
    if let [only] = acronym.candidates[..] {
        return Sense::Role(only, AcronymBasis::Only, Vec::new());
    }
    for field in NEAREST_FIRST {
        let scan = match field {
            Field::Title => scans.title,
            Field::Department => scans.department,
            Field::Responsibilities => scans.duties,
            _ => rules.matcher.scan(position.text(field), buffers),
        };
        if let Some((role, evidence)) = majority(rules, acronym, field, &scan) {
            return Sense::Role(role, AcronymBasis::Words, evidence);
        }
    }
    if !neighbours.reports.is_empty() {
        let scan = rules.matcher.scan(&neighbours.reports.join(".\n"), buffers);
        if let Some((role, _)) = majority(rules, acronym, Field::Title, &scan) {
            return Sense::Role(role, AcronymBasis::Reports, Vec::new());
        }
    }
    let is_free = |role: &RoleId| !neighbours.spelled.contains(role);
    if let Some(usual) = acronym.default.filter(is_free) {
        return Sense::Role(usual, AcronymBasis::Usual, Vec::new());
    }
    let mut free = acronym.candidates.iter().copied().filter(is_free);
    match (free.next(), free.next()) {
        (Some(last), None) => Sense::Role(last, AcronymBasis::Others, Vec::new()),
        _ => Sense::Open,
    }
}

/// Whether a word abbreviates the words right before it: "Certified Prosthetist Orthotist (CPO)". If these
/// words name no role, neither does the acronym. Small words between them need not contribute a letter.
pub(super) fn is_short_for(word: u32, text: &str, scan: &Scan) -> bool {
    const LITTLE: usize = 3;
    let written = |word: &Word| &text[word.start as usize..word.end as usize];
    let word = word as usize;
    let letters = written(&scan.words[word]);
    if scan.words[word].before != Break::Part {
        return false;
    }
    let mut before = scan.words[..word].iter().rev();
    letters
        .chars()
        .rev()
        .filter(|c| c.is_alphanumeric())
        .all(|letter| {
            let begins = |word: &&Word| {
                let first = written(word).chars().next();
                first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
            };
            match before.next() {
                Some(next) if begins(&next) => true,
                Some(next) if written(next).len() <= LITTLE => {
                    before.next().as_ref().is_some_and(begins)
                }
                _ => false,
            }
        })
}

/// The candidate with more context words in the scanned text than any other.
fn majority(
    rules: &Rules,
    acronym: &Acronym,
    field: Field,
    scan: &Scan,
) -> Option<(RoleId, Vec<Evidence>)> {
    let mut context: Vec<(Match, RoleId)> = Vec::new();
    for found in scan.matches {
        match rules.speaks(found.rule) {
            Speaks::Context(role) if acronym.candidates.contains(&role) => {
                context.push((*found, role));
            }
            _ => {}
        }
    }
    // "IT investments" is about IT: a longer phrase hides the phrases inside it. Two roles may share one
    // phrase.
    context.sort_unstable_by_key(|(at, role)| (std::cmp::Reverse(at.width()), at.first, *role));
    let mut stretches = Taken::default();
    let mut taken: Option<Match> = None;
    context.retain(|(at, _)| {
        let shared = taken.is_some_and(|taken| taken.covers_same(at));
        let stays = shared || !stretches.holds(at);
        if stays && !shared {
            stretches.add(at);
            taken = Some(*at);
        }
        stays
    });
    context.sort_unstable_by_key(|(at, role)| (at.first, at.last, *role));
    let votes = |role: &RoleId| context.iter().filter(|(_, of)| of == role).count();
    let most = acronym.candidates.iter().map(votes).max()?;
    let mut winners = acronym.candidates.iter().filter(|role| votes(role) == most);
    let (1.., Some(winner), None) = (most, winners.next(), winners.next()) else {
        return None;
    };
    // "Manages investments in systems" is about IT. So in a long text, bare words do not outweigh the usual
    // meaning of the acronym if the text has words for that meaning too.
    let usual = acronym
        .default
        .filter(|usual| field == Field::Responsibilities && votes(usual) > 0);
    let bare = context
        .iter()
        .filter(|(_, of)| of == winner)
        .all(|(at, _)| at.width() == 1);
    let winner = usual.as_ref().filter(|_| bare).unwrap_or(winner);
    let spoke = context.iter().filter(|(_, of)| of == winner);
    let evidence = spoke.map(|(at, _)| scan.evidence(at, field));
    Some((*winner, evidence.collect()))
}
