//! Incidents as code: records, findings, numbers, recovery plans and the pages made of them.
