//! What an audit finds, on which charts, under which policy.

mod beside_officer;
mod defects;
mod disorder;
mod explain;
mod findings;
mod fixtures;
mod in_fact;
mod not_deserved;
mod other_work;
mod overrides;
mod policy;
mod stand_ins;
mod unit_texts;
mod units;
