//! Writes the positions of a chart, one after the other.
//!
//! The manager of a position follows from its number alone, so nothing about earlier positions has to be
//! remembered.

use std::fmt::Write as _;
use std::io;
use std::io::Write;

use fastrand::Rng;

use super::cast::{Cast, SeatKind, Unit};
use super::options::GenerateOptions;
use super::rows::RowWriter;
use crate::model::Field;

/// The position to write next. Positions are numbered from 1 in the order of writing, and the number is the
/// id.
struct NextPosition<'c> {
    manager: Option<u64>,
    level: u64,
    department: &'c str,
    can_be_vacant: bool,
}

/// Writes company after company.
pub struct Inventor<'c, W: Write> {
    cast: &'c Cast<'c>,
    fields: &'static [Field],
    rng: Rng,
    /// Draws only duty texts, which some details leave out.
    prose: Rng,
    rows: RowWriter<W>,
    span: u64,
    written: u64,
    cells: Cells,
}

/// The cells of one position. They are reused for the next.
#[derive(Default)]
struct Cells {
    id: String,
    title: String,
    incumbent: String,
    reports_to: String,
    entity: String,
    level: String,
    responsibilities: String,
    size: String,
}

impl<'c, W: Write> Inventor<'c, W> {
    /// Begins a chart.
    pub fn new(options: &GenerateOptions, cast: &'c Cast<'c>, out: W) -> io::Result<Self> {
        let fields = options.detail.fields();
        let mut rng = Rng::with_seed(options.seed);
        Ok(Inventor {
            cast,
            fields,
            prose: rng.fork(),
            rng,
            rows: RowWriter::new(options.format, fields, out)?,
            span: options.shape.span(),
            written: 0,
            cells: Cells::default(),
        })
    }

    /// Writes out what is still buffered.
    pub fn finish(self) -> io::Result<()> {
        self.rows.finish()
    }

    /// Writes the next company.
    pub fn company(&mut self, company: u64, size: u64) -> io::Result<()> {
        self.cast.company(company, &mut self.cells.entity);
        number("", size, &mut self.cells.size);
        let cast = self.cast;
        let root = self.written + 1;
        for (index, seat) in (0..size).zip(&cast.top) {
            let manager = match index {
                0 => (root > 1).then_some(1),
                _ => Some(root),
            };
            self.seat(
                seat,
                NextPosition {
                    manager,
                    level: 1 + index.min(1),
                    department: cast.top_departments[index as usize],
                    can_be_vacant: false,
                },
            )?;
        }
        // Each unit gets a share by its kinds of seats. The remainder of rounding goes to the next unit.
        let rest = u128::from(size.saturating_sub(cast.top.len() as u64));
        let (mut kinds, mut given) = (0, 0);
        for unit in &cast.units {
            kinds += unit.kinds();
            let up_to = (rest * kinds as u128 / cast.kinds as u128) as u64;
            self.unit(unit, root + unit.under as u64, up_to - given)?;
            given = up_to;
        }
        Ok(())
    }

    /// Writes layer by layer: the first `span` seats report to the top, the next `span` to the first of
    /// these, and so on.
    fn unit(&mut self, unit: &Unit<'c>, top: u64, size: u64) -> io::Result<()> {
        let first = self.written + 1;
        let (mut level, mut layer, mut layer_end) = (3, self.span, self.span);
        for index in 0..size {
            if index == layer_end {
                level += 1;
                layer = layer.saturating_mul(self.span);
                layer_end = layer_end.saturating_add(layer);
            }
            let manager = match index / self.span {
                0 => top,
                above => first + above - 1,
            };
            let leads = (index + 1).saturating_mul(self.span) < size;
            let kinds = if leads { &unit.heads } else { &unit.staff };
            let seat = &kinds[self.rng.usize(..kinds.len())];
            self.seat(
                seat,
                NextPosition {
                    manager: Some(manager),
                    level,
                    department: unit.department,
                    can_be_vacant: !leads,
                },
            )?;
        }
        Ok(())
    }

    fn seat(&mut self, seat: &SeatKind, place: NextPosition<'c>) -> io::Result<()> {
        let cells = &mut self.cells;
        let locations = self.cast.locations();
        self.written += 1;
        number("P", self.written, &mut cells.id);
        number("L", place.level, &mut cells.level);
        match place.manager {
            Some(manager) => number("P", manager, &mut cells.reports_to),
            None => cells.reports_to.clear(),
        }
        seat.title.draw(&mut self.rng, &mut cells.title);
        if self.fields.contains(&Field::Responsibilities) {
            seat.duties
                .draw(&mut self.prose, &mut cells.responsibilities);
        }
        let location = &locations[self.rng.usize(..locations.len())];
        // Some seats without reports are vacant.
        let vacant = self.rng.u8(..) < 4 && place.can_be_vacant;
        match vacant {
            true => cells.incumbent.clear(),
            false => self.cast.person(self.written, &mut cells.incumbent),
        }
        let cells = &self.cells;
        let cell = |field: Field| match field {
            Field::Id => cells.id.as_str(),
            Field::Title => &cells.title,
            Field::Incumbent => &cells.incumbent,
            Field::ReportsTo => &cells.reports_to,
            Field::Department => place.department,
            Field::Entity => &cells.entity,
            Field::Location => location,
            Field::Level => &cells.level,
            Field::Responsibilities => &cells.responsibilities,
            Field::Status if vacant => "vacant",
            Field::Status => "filled",
            Field::Size => &cells.size,
            // Other fields are not invented.
            _ => "",
        };
        self.rows
            .write(self.fields.iter().map(|field| (*field, cell(*field))))
    }
}

/// Writes a prefix and a number into a buffer, which is emptied first.
fn number(prefix: &str, number: u64, out: &mut String) {
    out.clear();
    // Writing to a string cannot fail.
    let _ = write!(out, "{prefix}{number}");
}
