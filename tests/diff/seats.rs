//! Which seats match, and which changes are reported for them.

use super::{Case, chart};

fn said(old: &[&str], new: &[&str]) -> Vec<String> {
    Case::of(&chart(old), &chart(new)).said()
}

#[test]
fn a_subtree_that_moves_with_its_head_is_one_change() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,Plant Director,C,1,Plant,Acme",
        "4,Team Lead,D,2,Sales,Acme",
        "5,Clerk,E,4,Sales,Acme",
        "6,Agent,F,4,Sales,Acme",
    ];
    let mut new = old;
    // One level up, with all seats below.
    new[3] = "4,Team Lead,D,1,Sales,Acme";
    assert_eq!(
        said(&old, &new),
        ["~ Team Lead (4): moved from Sales Director (2) to Chief Executive Officer (1)"]
    );
}

#[test]
fn seats_below_a_removed_seat_have_not_moved() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,Clerk,C,2,Sales,Acme",
        "4,Agent,D,2,Sales,Acme",
    ];
    let new = [old[0], old[2], "4,Agent,D,1,Sales,Acme"];
    let gone = "Sales Director (2): removed; it was under Chief Executive Officer (1)";
    let moved = "Agent (4): moved from Sales Director (2) to Chief Executive Officer (1)";
    assert_eq!(
        said(&old, &new),
        [format!("- {gone}"), format!("~ {moved}")]
    );
}

#[test]
fn a_renumbered_manager_is_one_change_even_in_a_line_of_them() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,Team Lead,C,2,Sales,Acme",
        "4,Clerk,D,3,Sales,Acme",
    ];
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "22,Sales Director,B,1,Sales,Acme",
        "33,Team Lead,C,22,Sales,Acme",
        "4,Clerk,D,33,Sales,Acme",
    ];
    assert_eq!(
        said(&old, &new),
        [
            "~ Sales Director (22): had the id 2",
            "~ Team Lead (33): had the id 3"
        ]
    );
}

#[test]
fn a_manager_with_another_id_and_title_is_another_seat() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,Clerk,C,2,Sales,Acme",
    ];
    let new = [
        old[0],
        "9,Plant Director,B,1,Sales,Acme",
        "3,Clerk,C,9,Sales,Acme",
    ];
    assert_eq!(
        said(&old, &new),
        [
            "+ Plant Director (9): added under Chief Executive Officer (1)",
            "- Sales Director (2): removed; it was under Chief Executive Officer (1)",
            "~ Clerk (3): moved from Sales Director (2) to Plant Director (9)"
        ]
    );
}

#[test]
fn seats_that_are_alike_are_not_matched() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Clerk,B,1,Sales,Acme",
        "3,Clerk,C,1,Sales,Acme",
    ];
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "8,Clerk,X,1,Sales,Acme",
        "9,Clerk,Y,1,Sales,Acme",
    ];
    let case = Case::of(&chart(&old), &chart(&new));
    assert_eq!(case.diff.pairs.ambiguous, [2, 2]);
    assert_eq!(case.diff.seats.len(), 4);
    // If the people are the same, the match is clear.
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "8,Clerk,C,1,Sales,Acme",
        "9,Clerk,B,1,Sales,Acme",
    ];
    assert_eq!(
        said(&old, &new),
        ["~ Clerk (8): had the id 3", "~ Clerk (9): had the id 2"]
    );
}

#[test]
fn seats_without_ids_are_matched_by_place() {
    let old = "title,name,manager name\nChief Executive Officer,Ada Quill,\nClerk,Bo Rask,Ada Quill\nClerk,Cy Moss,Ada Quill\n";
    let new = "title,name,manager name\nChief Executive Officer,Ada Quill,\nClerk,Cy Moss,Ada Quill\nClerk,Di Pike,Ada Quill\n";
    let case = Case::of(old, new);
    assert_eq!(case.said(), ["~ Clerk: another incumbent"]);
    assert_eq!(Case::of(old, old).said(), [""; 0]);
}

#[test]
fn a_renamed_entity_is_not_a_move_to_another_entity() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,General Manager,C,1,Top,Acme Spain",
        "4,Clerk,D,3,Sales,Acme Spain",
        "5,Agent,E,3,Sales,Acme Spain",
    ];
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "3,General Manager,C,1,Top,Acme Iberia",
        "4,Clerk,D,3,Sales,Acme Iberia",
        "5,Agent,E,2,Sales,Acme",
    ];
    assert_eq!(
        said(&old, &new),
        [
            "~ Acme Iberia: was called Acme Spain",
            "~ Agent (5): moved from General Manager (3) to Sales Director (2); came from Acme Spain"
        ]
    );
}

#[test]
fn an_entity_merged_into_a_larger_one_was_not_renamed() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,General Manager,B,1,Top,Acme Spain",
        "3,Clerk,C,2,Sales,Acme Spain",
    ];
    let new = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,General Manager,B,1,Top,Acme Iberia",
        "3,Clerk,C,2,Sales,Acme Iberia",
        "4,Driver,D,2,Sales,Acme Iberia",
        "5,Cashier,E,2,Sales,Acme Iberia",
    ];
    assert_eq!(
        said(&old, &new),
        [
            "+ Acme Iberia: added with 4 seats",
            "- Acme Spain: removed; it had 2 seats",
            "~ General Manager (2): came from Acme Spain",
            "~ Clerk (3): came from Acme Spain"
        ]
    );
}

#[test]
fn a_finding_that_names_another_of_equal_rows_is_not_new() {
    let old = [
        "1,Sales Director,A,2,Top,Acme",
        "2,Plant Director,B,1,Top,Acme",
        "3,Clerk,C,1,Top,Acme",
    ];
    let case = Case::of(&chart(&old), &chart(&[old[2], old[1], old[0]]));
    assert_eq!((case.diff.new.len(), case.diff.fixed.len()), (0, 0));
}

#[test]
fn swapped_rows_of_a_shared_seat_move_nobody_below() {
    let old = [
        "1,Chief Executive Officer,A,,Top,Acme",
        "2,Sales Director,B,1,Sales,Acme",
        "2,Sales Director,C,1,Sales,Acme",
        "3,Clerk,D,2,Sales,Acme",
    ];
    let swapped = [old[0], old[2], old[1], old[3]];
    assert_eq!(said(&old, &swapped), [""; 0]);
    let left = [old[0], old[2], old[3]];
    assert_eq!(
        said(&old, &left),
        ["- Sales Director (2): removed; it was under Chief Executive Officer (1)"]
    );
}

#[test]
fn a_column_that_only_one_snapshot_has_is_not_a_change() {
    let old = "id,title,reports_to\n1,Chief Executive Officer,\n2,Clerk,1\n";
    let new = "id,title,name,department\n1,Chief Executive Officer,A,Top\n2,Clerk,B,Sales\n";
    let case = Case::of(old, new);
    assert_eq!(case.said(), [""; 0]);
    assert_eq!(
        case.json(false)["not_compared"],
        serde_json::json!(["reports-to", "incumbent", "department"])
    );
    let old = "id,title\n1,Chief Executive Officer\n2,Clerk\n";
    let new = "id,title,status,tenure\n1,Chief Executive Officer,vacant,\n2,Clerk,,interim\n";
    assert_eq!(Case::of(old, new).said(), [""; 0]);
}

#[test]
fn case_and_punctuation_are_not_a_change() {
    let old = ["1,Vice-President Engineering,Doe Jane,,Human-Resources,Acme"];
    let new = ["1,\"VICE PRESIDENT, Engineering\",Jane Doe,,human resources,ACME"];
    assert_eq!(said(&old, &new), [""; 0]);
}
