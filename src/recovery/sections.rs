//! The parts of the plan that no service holds: activation, call tree, vendors, alternate site, way back, upkeep.

use serde::Serialize;

use super::{said, seconds};
use crate::workspace::Workspace;

/// What `plan.yaml` says; a section that is not written is empty or `None`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sections<'a> {
    /// When the plan is put into action, and by whom.
    pub activation: Vec<Criterion<'a>>,
    /// Who is called, in order.
    pub call_tree: Vec<Call<'a>>,
    /// Others whose help is needed.
    pub vendors: Vec<Vendor<'a>>,
    /// Where work goes on when the usual place is lost.
    pub alternate_site: Option<AlternateSite<'a>>,
    /// How to go back to normal. Markdown.
    pub reconstitution: Option<&'a str>,
    /// The team that keeps the plan true.
    pub maintainer: Option<&'a str>,
    /// How often it is read through, in seconds.
    pub review_every: Option<i64>,
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

impl<'a> Sections<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let Some(record) = &workspace.plan else { return Self::default() };
        let plan = &record.data;
        let criteria = plan.activation.iter();
        let calls = plan.call_tree.iter();
        let vendors = plan.vendors.iter();
        let maintenance = plan.maintenance.as_ref();
        Self {
            activation: criteria
                .map(|one| Criterion {
                    criterion: said(one.criterion.as_ref()),
                    authority: said(one.authority.as_ref()),
                })
                .collect(),
            call_tree: calls
                .map(|one| Call {
                    role: said(one.role.as_ref()),
                    contact: said(one.contact.as_ref()),
                    backup: said(one.backup.as_ref()),
                    within: seconds(one.within.as_ref()),
                })
                .collect(),
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
            maintainer: maintenance.and_then(|one| said(one.owner.as_ref())),
            review_every: maintenance.and_then(|one| seconds(one.review_every.as_ref())),
        }
    }

    /// Names of the sections that are not written.
    pub fn missing(&self) -> Vec<&'static str> {
        let sections = [
            ("activation criteria", self.activation.is_empty()),
            ("call tree", self.call_tree.is_empty()),
            ("vendors", self.vendors.is_empty()),
            ("alternate site", self.alternate_site.is_none()),
            ("reconstitution", self.reconstitution.is_none()),
            ("maintenance", self.maintainer.is_none()),
        ];
        sections.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect()
    }
}
