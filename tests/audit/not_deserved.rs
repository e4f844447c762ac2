//! Findings that a chart does not deserve: no overlap, no duplicate and no missing officer where none is.

use rolecall::model::Side;
use rolecall::rules::Rules;

use crate::in_fact::{RULES, audited};

fn codes(chart: &str, rules: &Rules) -> Vec<String> {
    let (_, audit) = audited(chart, rules);
    let codes = audit.findings.iter();
    codes.map(|finding| finding.code.to_string()).collect()
}

#[test]
fn no_role_is_missing_if_no_title_can_be_read() {
    let chart = "id,reports_to,title\n1,,Wewnol Tarsk\n2,1,Ibrenta Hulso\n3,1,Drovit Hulso\n";
    let (_, audit) = audited(chart, &RULES);
    for side in Side::BOTH {
        assert_eq!(audit.entities[0].sides[side].how(), "unknown");
    }
    let codes: Vec<_> = audit.findings.iter().map(|finding| &finding.code).collect();
    assert!(codes.iter().any(|code| **code == "RC212"));
    assert!(!codes.iter().any(|code| code.starts_with("RC10")));
}

#[test]
fn officers_of_different_parts_do_not_overlap() {
    let chart = |second: &str| {
        format!(
            "id,reports_to,title,name,size\n1,,Chief Executive Officer,Ada Quill,9000\n\
             2,1,CIO Paper Mills,Bo Rask,9000\n3,1,Chief Technology Officer,Dag Holt,9000\n{second}\n"
        )
    };
    let other = codes(&chart("4,1,CIO Packaging,Cleo Mint,9000"), &RULES);
    assert!(!other.contains(&"RC110".to_owned()));
    let same = codes(&chart("4,1,\"CIO, Paper Mills\",Cleo Mint,9000"), &RULES);
    assert!(same.contains(&"RC110".to_owned()));
    let below =
        "5,1,\"President, Packaging\",Eve Roe,9000\n4,5,Chief Information Officer,Cleo Mint,9000";
    assert!(!codes(&chart(below), &RULES).contains(&"RC110".to_owned()));
}

#[test]
fn a_person_in_two_rows_does_not_overlap() {
    let twice = "id,reports_to,title,name\n1,,Chief Executive Officer,Ada Quill\n\
                 2,1,Chief Information Officer,Bo Rask\n12,1,Chief Information Officer,Bo Rask\n\
                 3,1,Chief Technology Officer,Cleo Mint\n";
    let found = codes(twice, &RULES);
    assert!(!found.contains(&"RC110".to_owned()));
    assert!(found.iter().any(|code| code.starts_with("RC5")));
}

#[test]
fn a_shared_mailbox_is_not_one_person() {
    let chart = |names: [&str; 3]| {
        let [one, two, three] = names;
        format!(
            "id,reports_to,title,name,email\n1,,Chief Executive,{one},post@moor.example\n\
             2,1,Head of Works,{two},post@moor.example\n3,1,Head of Stores,{three},post@moor.example\n"
        )
    };
    let found = codes(&chart(["Ada Quill", "N/D", ""]), &RULES);
    assert!(!found.contains(&"RC503".to_owned()));
    let found = codes(&chart(["Ada Quill", "Ada Quill", ""]), &RULES);
    assert!(found.contains(&"RC503".to_owned()));
}

#[test]
fn a_finance_director_counts_as_the_missing_financial_officer() {
    let chart = |top: &str, finance: &str| {
        format!(
            "id,reports_to,title,name\n1,,{top},Ada Quill\n2,1,{finance},Bo Rask\n\
             3,2,Chief Information Officer,Cleo Mint\n4,1,Chief Technology Officer,Dag Holt\n"
        )
    };
    let found = codes(&chart("Chief Executive", "Finance Director"), &RULES);
    assert!(found.contains(&"RC301".to_owned()));
    let found = codes(&chart("Chief Executive", "Sales Director"), &RULES);
    assert!(!found.contains(&"RC301".to_owned()));
    let held =
        chart("Chief Executive", "Finance Director") + "5,1,Chief Financial Officer,Eve Roe\n";
    assert!(!codes(&held, &RULES).contains(&"RC301".to_owned()));
}

#[test]
fn a_file_without_duty_texts_is_one_finding() {
    let chart = "id,reports_to,title,responsibilities\n1,,Chief Executive Officer,\n\
                 2,1,Chief Information Officer,\n3,1,Chief Technology Officer,\n";
    let found = codes(chart, &RULES);
    assert_eq!(found.iter().filter(|code| *code == "RC206").count(), 1);
    let one = chart.replace(
        "Chief Executive Officer,",
        "Chief Executive Officer,Leads the company",
    );
    let found = codes(&one, &RULES);
    assert_eq!(found.iter().filter(|code| *code == "RC206").count(), 2);
}

#[test]
fn a_policy_may_say_that_tops_report_to_themselves() {
    let chart = "id,reports_to,title,entity\n1,1,Director,Fen Board\n2,1,Head of Works,Fen Board\n\
                 3,,Registrar,Fen Board\n";
    assert!(codes(chart, &RULES).contains(&"RC402".to_owned()));
    let policy = [("house", "policy: {tops_report_to_themselves: true}")];
    let rules = Rules::with_texts(&policy).unwrap();
    assert!(!codes(chart, &rules).contains(&"RC402".to_owned()));
}
