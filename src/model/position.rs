//! A position on a chart, as a view into the text that holds it.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::{is_address, shown_id, shown_id_in_full};
use super::location::FileId;

/// A field of a position, which a column of a chart can give.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The identifier of the position within its file.
    Id,
    /// The job title.
    Title,
    /// The person who holds the position.
    Incumbent,
    /// The id of the position it reports to (solid line).
    ReportsTo,
    /// The ids of further managers (dotted lines).
    DottedLine,
    /// Department, team or unit.
    Department,
    /// The company or body the position belongs to.
    Entity,
    /// Place of work.
    Location,
    /// Grade or level.
    Level,
    /// The profession or occupational group that the seat belongs to.
    Profession,
    /// The duty text.
    Responsibilities,
    /// Filled, vacant or eliminated.
    Status,
    /// Permanent, interim or acting.
    Tenure,
    /// Headcount of the company.
    Size,
    /// The position as a part of a full-time post.
    Fte,
    /// The identifier of the person, if the position has an id of its own.
    PersonId,
    /// E-mail address of the incumbent.
    Email,
    /// Sign-in name of the incumbent.
    UserName,
    /// The incumbent's entry in a directory: `CN=Jane Doe,OU=…`.
    DistinguishedName,
    /// Given name of the incumbent, if the chart separates the names.
    GivenName,
    /// Family name of the incumbent, if the chart separates the names.
    FamilyName,
    /// E-mail address of the manager.
    ManagerEmail,
    /// Name of the manager.
    ManagerName,
    /// Given name of the manager, if the chart separates the names.
    ManagerGivenName,
    /// Family name of the manager, if the chart separates the names.
    ManagerFamilyName,
    /// Whether the holder is gone: "true" if the account is closed.
    Gone,
    /// First day in the position.
    Start,
    /// Last day in the position.
    End,
    /// The label for the roles that the seat holds. Verdicts are measured against labels.
    LabelRole,
    /// The label for the focus of the seat.
    LabelFocus,
    /// The label for the rank of the title.
    LabelRank,
    /// The label for the function that the title names.
    LabelFunction,
}

impl Field {
    /// How many fields there are.
    pub(crate) const COUNT: usize = Field::ALL.len();

    /// All fields.
    pub const ALL: [Field; 32] = [
        Field::Id,
        Field::Title,
        Field::Incumbent,
        Field::ReportsTo,
        Field::DottedLine,
        Field::Department,
        Field::Entity,
        Field::Location,
        Field::Level,
        Field::Profession,
        Field::Responsibilities,
        Field::Status,
        Field::Tenure,
        Field::Size,
        Field::Fte,
        Field::PersonId,
        Field::Email,
        Field::UserName,
        Field::DistinguishedName,
        Field::GivenName,
        Field::FamilyName,
        Field::ManagerEmail,
        Field::ManagerName,
        Field::ManagerGivenName,
        Field::ManagerFamilyName,
        Field::Gone,
        Field::Start,
        Field::End,
        Field::LabelRole,
        Field::LabelFocus,
        Field::LabelRank,
        Field::LabelFunction,
    ];

    /// The labels, in the order of [`Position::labels`].
    pub const LABELS: [Field; 4] = [
        Field::LabelRole,
        Field::LabelFocus,
        Field::LabelRank,
        Field::LabelFunction,
    ];

    /// The fields that identify rows and decide verdicts, apart from duty texts.
    pub const DECISIVE: [Field; 7] = [
        Field::Id,
        Field::Title,
        Field::Incumbent,
        Field::ReportsTo,
        Field::DottedLine,
        Field::Department,
        Field::Entity,
    ];

    /// The columns that may say who the manager is, the most reliable first.
    pub const MANAGER: [Field; 3] = [Field::ReportsTo, Field::ManagerEmail, Field::ManagerName];

    /// Further identifiers of a person besides the id of the seat, in the order of [`Position::keys`].
    pub(crate) const KEYS: [Field; 4] = [
        Field::PersonId,
        Field::Email,
        Field::UserName,
        Field::DistinguishedName,
    ];

    /// The fields that are kept as text. Other fields are read into typed values.
    pub(crate) const TEXTS: [Field; 11] = [
        Field::Id,
        Field::Title,
        Field::Incumbent,
        Field::ReportsTo,
        Field::DottedLine,
        Field::Department,
        Field::Entity,
        Field::Location,
        Field::Level,
        Field::Profession,
        Field::Responsibilities,
    ];

    /// Whether the field can identify a person. Such text is shown only on request.
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            Field::Incumbent
                | Field::PersonId
                | Field::Email
                | Field::UserName
                | Field::DistinguishedName
                | Field::GivenName
                | Field::FamilyName
                | Field::ManagerEmail
                | Field::ManagerName
                | Field::ManagerGivenName
                | Field::ManagerFamilyName
        )
    }

    /// Whether a text in this field may be shown because it identifies nobody, as far as that can be said
    /// without the chart.
    pub fn may_show(self, text: &str) -> bool {
        match self {
            // Only the chart knows whether these are ids.
            Field::ReportsTo | Field::DottedLine => false,
            Field::Id => !is_address(text.trim()),
            // A value that is neither a number nor a date is in the wrong column and may be a name.
            Field::Size | Field::Fte | Field::Start | Field::End => {
                !text.contains(char::is_alphabetic)
            }
            field => !field.is_personal(),
        }
    }

    /// Whether the field holds one of a few words that the rules know. Another word is in the wrong column.
    pub fn is_of_known_words(self) -> bool {
        matches!(self, Field::Status | Field::Tenure)
    }

    /// The name of the field in rule packs and output.
    pub fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Title => "title",
            Field::Incumbent => "incumbent",
            Field::ReportsTo => "reports-to",
            Field::DottedLine => "dotted-line",
            Field::Department => "department",
            Field::Entity => "entity",
            Field::Location => "location",
            Field::Level => "level",
            Field::Profession => "profession",
            Field::Responsibilities => "responsibilities",
            Field::Status => "status",
            Field::Tenure => "tenure",
            Field::Size => "size",
            Field::Fte => "fte",
            Field::PersonId => "person-id",
            Field::Email => "email",
            Field::UserName => "user-name",
            Field::DistinguishedName => "distinguished-name",
            Field::GivenName => "given-name",
            Field::FamilyName => "family-name",
            Field::ManagerEmail => "manager-email",
            Field::ManagerName => "manager-name",
            Field::ManagerGivenName => "manager-given-name",
            Field::ManagerFamilyName => "manager-family-name",
            Field::Gone => "gone",
            Field::Start => "start",
            Field::End => "end",
            Field::LabelRole => "label-role",
            Field::LabelFocus => "label-focus",
            Field::LabelRank => "label-rank",
            Field::LabelFunction => "label-function",
        }
    }
}

/// Whether somebody holds the position.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Somebody holds it.
    #[default]
    Filled,
    /// The position exists, but nobody holds it.
    Vacant,
    /// The position no longer exists.
    Eliminated,
}

/// How long the incumbent will hold the position.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Tenure {
    /// Without a known end.
    #[default]
    Permanent,
    /// Until a permanent holder is found.
    Interim,
    /// In place of the actual holder.
    Acting,
    /// Not as an employee: a contractor, a consultant, somebody lent by an agency.
    Contract,
}

/// One position, borrowed from the batch that holds its text. A text is empty if the file does not give it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position<'a> {
    /// The file it was read from.
    pub file: FileId,
    /// Line on which its record begins, counted from 1.
    pub line: u32,
    /// The number of its row among those of the file, counted from 1; 0 if it is of no file. Unlike `line`, it does not
    /// count the header, and a row of several lines counts once.
    pub row: u32,
    /// Byte at which its record begins.
    pub offset: u64,
    /// [`Field::Id`].
    pub id: &'a str,
    /// Whether the id is a word that charts write if there is none ("0", "N/A"). Many seats may have it
    /// without sharing an id.
    pub id_is_placeholder: bool,
    /// [`Field::Title`].
    pub title: &'a str,
    /// [`Field::Incumbent`]. Private: never printed unless the user asks for names.
    pub incumbent: &'a str,
    /// Further identifiers of the incumbent, one a line: [`Field::PersonId`], [`Field::Email`],
    /// [`Field::UserName`], [`Field::DistinguishedName`]. Lines at the end may be missing. Private.
    pub keys: &'a str,
    /// The manager, by the most reliable of [`Field::MANAGER`] that the row gives. Empty at the top of the
    /// chart.
    pub reports_to: &'a str,
    /// The same manager by the others of [`Field::MANAGER`], one a line. Private.
    pub manager_keys: &'a str,
    /// [`Field::DottedLine`]: ids, one a line.
    pub dotted_line: &'a str,
    /// [`Field::Department`].
    pub department: &'a str,
    /// [`Field::Entity`].
    pub entity: &'a str,
    /// [`Field::Location`].
    pub location: &'a str,
    /// [`Field::Level`].
    pub level: &'a str,
    /// [`Field::Profession`].
    pub profession: &'a str,
    /// [`Field::Responsibilities`]: the duty text. Items of a list are on lines of their own.
    pub responsibilities: &'a str,
    /// [`Field::Status`].
    pub status: Status,
    /// [`Field::Tenure`].
    pub tenure: Tenure,
    /// [`Field::Size`]: declared headcount of the entity.
    pub size: Option<u32>,
    /// [`Field::Fte`]: hundredths of a full-time post, as written. Some charts write percentages, others
    /// fractions.
    pub fte: Option<u16>,
    /// The labels of the seat, one of [`Field::LABELS`] a line. Lines at the end may be missing. No verdict
    /// uses them.
    pub labels: &'a str,
    /// Days from the audit date until [`Field::End`].
    pub ends_in: Option<u16>,
    /// Whether the pseudonym of its id stands for another id of the chart too, so that a longer one is shown.
    pub has_long_pseudonym: bool,
    /// Whether the row has missing or surplus cells. Its cells may belong to other columns, so no line is drawn from
    /// what it says of its manager.
    pub is_ragged: bool,
}

/// Whether the reader made this id up: it is the line of the seat, and perhaps the column.
pub(crate) fn is_made_up(id: &str) -> bool {
    let place = id.strip_prefix('@');
    place.is_some_and(|place| place.split(':').all(|part| part.parse::<u32>().is_ok()))
}

impl<'a> Position<'a> {
    /// The id as it is shown: a pseudonym where it is an address.
    pub fn shown_id(&self) -> Cow<'a, str> {
        self.shown(self.id)
    }

    /// Whether the reader made its id up, as the chart gives none. Such an id means nothing to the user.
    pub fn has_made_up_id(&self) -> bool {
        is_made_up(self.id)
    }

    /// The same of an id that is made of that of the position.
    pub(crate) fn shown<'t>(&self, id: &'t str) -> Cow<'t, str> {
        match self.has_long_pseudonym {
            true => shown_id_in_full(id),
            false => shown_id(id),
        }
    }

    /// Whether this is what stands for its id in any output.
    pub fn is_shown_as(&self, id: &str) -> bool {
        id == self.id || id == shown_id(self.id) || id == shown_id_in_full(self.id)
    }

    /// The text of a field. Empty for fields that are not kept as text.
    pub fn text(&self, field: Field) -> &'a str {
        match field {
            Field::Id => self.id,
            Field::Title => self.title,
            Field::Incumbent => self.incumbent,
            Field::ReportsTo => self.reports_to,
            Field::DottedLine => self.dotted_line,
            Field::Department => self.department,
            Field::Entity => self.entity,
            Field::Location => self.location,
            Field::Level => self.level,
            Field::Profession => self.profession,
            Field::Responsibilities => self.responsibilities,
            Field::PersonId | Field::Email | Field::UserName | Field::DistinguishedName => {
                line_of(self.keys, &Field::KEYS, field)
            }
            Field::LabelRole | Field::LabelFocus | Field::LabelRank | Field::LabelFunction => {
                line_of(self.labels, &Field::LABELS, field)
            }
            Field::Status
            | Field::Tenure
            | Field::Size
            | Field::Fte
            | Field::GivenName
            | Field::FamilyName
            | Field::ManagerEmail
            | Field::ManagerName
            | Field::ManagerGivenName
            | Field::ManagerFamilyName
            | Field::Gone
            | Field::Start
            | Field::End => "",
        }
    }
}

/// The line of a field in a text that has one line for each of `fields`.
fn line_of<'a>(lines: &'a str, fields: &[Field], field: Field) -> &'a str {
    let line = fields.iter().position(|one| *one == field);
    line.and_then(|line| lines.split('\n').nth(line))
        .unwrap_or_default()
}
