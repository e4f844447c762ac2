//! Finds texts that are too short to describe a job.

use super::super::{Posting, Said};
use crate::model::Field;
use crate::rules::FindingKind;

pub(in super::super) fn check(posting: &Posting<'_>, kind: &FindingKind) -> Option<Said> {
    let is_thin = (posting.words as f32) < kind.threshold("least_words");
    if !is_thin {
        return None;
    }
    let message = match posting.words {
        1 => "the text is one word".to_owned(),
        words => format!("the text is {words} words"),
    };
    Some((Field::Responsibilities, message))
}
