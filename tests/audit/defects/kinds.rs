//! The kinds of defects: how to make each, and the finding that must follow.

use fastrand::Rng;

use super::org::Org;

/// A finding that must be made.
pub struct Due {
    pub code: &'static str,
    pub at: At,
}

/// What a finding must be about.
#[derive(Debug)]
pub enum At {
    Company,
    /// These seats, by id, and perhaps others.
    Seats(Vec<String>),
    /// A row, by its number from 0.
    Row(usize),
}

/// A kind of defect.
pub struct Kind {
    pub name: &'static str,
    pub make: fn(&mut Org, &mut Rng) -> Vec<Due>,
}

fn due(code: &'static str, seats: impl IntoIterator<Item = String>) -> Vec<Due> {
    let at = At::Seats(seats.into_iter().collect());
    vec![Due { code, at }]
}

const CEO: &str = "Chief Executive Officer";
const CIO: &str = "Chief Information Officer";
const CTO: &str = "Chief Technology Officer";
const CFO: &str = "Chief Financial Officer";
const COO: &str = "Chief Operating Officer";

/// All kinds, by what they break: coverage, duties, reporting lines, the table.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "the CIO is removed",
        make: |org, _| removed(org, CIO, "RC101"),
    },
    Kind {
        name: "the CTO is removed",
        make: |org, _| removed(org, CTO, "RC102"),
    },
    Kind {
        name: "the CIO is there twice",
        make: |org, _| twice(org, CIO, "RC110"),
    },
    Kind {
        name: "the CTO is there twice",
        make: |org, _| twice(org, CTO, "RC111"),
    },
    Kind {
        name: "one seat holds both sides",
        make: combined,
    },
    Kind {
        name: "the CIO's seat is vacant",
        make: vacant,
    },
    Kind {
        name: "the CTO is an interim one",
        make: |org, _| retitled(org, CTO, "Interim Chief Technology Officer", "RC131"),
    },
    Kind {
        name: "the CIO is a part-time one",
        make: |org, _| retitled(org, CIO, "Fractional Chief Information Officer", "RC132"),
    },
    Kind {
        name: "the CIO is one of investments",
        make: impostor,
    },
    Kind {
        name: "an area is claimed in another line",
        make: claimed,
    },
    Kind {
        name: "CIO and CTO have swapped duties",
        make: swapped,
    },
    Kind {
        name: "the CIO has no duties",
        make: silent,
    },
    Kind {
        name: "two officers share one duty text",
        make: copied,
    },
    Kind {
        name: "the CIO stands below the CFO",
        make: |org, _| below(org, CIO, CFO, "RC301"),
    },
    Kind {
        name: "the CTO stands below the CIO",
        make: |org, _| below(org, CTO, CIO, "RC303"),
    },
    Kind {
        name: "the CIO is the CISO as well",
        make: unchecked,
    },
    Kind {
        name: "the CTO reports to a vacant seat",
        make: led_by_nobody,
    },
    Kind {
        name: "a cycle is closed",
        make: cycle,
    },
    Kind {
        name: "a seat reports to itself",
        make: itself,
    },
    Kind {
        name: "a manager's id is misspelt",
        make: misspelt,
    },
    Kind {
        name: "an edge is cut",
        make: cut,
    },
    Kind {
        name: "two seats have one id",
        make: one_id,
    },
    Kind {
        name: "a title is blank",
        make: blank,
    },
    Kind {
        name: "a status means nothing",
        make: meaningless,
    },
    Kind {
        name: "a row has a cell too many",
        make: ragged,
    },
    Kind {
        name: "a manager is named by a name that two have",
        make: two_of_a_name,
    },
];

fn removed(org: &mut Org, title: &str, code: &'static str) -> Vec<Due> {
    let seat = org.titled(title);
    org.remove(seat);
    let at = At::Company;
    vec![Due { code, at }]
}

fn twice(org: &mut Org, title: &str, code: &'static str) -> Vec<Due> {
    let first = org.titled(title);
    let second = org.add_like(first);
    due(code, [org.id(first), org.id(second)])
}

fn combined(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let (cio, cto) = (org.titled(CIO), org.titled(CTO));
    let duties = [cio, cto].map(|seat| org.get(seat, "responsibilities").to_owned());
    org.set(
        cio,
        "title",
        "Chief Information Officer & Chief Technology Officer",
    );
    org.set(cio, "responsibilities", &duties.join(" "));
    let id = org.id(cio);
    org.remove(cto);
    due("RC120", [id])
}

fn vacant(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let cio = org.titled(CIO);
    org.set(cio, "status", "vacant");
    org.set(cio, "name", "");
    due("RC130", [org.id(cio)])
}

fn retitled(org: &mut Org, from: &str, to: &str, code: &'static str) -> Vec<Due> {
    let seat = org.titled(from);
    org.set(seat, "title", to);
    due(code, [org.id(seat)])
}

fn impostor(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let cio = org.titled(CIO);
    org.set(cio, "title", "CIO");
    org.set(cio, "department", "Investments");
    org.set(
        cio,
        "responsibilities",
        "Manages the portfolio of investments and the risks of its funds.",
    );
    let mut both = due("RC135", [org.id(cio)]);
    let at = At::Company;
    both.push(Due { code: "RC101", at });
    both
}

fn claimed(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let (cio, coo) = (org.titled(CIO), org.titled(COO));
    let seat = org.add_like(coo);
    org.set(seat, "title", "Director of IT");
    org.set(seat, "reports_to", &org.id(coo));
    org.set(
        seat,
        "responsibilities",
        "Operates the data centres and the network infrastructure.",
    );
    due("RC202", [org.id(cio), org.id(seat)])
}

fn swapped(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let (cio, cto) = (org.titled(CIO), org.titled(CTO));
    let [inward, outward] = [cio, cto].map(|seat| org.get(seat, "responsibilities").to_owned());
    org.set(cio, "responsibilities", &outward);
    org.set(cto, "responsibilities", &inward);
    let mut both = due("RC203", [org.id(cio)]);
    both.extend(due("RC203", [org.id(cto)]));
    both
}

fn silent(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let cio = org.titled(CIO);
    org.set(cio, "responsibilities", "");
    due("RC206", [org.id(cio)])
}

fn copied(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let text =
        "Leads the division, sets its goals, and answers to the board for its results and people.";
    let two = [org.titled(CFO), org.titled(COO)];
    for seat in two {
        org.set(seat, "responsibilities", text);
    }
    due("RC208", two.map(|seat| org.id(seat)))
}

fn below(org: &mut Org, who: &str, under: &str, code: &'static str) -> Vec<Due> {
    let (who, under) = (org.titled(who), org.titled(under));
    org.set(who, "reports_to", &org.id(under));
    due(code, [org.id(who)])
}

fn unchecked(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let (cio, ceo) = (org.titled(CIO), org.titled(CEO));
    let ciso = org.add_like(cio);
    org.set(ciso, "title", "Chief Information Security Officer");
    let holder = org.get(cio, "name").to_owned();
    org.set(ciso, "name", &holder);
    org.set(ciso, "reports_to", &org.id(ceo));
    org.set(
        ciso,
        "responsibilities",
        "Answers for the security of all systems and data.",
    );
    due("RC305", [org.id(cio), org.id(ciso)])
}

fn led_by_nobody(org: &mut Org, _: &mut Rng) -> Vec<Due> {
    let (cto, coo) = (org.titled(CTO), org.titled(COO));
    org.set(coo, "status", "vacant");
    org.set(coo, "name", "");
    org.set(cto, "reports_to", &org.id(coo));
    due("RC307", [org.id(cto)])
}

fn cycle(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    // An officer who reports to a clerk would also cause other findings than the loop.
    let low = org.any(rng, |org, row| {
        let above = org.manager(row);
        above.is_some_and(|above| !org.get(above, "title").starts_with("Chief"))
    });
    let middle = org.manager(low).unwrap();
    org.set(middle, "reports_to", &org.id(low));
    due("RC401", [org.id(low), org.id(middle)])
}

fn itself(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let seat = org.any_staff(rng);
    org.set(seat, "reports_to", &org.id(seat));
    due("RC402", [org.id(seat)])
}

fn misspelt(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let seat = org.any_staff(rng);
    let wrong = format!("{}x", org.get(seat, "reports_to"));
    org.set(seat, "reports_to", &wrong);
    due("RC403", [org.id(seat)])
}

fn cut(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let seat = org.any_staff(rng);
    org.set(seat, "reports_to", "");
    due("RC404", [org.id(seat)])
}

fn one_id(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let first = org.any_staff(rng);
    let title = org.get(first, "title").to_owned();
    let second = org.any(rng, |org, row| {
        row != first && !org.leads(row) && org.get(row, "title") != title
    });
    org.set(second, "id", &org.id(first));
    due("RC501", [org.id(first), org.id(first)])
}

fn blank(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let seat = org.any_staff(rng);
    org.set(seat, "title", "");
    due("RC502", [org.id(seat)])
}

fn meaningless(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let seat = org.any_staff(rng);
    org.set(seat, "status", "purple");
    let at = At::Row(seat);
    vec![Due { code: "RC505", at }]
}

fn ragged(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let seat = org.any_staff(rng);
    org.rows[seat].push("one more".to_owned());
    let at = At::Row(seat);
    vec![Due { code: "RC510", at }]
}

fn two_of_a_name(org: &mut Org, rng: &mut Rng) -> Vec<Due> {
    let namesakes = [org.any_staff(rng), org.titled(COO)];
    let chief = org.get(namesakes[1], "name").to_owned();
    org.set(namesakes[0], "name", &chief);
    let seat = org.any(rng, |org, row| {
        !namesakes.contains(&row) && org.manager(row) == Some(namesakes[1])
    });
    org.set(seat, "reports_to", &chief);
    due("RC416", [org.id(seat)])
}
