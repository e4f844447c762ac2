//! Finds titles with an acronym that may mean several roles, if the text does not tell which.

use super::super::{Posting, Said};
use crate::model::{AcronymBasis, Field, RoleId, SetAsideReason, Side};
use crate::rules::FindingKind;

pub(in super::super) fn check(posting: &Posting<'_>, kind: &FindingKind) -> Option<Said> {
    let verdict = posting.verdict;
    let evidence = verdict.duties.internal + verdict.duties.external;
    let says = evidence >= kind.threshold("least_evidence");
    // If there is no text, it cannot be blamed for telling nothing.
    if posting.words == 0 || says {
        return None;
    }
    let is_leader = |role: &RoleId| {
        let covers = &posting.rules.role(*role).covers;
        Side::BOTH.iter().any(|side| covers[*side].is_some())
    };
    let label = |role: &RoleId| posting.rules.role(*role).label.as_str();
    let held: Vec<_> = verdict.roles.iter().map(|held| held.role).collect();
    let message = match (&held[..], verdict.acronym) {
        // If the title names another role as well, the two roles explain each other.
        ([role], Some(AcronymBasis::Usual)) if is_leader(role) => format!(
            "the acronym in the title usually means {}, but the text does not confirm it",
            label(role)
        ),
        ([], _) => {
            let open = verdict.set_aside.iter();
            let open = open.filter(|aside| aside.reason == SetAsideReason::Ambiguous);
            let open: Vec<_> = open.map(|aside| aside.role).collect();
            if !open.iter().any(is_leader) {
                return None;
            }
            let names: Vec<_> = open.iter().map(label).collect();
            format!(
                "the acronym in the title may mean {}, and the text does not tell which",
                names.join(" or ")
            )
        }
        _ => return None,
    };
    Some((Field::Title, message))
}
