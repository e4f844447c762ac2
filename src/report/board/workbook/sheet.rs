//! One sheet: a head that stays in view, filters, and rows of text, numbers and links.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};

use crate::report::words::plain;

/// The most rows below the head. A sheet cannot have more than 1,048,576.
pub(super) const MOST_ROWS: usize = 1_000_000;

/// The most characters of a cell.
const MOST_CHARS: usize = 32_000;

/// Links are costly for whoever opens the file, and a sheet cannot have more than 65,530.
const MOST_LINKS: usize = 20_000;

/// A cell.
pub(super) enum SheetCell<'a> {
    /// Text, which never becomes a formula.
    Text(&'a str),
    Number(f64),
    /// Text that leads to a row of another sheet, counted from 0 below the head.
    Link {
        text: &'a str,
        sheet: &'a str,
        row: Option<usize>,
    },
}

/// A column: its head and its width in characters.
pub(super) type SheetColumn<'a> = (&'a str, f64);

pub(super) struct WorkbookSheet {
    sheet: Worksheet,
    columns: u16,
    rows: usize,
    links: usize,
    text: Format,
}

impl WorkbookSheet {
    pub fn new(name: &str, columns: &[SheetColumn<'_>]) -> Result<WorkbookSheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0xEC_EA_E4))
            .set_border_bottom(FormatBorder::Thin);
        for (column, (title, width)) in (0u16..).zip(columns) {
            sheet.write_string_with_format(0, column, *title, &head)?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape();
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_print_fit_to_pages(1, 0);
        Ok(WorkbookSheet {
            sheet,
            columns: columns.len() as u16,
            rows: 0,
            links: 0,
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        })
    }

    /// Adds a row. False if the sheet is full.
    pub fn row(&mut self, cells: &[SheetCell<'_>]) -> Result<bool, XlsxError> {
        if self.rows == MOST_ROWS {
            return Ok(false);
        }
        self.rows += 1;
        let row = self.rows as u32;
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                SheetCell::Text(text) => self.text(row, column, text)?,
                SheetCell::Number(number) => {
                    let number = *number;
                    self.sheet
                        .write_number_with_format(row, column, number, &self.text)?;
                }
                SheetCell::Link {
                    text,
                    sheet,
                    row: Some(to),
                } if self.links < MOST_LINKS && !text.is_empty() => {
                    self.links += 1;
                    let url = Url::new(format!("internal:'{sheet}'!A{}", to + 2));
                    let url = url.set_text(shown(text));
                    self.sheet
                        .write_url_with_format(row, column, url, &self.text)?;
                }
                SheetCell::Link { text, .. } => self.text(row, column, text)?,
            }
        }
        Ok(true)
    }

    fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let text = shown(text);
            self.sheet
                .write_string_with_format(row, column, text, &self.text)?;
        }
        Ok(())
    }

    /// The sheet with filters on all columns.
    pub fn filtered(mut self) -> Result<Worksheet, XlsxError> {
        self.sheet
            .autofilter(0, 0, self.rows.max(1) as u32, self.columns - 1)?;
        Ok(self.sheet)
    }

    /// The sheet as it is.
    pub fn plain(self) -> Worksheet {
        self.sheet
    }
}

/// Text that is fit for a cell: its hidden characters are shown, and it is not too long.
fn shown(text: &str) -> String {
    let text = plain(text);
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}
