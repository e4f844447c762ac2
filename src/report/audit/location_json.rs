//! A place in a file, as JSON.

use serde::Serialize;

use crate::classify::ClassifiedChart;
use crate::model::Location;

#[derive(Serialize)]
pub(in crate::report) struct LocationLine<'a> {
    pub file: &'a str,
    pub line: u32,
    pub column: u32,
}

pub(in crate::report) fn location_line<'a>(
    on: &'a ClassifiedChart,
    location: &Location,
) -> LocationLine<'a> {
    let file = &on.chart.sources().file(location.file).name;
    LocationLine {
        file,
        line: location.line,
        column: location.column,
    }
}
