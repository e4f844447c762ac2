//! What docs/security.md promises: nothing lost, nothing shown, nothing forged, the same bytes in every run.

mod determinism;
mod hostile;
mod mutated;
mod privacy;
mod terminal;
