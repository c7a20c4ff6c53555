//! The closed lists of words used in records.

use super::choice::choice;

choice! {
    /// What sort of record an incident file is.
    IncidentKind {
        /// Something broke or degraded.
        Incident = "incident",
        /// As an incident, restricted by default.
        Security = "security",
        /// It could have hurt and did not: counted apart, without durations.
        NearMiss = "near-miss",
        /// Planned work; never downtime unless it overran.
        Maintenance = "maintenance",
        /// Another organisation's published outage, kept to learn from.
        External = "external",
    }
}

choice! {
    /// Who or what noticed.
    DetectionSource {
        /// An alert or a probe.
        Monitoring = "monitoring",
        /// Somebody reading logs.
        Logs = "logs",
        /// A user told us.
        UserReport = "user-report",
        /// Somebody operating the system saw it.
        Operator = "operator",
        /// Something else.
        Other = "other",
        /// Said to be unknown.
        Unknown = "unknown",
    }
}

choice! {
    /// Which layer of monitoring noticed.
    Layer {
        /// Machines, network, storage.
        Infrastructure = "infrastructure",
        /// Errors and latency of a program.
        Application = "application",
        /// What the business counts: orders, payments.
        Business = "business",
    }
}

choice! {
    /// How badly a service was hit during an interval.
    OutageKind {
        /// It did not work.
        Down = "down",
        /// It worked badly or for some.
        Degraded = "degraded",
    }
}

choice! {
    /// What kind of step a mitigation was.
    MitigationKind {
        /// Instances restarted.
        Restart = "restart",
        /// A change taken back.
        Rollback = "rollback",
        /// Moved to another place.
        Failover = "failover",
        /// Capacity added or taken away.
        Scale = "scale",
        /// A switch turned.
        FeatureFlag = "feature-flag",
        /// A setting changed.
        Config = "config",
        /// Data brought back from a copy.
        Restore = "restore",
        /// Anything else.
        Other = "other",
    }
}

choice! {
    /// Whether a mitigation helped.
    Effect {
        /// It helped.
        Yes = "yes",
        /// It helped somewhat.
        Partial = "partial",
        /// It did nothing.
        No = "no",
        /// It made things worse.
        Harmful = "harmful",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

choice! {
    /// How a check came out.
    CheckResult {
        /// It passed.
        Passed = "passed",
        /// It failed.
        Failed = "failed",
        /// It passed in part.
        Partial = "partial",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

choice! {
    /// What a timeline row tells; a milestone name claims that milestone's time.
    RowKind {
        /// The cause happened.
        Triggered = "triggered",
        /// Impact began.
        Started = "started",
        /// It was noticed.
        Detected = "detected",
        /// It was declared an incident.
        Declared = "declared",
        /// Somebody took it.
        Acknowledged = "acknowledged",
        /// Users were no longer hurt.
        Mitigated = "mitigated",
        /// The cause was removed.
        Repaired = "repaired",
        /// Verified back to normal.
        Resolved = "resolved",
        /// The record was closed.
        Closed = "closed",
        /// Something was noticed.
        Detection = "detection",
        /// An alert fired.
        Alert = "alert",
        /// Somebody did something.
        Action = "action",
        /// Something was decided.
        Decision = "decision",
        /// Somebody was told.
        Communication = "communication",
        /// Somebody was brought in.
        Escalation = "escalation",
        /// Something got better.
        Recovery = "recovery",
        /// Anything else.
        Note = "note",
    }
}

choice! {
    /// Which duration a source states.
    Measure {
        /// Until it was noticed.
        Detect = "detect",
        /// Until somebody took it.
        Acknowledge = "acknowledge",
        /// Until users were no longer hurt.
        Mitigate = "mitigate",
        /// Until the cause was removed.
        Repair = "repair",
        /// Until it was verified back to normal.
        Resolve = "resolve",
    }
}

choice! {
    /// From when a stated duration counts.
    StatedFrom {
        /// From the beginning of impact.
        Started = "started",
        /// From detection.
        Detected = "detected",
        /// From declaration.
        Declared = "declared",
    }
}

choice! {
    /// Which clock a stated duration counts by.
    Basis {
        /// Every hour counts.
        Wall = "wall",
        /// Working hours count.
        Business = "business",
    }
}

choice! {
    /// What an action item is for.
    ActionKind {
        /// It keeps it from happening.
        Prevent = "prevent",
        /// It notices sooner.
        Detect = "detect",
        /// It hurts less or shorter.
        Mitigate = "mitigate",
        /// It changes how people work.
        Process = "process",
    }
}

choice! {
    /// How far an action item is.
    ActionState {
        /// Suggested.
        Proposed = "proposed",
        /// Agreed, with an owner.
        Committed = "committed",
        /// Finished.
        Done = "done",
        /// Decided against.
        Rejected = "rejected",
    }
}

choice! {
    /// How far the written review is.
    ReviewState {
        /// None is wanted.
        NotRequired = "not-required",
        /// Being written.
        Draft = "draft",
        /// Being read.
        InReview = "in-review",
        /// Agreed.
        Approved = "approved",
        /// Agreed and made known.
        Published = "published",
    }
}

choice! {
    /// Who may read a record or a field; each includes the ones before it.
    Audience {
        /// Everybody.
        Public = "public",
        /// Everybody inside.
        Internal = "internal",
        /// Only those who need it.
        Restricted = "restricted",
    }
}

choice! {
    /// How strongly a service needs another.
    DependencyKind {
        /// It does not work without.
        Hard = "hard",
        /// It works, with less.
        Soft = "soft",
    }
}

choice! {
    /// How changes reach production.
    DeploymentStrategy {
        /// Instance by instance.
        Rolling = "rolling",
        /// A second environment, then a switch.
        BlueGreen = "blue-green",
        /// A small share first.
        Canary = "canary",
    }
}

choice! {
    /// How a service survives the loss of its place.
    FailoverStrategy {
        /// Rebuilt from backups.
        BackupRestore = "backup-restore",
        /// Data is there, compute is started.
        PilotLight = "pilot-light",
        /// A small copy runs.
        WarmStandby = "warm-standby",
        /// Every place serves.
        ActiveActive = "active-active",
    }
}

choice! {
    /// How a copy is made.
    BackupMethod {
        /// A logical export.
        Dump = "dump",
        /// A picture of the volume.
        Snapshot = "snapshot",
        /// What changed since the last one.
        Incremental = "incremental",
        /// Point-in-time recovery from an archived log; `every` is the archive lag.
        Pitr = "pitr",
        /// Files copied.
        Copy = "copy",
        /// Anything else.
        Other = "other",
    }
}

choice! {
    /// Whether a copy is written before or after the answer.
    ReplicationMode {
        /// Before: nothing is lost.
        Sync = "sync",
        /// After: the lag is lost.
        Async = "async",
    }
}

choice! {
    /// How a service is recovered.
    RecoveryMethod {
        /// Started again.
        Restart = "restart",
        /// Back to the version before.
        Rollback = "rollback",
        /// Moved to another place.
        Failover = "failover",
        /// Brought back from a copy.
        Restore = "restore",
    }
}

choice! {
    /// What is lost or broken.
    Scenario {
        /// One instance is gone.
        InstanceLoss = "instance-loss",
        /// A zone is gone.
        ZoneLoss = "zone-loss",
        /// A region is gone.
        RegionLoss = "region-loss",
        /// Data is wrong.
        Corruption = "corruption",
        /// Data is gone.
        Deletion = "deletion",
        /// A change broke it.
        BadChange = "bad-change",
        /// Anything else.
        Other = "other",
    }
}

impl Scenario {
    /// Whether it hits one service and leaves what that needs as it was.
    pub fn is_local(self) -> bool {
        matches!(self, Self::InstanceLoss | Self::BadChange)
    }
}
