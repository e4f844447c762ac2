//! Matches the entities of two snapshots.

use rustc_hash::{FxHashMap, FxHashSet};

use super::tally::unique;
use crate::chart::{Chart, EntityId, SeatId};
use crate::model::FileId;
use crate::text::squeeze;

/// The entities of two snapshots, each with its match in the other snapshot.
#[derive(Debug)]
pub struct EntityPairs {
    new_of: Vec<Option<EntityId>>,
    old_of: Vec<Option<EntityId>>,
    /// A number for each file of the old and the new snapshot. Two files have the same number only if they
    /// are the same chart.
    charts: [FxHashMap<FileId, u32>; 2],
}

impl EntityPairs {
    /// Pairs entities by name: first within matching charts, then wherever a name occurs only once.
    pub fn by_name(old: &Chart, new: &Chart) -> EntityPairs {
        let mut pairs = EntityPairs {
            new_of: vec![None; old.entities().len()],
            old_of: vec![None; new.entities().len()],
            charts: same_charts(old, new),
        };
        let within = |chart, side: usize| {
            let charts = &pairs.charts[side];
            named(chart).map(move |(name, file, entity)| ((charts[&file], name), entity))
        };
        for (old, new) in unique(within(old, 0), within(new, 1)) {
            pairs.put(old, new);
        }
        let anywhere = |chart, left: fn(&EntityPairs, EntityId) -> bool| {
            let named = named(chart).filter(|(name, ..)| !name.is_empty());
            let named = named.filter(|(.., entity)| left(&pairs, *entity));
            named
                .map(|(name, _, entity)| (name, entity))
                .collect::<Vec<_>>()
        };
        let left_of_old = anywhere(old, |pairs, entity| pairs.new_of(entity).is_none());
        let left_of_new = anywhere(new, |pairs, entity| pairs.old_of(entity).is_none());
        for (old, new) in unique(left_of_old, left_of_new) {
            pairs.put(old, new);
        }
        pairs
    }

    /// Pairs entities whose names match nothing. More than half of the seats of one must have gone to the
    /// other, and more than half of the seats of the other must have come from there.
    pub(super) fn by_seats(&mut self, old: &Chart, new: &Chart, seats: &[(SeatId, SeatId)]) {
        let mut shared: FxHashMap<(EntityId, EntityId), usize> = FxHashMap::default();
        for (one, other) in seats {
            let both = (old.entity_of(*one), new.entity_of(*other));
            if self.new_of(both.0).is_none() && self.old_of(both.1).is_none() {
                *shared.entry(both).or_default() += 1;
            }
        }
        // With more than half on both sides, no entity can match two others.
        for ((one, other), count) in shared {
            let most = old
                .entity(one)
                .seats
                .len()
                .max(new.entity(other).seats.len());
            if 2 * count > most {
                self.put(one, other);
            }
        }
    }

    fn put(&mut self, old: EntityId, new: EntityId) {
        self.new_of[old.0 as usize] = Some(new);
        self.old_of[new.0 as usize] = Some(old);
    }

    /// The match of an old entity in the new snapshot.
    pub fn new_of(&self, old: EntityId) -> Option<EntityId> {
        self.new_of[old.0 as usize]
    }

    /// The match of a new entity in the old snapshot.
    pub fn old_of(&self, new: EntityId) -> Option<EntityId> {
        self.old_of[new.0 as usize]
    }

    /// The pairs, in the order of the new snapshot.
    pub fn iter(&self) -> impl Iterator<Item = (EntityId, EntityId)> + '_ {
        let new = (0..).map(EntityId).zip(&self.old_of);
        new.filter_map(|(new, old)| Some(((*old)?, new)))
    }

    /// A number that an old entity shares only with its match in the new snapshot.
    pub(super) fn token_of_old(&self, old: EntityId) -> u32 {
        let beyond = self.old_of.len() as u32 + old.0;
        self.new_of(old).map_or(beyond, |new| new.0)
    }

    /// The number of the chart that an old file belongs to. Only the matching chart has the same number. All files that
    /// are no charts, such as the configuration, have one number.
    pub(super) fn chart_of_old(&self, file: FileId) -> u32 {
        self.charts[0].get(&file).copied().unwrap_or(u32::MAX)
    }

    /// The number of the chart that a new file belongs to, likewise.
    pub(super) fn chart_of_new(&self, file: FileId) -> u32 {
        self.charts[1].get(&file).copied().unwrap_or(u32::MAX)
    }
}

/// The squeezed name of every entity and the file it is in. The name is empty if the chart gives none.
fn named(chart: &Chart) -> impl Iterator<Item = (String, FileId, EntityId)> + '_ {
    let mut first: Vec<Option<SeatId>> = vec![None; chart.entities().len()];
    for seat in chart.seats() {
        first[chart.entity_of(seat).0 as usize].get_or_insert(seat);
    }
    chart.entities().map(move |(id, entity)| {
        let seat = first[id.0 as usize];
        let name = seat.map_or("", |seat| chart.position(seat).entity);
        (squeeze(name), entity.file, id)
    })
}

/// Numbers the charts of both snapshots; matching charts get the same number. If each snapshot has one chart,
/// they match whatever their files are called. If there are several, they match by file name, compared first
/// with the folders below the snapshot's own folder, then without folders.
fn same_charts(old: &Chart, new: &Chart) -> [FxHashMap<FileId, u32>; 2] {
    let [old_files, new_files] = [old, new].map(|chart| {
        let files = (0..chart.sources().files.len() as u32).map(FileId);
        let seated = files.filter(|file| chart.first_seat(*file).is_some());
        let mut charts: Vec<_> = seated.map(|file| chart.sources().chart_of(file)).collect();
        charts.sort_unstable();
        charts.dedup();
        charts
    });
    let mut new_of: FxHashMap<FileId, FileId> = FxHashMap::default();
    let mut taken: FxHashSet<FileId> = FxHashSet::default();
    if let ([one], [other]) = (&old_files[..], &new_files[..]) {
        new_of.insert(*one, *other);
        taken.insert(*other);
    }
    for names in [below_folder, stems] {
        let left = names(old, &old_files).into_iter();
        let left = left.filter(|(_, file)| !new_of.contains_key(file));
        let open = names(new, &new_files).into_iter();
        let open = open.filter(|(_, file)| !taken.contains(file));
        for (one, other) in unique(left, open) {
            new_of.insert(one, other);
            taken.insert(other);
        }
    }
    let files = |chart: &Chart, number: &dyn Fn(FileId) -> u32| {
        let files = (0..chart.sources().files.len() as u32).map(FileId);
        files
            .map(|file| (file, number(chart.sources().chart_of(file))))
            .collect()
    };
    let beyond = new.sources().files.len() as u32;
    [
        files(old, &|chart| {
            new_of.get(&chart).map_or(beyond + chart.0, |new| new.0)
        }),
        files(new, &|chart| chart.0),
    ]
}

/// The names of files below the folder that holds all of them, without extensions.
fn below_folder(chart: &Chart, files: &[FileId]) -> Vec<(String, FileId)> {
    let folders = |file: &FileId| {
        let name = chart.sources().file(*file).name.replace('\\', "/");
        let mut folders: Vec<_> = name.split('/').map(str::to_owned).collect();
        folders.pop();
        folders
    };
    let all: Vec<_> = files.iter().map(folders).collect();
    let first = all.first().cloned().unwrap_or_default();
    let shared = |one: &Vec<String>| one.iter().zip(&first).take_while(|(a, b)| a == b).count();
    let shared = all.iter().map(shared).min().unwrap_or(0);
    let below = all.iter().map(|folders| folders[shared..].join("/"));
    let stems = stems(chart, files).into_iter();
    let named = below.zip(stems);
    named
        .map(|(below, (stem, file))| (format!("{below}/{stem}"), file))
        .collect()
}

/// The names of files without folders and extensions.
fn stems(chart: &Chart, files: &[FileId]) -> Vec<(String, FileId)> {
    let stem = |file: &FileId| (chart.sources().file(*file).stem().to_owned(), *file);
    files.iter().map(stem).collect()
}
