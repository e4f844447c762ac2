//! YAML, JSON, JSON Lines, LDIF and drawings of Mermaid: a text becomes a tree, and the mappings in it become positions.

pub mod cells;
pub mod documents;
pub mod file;
mod groups;
pub mod json;
pub mod json_lines;
pub mod keys;
pub mod ldif;
pub mod links;
pub mod mermaid;
pub mod mermaid_line;
mod nested;
pub mod node;
pub mod nodes;
pub mod noted;
pub mod remarks;
pub mod rows;
pub mod sample;
pub mod tells;
pub mod walk;
pub mod wrapped;
pub mod yaml;
