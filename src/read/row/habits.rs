//! How the values of a file are to be read, where that is not the same in all files.

/// How the values of a file are to be read, where that is not the same in all files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Habits {
    /// `0` is the id of a row and not the sign for none.
    pub zero_is_id: bool,
    /// Managers are named in brackets behind their names: "Jane Doe (IRS-1)".
    pub manager_in_brackets: bool,
    /// Managers are named by the way from the top to each row: `/1/3/`.
    pub manager_in_way: bool,
}
