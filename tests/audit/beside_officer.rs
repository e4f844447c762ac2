//! Who is named in fact next to the officer of a side, or to that of the other side.

use rolecall::model::Side;

use crate::in_fact::covered;

fn ids(side: Side, lines: &[&str]) -> Vec<String> {
    covered(side, lines).1
}

#[test]
fn next_to_the_officer_nobody_is_named_by_a_word_of_the_title() {
    let lines = [
        "1,,Chief Executive,,,Leads the credit union.,",
        "2,1,Chief Information Officer,,,,",
        "3,1,Chief Digital and Member Experience Officer,,,\"Online and mobile banking, contact centre.\",",
    ];
    assert_eq!(ids(Side::Internal, &lines), ["2"]);
    // Without the officer, the digital officer stands in for the external side only.
    assert_eq!(ids(Side::External, &lines), ["3"]);
}

#[test]
fn where_no_line_tells_who_has_a_lower_rank_works_below_the_officer() {
    let lines = [
        "1,,Chief Executive,,,Leads the mill.,",
        "2,,Chief Information Officer,,,,",
        "3,,Director of Finance and Information Systems,,,,",
    ];
    assert_eq!(ids(Side::Internal, &lines), ["2"]);
    let without = [lines[0], lines[2]];
    assert_eq!(ids(Side::Internal, &without), ["3"]);
}

#[test]
fn a_digital_officer_has_the_side_of_all_its_duties() {
    let beside = "3,1,Director of Technology and Broadcast Operations,,,\"Studios, transmission, newsroom systems and \
                  corporate IT.\",";
    let first = |duties: &str| {
        let digital = format!("2,1,Chief Digital Officer,,,\"{duties}\",");
        let lines = ["1,,Chief Executive,,,Leads the group.,", &digital, beside];
        ids(Side::External, &lines).swap_remove(0)
    };
    assert_eq!(
        first("Websites, apps and subscriptions; product and audience data."),
        "2"
    );
    assert_eq!(first("Meets with the board."), "3");
}

#[test]
fn in_a_bank_the_technology_officer_runs_the_systems_and_not_the_digital_officer() {
    let lines = [
        "1,,Chief Executive Officer,,,Leads the bank.,",
        "2,1,Chief Technology Officer,,,,",
        "3,1,Chief Digital Officer,,,,",
        "4,1,Chief Consumer Banking Officer,,,,",
        "5,1,Chief Business Banking Officer,,,,",
    ];
    assert_eq!(ids(Side::Internal, &lines), ["2"]);
}
