//! Every query names a metric we write; names, units and labels are what readers ask for.
use super::*;
