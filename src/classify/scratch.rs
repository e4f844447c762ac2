//! The scans of a position's texts, and the space that one verdict after the other can use for them.

use std::cell::RefCell;

use super::read_lately::{ReadDuties, ReadLately, ReadName};
use crate::model::Position;
use crate::rules::{Buffers, Rules, Scan};

/// Scratch space for judging positions.
#[derive(Debug, Default)]
pub struct Scratch {
    titles: ReadLately<ReadName>,
    departments: ReadLately<ReadName>,
    duties: ReadLately<ReadDuties>,
    /// Working space for all scans, free for another text between them.
    buffers: Buffers,
}

/// The texts that all readers of a position ask for, each scanned once, and taken apart by what the words mean.
#[derive(Clone, Copy)]
pub(super) struct Scans<'b> {
    pub title: Scan<'b>,
    pub of_title: &'b ReadName,
    pub department: Scan<'b>,
    pub of_department: &'b ReadName,
    pub duties: Scan<'b>,
    pub of_duties: &'b ReadDuties,
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
        let buffers = &mut self.buffers;
        let title = self.titles.read(rules, position.title, buffers);
        let department = self.departments.read(rules, position.department, buffers);
        let duties = self.duties.read(rules, position.responsibilities, buffers);
        let scans = Scans {
            title: title.scan(),
            of_title: title,
            department: department.scan(),
            of_department: department,
            duties: duties.scan(),
            of_duties: duties,
        };
        (scans, buffers)
    }
}
