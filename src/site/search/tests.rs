//! The index decoded again.
