//! No secret of any sample reaches an output.
