//! The scans of a position's texts, and the space that one verdict after the other can use for them.

use std::cell::RefCell;

use crate::model::Position;
use crate::rules::{Buffers, Rules, Scan};

/// Scratch space for judging positions.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) title: Buffers,
    pub(super) department: Buffers,
    pub(super) duties: Buffers,
    /// For texts that few readers ask for.
    pub(super) others: Buffers,
}

/// The texts that all readers of a position ask for, each scanned once.
#[derive(Clone, Copy)]
pub(super) struct Scans<'b> {
    pub title: Scan<'b>,
    pub department: Scan<'b>,
    pub duties: Scan<'b>,
}

thread_local! {
    static OF_THREAD: RefCell<Scratch> = RefCell::default();
}

impl Scratch {
    /// Does something with a scratch space that the thread keeps: what it learned of the words of one batch serves the
    /// next.
    pub(crate) fn of_thread<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
        OF_THREAD.with(|scratch| match scratch.try_borrow_mut() {
            Ok(mut scratch) => work(&mut scratch),
            // Somebody further up works with it.
            Err(_) => work(&mut Scratch::default()),
        })
    }

    /// Scans the texts of a position, and gives what is left of the space.
    pub(super) fn scan(
        &mut self,
        rules: &Rules,
        position: &Position<'_>,
    ) -> (Scans<'_>, &mut Buffers) {
        let matcher = &rules.matcher;
        let scans = Scans {
            title: matcher.scan_title(position.title, &mut self.title),
            department: matcher.scan_title(position.department, &mut self.department),
            duties: matcher.scan(position.responsibilities, &mut self.duties),
        };
        (scans, &mut self.others)
    }
}
