//! Charts that show units in place of seats: the name of a unit stands for its head.

use rolecall::model::Side;

use super::in_fact::covered;

/// Four units below their manager.
const HOUSE: [&str; 5] = [
    "1,,County Manager,,,,",
    "2,1,Finance,,,,",
    "3,1,Human Resources,,,,",
    "4,1,Marketing,,,,",
    "5,1,Legal,,,,",
];

fn internal(unit: &str) -> (&'static str, Vec<String>) {
    let line = format!("6,1,{unit},,,,");
    covered(Side::Internal, &[&HOUSE[..], &[&line]].concat())
}

#[test]
fn a_unit_for_it_runs_the_internal_side_where_units_stand_for_seats() {
    for unit in [
        "Information Technology",
        "IT Department",
        "Information Services",
        "Digital Transformation",
        "Finance & IT",
    ] {
        assert_eq!(internal(unit), ("in-fact", vec!["6".to_owned()]), "{unit}");
    }
    for unit in ["Public Safety", "IT Audit", "IT Procurement"] {
        assert_eq!(internal(unit), ("nobody", vec![]), "{unit}");
    }
}

#[test]
fn among_people_or_in_a_list_of_one_trade_a_title_without_a_rank_is_that_of_somebody_who_does_the_work()
 {
    let people = [
        "1,,County Manager,,,,",
        "2,1,Finance Director,,,,",
        "3,1,HR Director,,,,",
        "4,1,Marketing Director,,,,",
        "5,1,Legal Director,,,,",
        "6,1,Information Technology,,,,",
    ];
    assert_eq!(covered(Side::Internal, &people), ("nobody", vec![]));
    let of_one_trade = [
        "1,,County Manager,,,,",
        "2,1,Finance,,,,",
        "3,1,Finance 2,,,,",
        "4,1,Finance 3,,,,",
        "5,1,Information Technology,,,,",
    ];
    assert_eq!(covered(Side::Internal, &of_one_trade), ("nobody", vec![]));
}

#[test]
fn the_duties_of_a_unit_count_if_its_name_says_what_field_it_works_in() {
    let internal = |unit: &str, duties: &str| {
        let line = format!("6,1,{unit},,,\"{duties}\",");
        covered(Side::Internal, &[&HOUSE[..], &[&line]].concat())
    };
    let share = "Purchasing, cybersecurity of the business network, records, reception.";
    let duties = "Records, purchasing, IT systems and reception.";
    for duties in [share, duties] {
        let found = internal("Administrative Services", duties);
        assert_eq!(found, ("in-fact", vec!["6".to_owned()]), "{duties}");
    }
    assert_eq!(
        internal("Human Resources", "Hiring of IT staff, benefits, pay."),
        ("nobody", vec![])
    );
    // A manager of IT is as close as a unit that has it in a list.
    let unit = format!("6,1,Administrative Services,,,\"{duties}\",");
    let manager = [&HOUSE[..], &[&unit, "7,1,IT Manager,,,,"]].concat();
    let both = vec!["6".to_owned(), "7".to_owned()];
    assert_eq!(covered(Side::Internal, &manager), ("in-fact", both));
    let own = "Responsible for its own IT systems and infrastructure.";
    assert_eq!(internal("Reserves", own), ("nobody", vec![]));
}

#[test]
fn a_seat_without_a_title_has_the_name_of_its_unit() {
    let house = |unit: &str| {
        let line = format!("5,1,,{unit},,,");
        let seats = [
            "1,,Permanent Secretary,,,,",
            "2,1,Senior Accountant,Accounts unit,,,",
            "3,1,Principal Procurement Officer,Procurement,,,",
            &line,
        ];
        covered(Side::Internal, &seats)
    };
    for unit in ["Information Systems", "Resource Centre and ICT Unit"] {
        assert_eq!(house(unit), ("in-fact", vec!["5".to_owned()]), "{unit}");
    }
    assert_eq!(house("Library"), ("nobody", vec![]));
    // Beside others of the unit it is one of them.
    let beside = [
        "1,,Chief Executive,,,,",
        "2,1,IT Manager,IT,,Runs the networks and the service desk.,",
        "3,1,,IT,,,",
    ];
    let head = ("in-fact", vec!["2".to_owned()]);
    assert_eq!(covered(Side::Internal, &beside), head);
}
