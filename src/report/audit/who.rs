//! How a seat is called in an audit.

use crate::chart::SeatId;
use crate::report::Audited;
use crate::report::text_options::TextOptions;
use crate::report::words::{plain, titled};

pub(in crate::report) fn who(audited: Audited<'_>, options: TextOptions, seat: SeatId) -> String {
    let position = audited.on.chart.position(seat);
    let mut who = titled(&position);
    if options.show_names && !position.incumbent.is_empty() {
        who.push_str(&format!(", {}", plain(position.incumbent)));
    }
    who
}
