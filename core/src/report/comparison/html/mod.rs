//! The comparison as one page for a browser: no network, and scripts only for comfort.

mod escape;
mod page;
mod row;
