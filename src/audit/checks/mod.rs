//! The checks, one a file.

pub(super) mod ambiguous_manager;
pub(super) mod blank_title;
pub(super) mod combined_seat;
pub(super) mod covered_in_fact;
pub(super) mod cycle;
pub(super) mod duplicate_id;
pub(super) mod impostor;
pub(super) mod inexact_manager;
pub(super) mod missing_leader;
pub(super) mod no_reporting_lines;
pub(super) mod no_root;
pub(super) mod row_defect;
pub(super) mod self_report;
pub(super) mod several_roots;
pub(super) mod title_against_duties;
pub(super) mod two_leaders;
pub(super) mod unknown_manager;
pub(super) mod weak_holder;
