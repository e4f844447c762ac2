//! Finds entities whose titles cannot be read. For these, no role is reported missing.

use crate::audit::context::AuditContext;
use crate::audit::coverage::{EntityCoverage, is_mostly_unread, unread_titles};
use crate::model::Finding;
use crate::rules::FindingKind;

pub(in super::super) fn check(context: &AuditContext<'_>, kind: &FindingKind) -> Vec<Finding> {
    let finding = |entity: &EntityCoverage| {
        let who = context.on.chart.entity(entity.entity);
        let (unread, titled) = unread_titles(context.on, entity.entity);
        let message = format!(
            "{unread} of {titled} titles of {} cannot be read, so nobody is reported as missing",
            who.name
        );
        is_mostly_unread(unread, titled).then(|| context.finding_on(kind, entity, &[], message))
    };
    context.entities().filter_map(finding).collect()
}
