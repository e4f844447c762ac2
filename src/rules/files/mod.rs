//! The files of a pack.
//!
//! `file` reads one, `layers` those of the user with the files that they extend, and `load` puts them over the built-in
//! files and a preset. `located` parses a file as a tree that keeps places, in which `blame` finds the place of an
//! error.

pub(in crate::rules) mod blame;
pub(in crate::rules) mod file;
pub(in crate::rules) mod layers;
pub(in crate::rules) mod load;
pub(in crate::rules) mod located;
