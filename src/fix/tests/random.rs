//! Random files with planted mistakes.
