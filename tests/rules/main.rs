//! The rule pack, the layers that users put over it, and what measures and learns its numbers.

mod contributing;
mod evaluate;
mod fit;
mod layers;
mod only_data;
mod pack;
mod schema;
