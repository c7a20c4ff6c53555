//! The parts of the plan that no service holds: activation, notification, call tree, roles, assessment, foundations,
//! vendors, alternate site, way back, copies, upkeep.

use serde::Serialize;

use super::{said, seconds, word};
use crate::record::{Date, Foundations, Leaf, Text};
use crate::workspace::Workspace;

/// What `plan.yaml` says; a section that is not written is empty or `None`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sections<'a> {
    /// There is a `plan.yaml`.
    pub written: bool,
    /// When the plan is put into action, and by whom.
    pub activation: Vec<Criterion<'a>>,
    /// How people are told. Markdown.
    pub notification: Option<&'a str>,
    /// Who is called, in order.
    pub call_tree: Vec<Call<'a>>,
    /// Who does what.
    pub roles: Vec<Role<'a>>,
    /// Who looks at what to judge the damage. Markdown.
    pub outage_assessment: Option<&'a str>,
    /// What every recovery needs without saying so.
    pub foundations: Vec<Foundation<'a>>,
    /// Others whose help is needed.
    pub vendors: Vec<Vendor<'a>>,
    /// Where work goes on when the usual place is lost.
    pub alternate_site: Option<AlternateSite<'a>>,
    /// How to go back to normal. Markdown.
    pub reconstitution: Option<&'a str>,
    /// Where the plan itself can be read.
    pub documents: Vec<Document<'a>>,
    /// The team that keeps the plan true.
    pub maintainer: Option<&'a str>,
    /// How often it is read through, in seconds.
    pub review_every: Option<i64>,
    /// When it was last read through.
    #[serde(serialize_with = "word::option")]
    pub last_reviewed: Option<Date>,
}

/// One reason to put the plan into action.
#[derive(Debug, Clone, Serialize)]
pub struct Criterion<'a> {
    /// What must be seen.
    pub criterion: Option<&'a str>,
    /// Who decides.
    pub authority: Option<&'a str>,
}

/// One call.
#[derive(Debug, Clone, Serialize)]
pub struct Call<'a> {
    /// In which role.
    pub role: Option<&'a str>,
    /// Who.
    pub contact: Option<&'a str>,
    /// Who stands in.
    pub backup: Option<&'a str>,
    /// How soon, in seconds.
    pub within: Option<i64>,
}

/// A role of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct Role<'a> {
    /// Its name.
    pub role: Option<&'a str>,
    /// What it does. Markdown.
    pub duty: Option<&'a str>,
}

/// Something that every recovery needs.
#[derive(Debug, Clone, Serialize)]
pub struct Foundation<'a> {
    /// `dns`, `certificates`, `registry`, `secrets` or `ci`.
    pub kind: &'static str,
    /// A service, a vendor, or `none: why`.
    pub by: &'a str,
}

/// Somebody outside whose help is needed.
#[derive(Debug, Clone, Serialize)]
pub struct Vendor<'a> {
    /// Who.
    pub name: Option<&'a str>,
    /// What they do for us.
    pub service: Option<&'a str>,
    /// How to reach them.
    pub contact: Option<&'a str>,
    /// Under which contract.
    pub contract: Option<&'a str>,
    /// What they promise.
    pub sla: Option<&'a str>,
}

/// Where work goes on.
#[derive(Debug, Clone, Serialize)]
pub struct AlternateSite<'a> {
    /// Where.
    pub location: Option<&'a str>,
    /// Cold, warm, hot.
    pub kind: Option<&'a str>,
    /// How much it carries.
    pub capacity: Option<&'a str>,
}

/// A copy of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct Document<'a> {
    /// What it is.
    pub title: Option<&'a str>,
    /// Its address, or the place where it lies.
    pub at: Option<&'a str>,
    /// The service it is read from.
    pub service: Option<&'a str>,
    /// It can be read without a network.
    pub offline: bool,
}

impl<'a> Sections<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let Some(record) = &workspace.plan else { return Self::default() };
        let plan = &record.data;
        let criteria = plan.activation.iter();
        let calls = plan.call_tree.iter();
        let roles = plan.roles.iter();
        let foundations = plan.foundations.iter().flat_map(Foundations::each);
        let vendors = plan.vendors.iter();
        let documents = plan.documents.iter();
        let maintenance = plan.maintenance.as_ref();
        Self {
            written: true,
            activation: criteria
                .map(|one| Criterion {
                    criterion: said(one.criterion.as_ref()),
                    authority: said(one.authority.as_ref()),
                })
                .collect(),
            notification: said(plan.notification.as_ref()),
            call_tree: calls
                .map(|one| Call {
                    role: said(one.role.as_ref()),
                    contact: said(one.contact.as_ref()),
                    backup: said(one.backup.as_ref()),
                    within: seconds(one.within.as_ref()),
                })
                .collect(),
            roles: roles
                .map(|one| Role { role: said(one.role.as_ref()), duty: said(one.duty.as_ref()) })
                .collect(),
            outage_assessment: said(plan.outage_assessment.as_ref()),
            foundations: foundations.filter_map(foundation).collect(),
            vendors: vendors
                .map(|one| Vendor {
                    name: said(one.name.as_ref()),
                    service: said(one.service.as_ref()),
                    contact: said(one.contact.as_ref()),
                    contract: said(one.contract.as_ref()),
                    sla: said(one.sla.as_ref()),
                })
                .collect(),
            alternate_site: plan.alternate_site.as_ref().map(|site| AlternateSite {
                location: said(site.location.as_ref()),
                kind: said(site.kind.as_ref()),
                capacity: said(site.capacity.as_ref()),
            }),
            reconstitution: said(plan.reconstitution.as_ref()),
            documents: documents
                .map(|one| Document {
                    title: said(one.title.as_ref()),
                    at: said(one.at.as_ref()),
                    service: said(one.service.as_ref()),
                    offline: one.offline.as_ref().and_then(Leaf::get).is_some_and(|flag| flag.0),
                })
                .collect(),
            maintainer: maintenance.and_then(|one| said(one.owner.as_ref())),
            review_every: maintenance.and_then(|one| seconds(one.review_every.as_ref())),
            last_reviewed: maintenance.and_then(|one| one.last_reviewed.as_ref()?.get().copied()),
        }
    }

    /// Names of the sections that are not written.
    pub fn missing(&self) -> Vec<&'static str> {
        let sections = [
            ("activation criteria", self.activation.is_empty()),
            ("notification", self.notification.is_none()),
            ("call tree", self.call_tree.is_empty()),
            ("roles", self.roles.is_empty()),
            ("outage assessment", self.outage_assessment.is_none()),
            ("foundations", self.foundations.is_empty()),
            ("vendors", self.vendors.is_empty()),
            ("alternate site", self.alternate_site.is_none()),
            ("reconstitution", self.reconstitution.is_none()),
            ("documents", self.documents.is_empty()),
            ("maintenance", self.maintainer.is_none()),
        ];
        sections.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect()
    }
}

fn foundation<'a>((kind, by): (&'static str, Option<&'a Text>)) -> Option<Foundation<'a>> {
    Some(Foundation { kind, by: said(by)? })
}
