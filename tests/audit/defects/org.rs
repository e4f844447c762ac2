//! A healthy invented chart as rows of cells, in which one thing can be broken.

use std::io::Write as _;
use std::num::NonZeroU32;

use fastrand::Rng;
use rolecall::audit::{Audit, AuditOptions, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::generate::{self, UnitShape};
use rolecall::read::{Input, Reader};
use rolecall::rules::Rules;

/// The headcount of every company, large enough to need both officers.
const PEOPLE: &str = "1200";

/// A chart, and the company to break.
#[derive(Clone)]
pub struct Org {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub company: String,
}

impl Org {
    /// Invents a chart. Its size, shape and number of companies follow from the seed.
    pub fn invent(seed: u64, rules: &Rules) -> Org {
        let mut rng = Rng::with_seed(seed);
        let companies = rng.u32(1..4);
        let options = generate::GenerateOptions {
            seed,
            positions: u64::from(companies) * rng.u64(60..160),
            companies: NonZeroU32::new(companies).unwrap(),
            shape: UnitShape::Balanced {
                span: NonZeroU32::new(rng.u32(4..9)).unwrap(),
            },
            ..generate::GenerateOptions::default()
        };
        let mut bytes = Vec::new();
        generate::write(&options, &rules.samples, &mut bytes).unwrap();
        let mut csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes.as_slice());
        let mut records = csv
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect());
        let mut org = Org {
            header: records.next().unwrap(),
            rows: records.collect(),
            company: String::new(),
        };
        let company = org.column("company");
        org.company = org.rows[rng.usize(..org.rows.len())][company].clone();
        for row in 0..org.rows.len() {
            org.set(row, "size", PEOPLE);
        }
        org
    }

    fn column(&self, name: &str) -> usize {
        let mut names = self.header.iter();
        names.position(|header| header == name).unwrap()
    }

    pub fn get(&self, row: usize, column: &str) -> &str {
        &self.rows[row][self.column(column)]
    }

    pub fn set(&mut self, row: usize, column: &str, value: &str) {
        let column = self.column(column);
        self.rows[row][column] = value.to_owned();
    }

    pub fn id(&self, row: usize) -> String {
        self.get(row, "id").to_owned()
    }

    /// The seat of the company with this title.
    pub fn titled(&self, title: &str) -> usize {
        let mut rows = 0..self.rows.len();
        rows.find(|row| {
            self.get(*row, "company") == self.company && self.get(*row, "title") == title
        })
        .unwrap()
    }

    /// Whether somebody reports to a seat.
    pub fn leads(&self, row: usize) -> bool {
        let id = self.id(row);
        (0..self.rows.len()).any(|row| self.get(row, "reports_to") == id)
    }

    /// Picks one of the seats of the company that satisfy `fits`.
    pub fn any(&self, rng: &mut Rng, fits: impl Fn(&Org, usize) -> bool) -> usize {
        let rows = (0..self.rows.len()).filter(|row| self.get(*row, "company") == self.company);
        let rows: Vec<_> = rows.filter(|row| fits(self, *row)).collect();
        rows[rng.usize(..rows.len())]
    }

    /// Picks a seat below the officers without any reports.
    pub fn any_staff(&self, rng: &mut Rng) -> usize {
        self.any(rng, |org, row| {
            org.get(row, "status") == "filled"
                && !org.get(row, "title").starts_with("Chief")
                && !org.leads(row)
        })
    }

    /// The row of the manager of a seat.
    pub fn manager(&self, row: usize) -> Option<usize> {
        let manager = self.get(row, "reports_to");
        (0..self.rows.len()).find(|row| self.get(*row, "id") == manager)
    }

    /// Adds a copy of a seat, with an id and a person of its own.
    pub fn add_like(&mut self, row: usize) -> usize {
        let mut cells = self.rows[row].clone();
        let number = self.rows.len() + 1;
        cells[self.column("id")] = format!("P{number}");
        cells[self.column("name")] = format!("Nobody Newcomer {number}");
        self.rows.push(cells);
        self.rows.len() - 1
    }

    /// Removes a seat. Its reports go to its manager.
    pub fn remove(&mut self, row: usize) {
        let (id, above) = (self.id(row), self.get(row, "reports_to").to_owned());
        for below in 0..self.rows.len() {
            if self.get(below, "reports_to") == id {
                self.set(below, "reports_to", &above);
            }
        }
        self.rows.remove(row);
    }

    /// Audits the chart as a file.
    pub fn audited(&self, rules: &Rules) -> Audit {
        let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(file);
        csv.write_record(&self.header).unwrap();
        for row in &self.rows {
            csv.write_record(row).unwrap();
        }
        let mut file = csv.into_inner().unwrap();
        file.flush().unwrap();
        let inputs = vec![Input::File(file.path().to_owned())];
        let reader = Reader::new(inputs, &rules.columns, Default::default());
        let on = ClassifiedChart::read(reader, rules);
        audit(&on, rules, AuditOptions::default())
    }
}
