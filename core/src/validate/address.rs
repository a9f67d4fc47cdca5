//! Addresses in texts: `scheme://user@host:port/…`.

/// An address, as far as rules ask after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'t> {
    /// Without `jdbc:` in front of it.
    pub(super) scheme: &'t str,
    /// The first host, without its port.
    pub(super) host: &'t str,
}

impl<'t> Address<'t> {
    /// The address that a text is.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once("://")?;
        let scheme = scheme.strip_prefix("jdbc:").unwrap_or(scheme);
        let known = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        if scheme.is_empty() || !scheme.bytes().all(known) {
            return None;
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
        let first = hosts.split(',').next().unwrap_or_default();
        let host = match first.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => first.split(':').next().unwrap_or_default(),
        };
        (!host.is_empty()).then_some(Self { scheme, host })
    }
}

/// Whether a host is the machine itself.
pub(super) fn is_loopback(host: &str) -> bool {
    let v4 = || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    host.eq_ignore_ascii_case("localhost") || host == "::1" || v4()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found_beside_user_port_and_path() {
        let host = |text| Address::of(text).map(|address| (address.scheme, address.host));
        assert_eq!(host("https://api.example"), Some(("https", "api.example")));
        assert_eq!(host("postgres://u:p@db:5432/x?y"), Some(("postgres", "db")));
        assert_eq!(host("jdbc:mysql://db/x"), Some(("mysql", "db")));
        assert_eq!(host("mongodb://a:1,b:2/x"), Some(("mongodb", "a")));
        assert_eq!(host("http://[::1]:80/"), Some(("http", "::1")));
        for none in ["api.example", "://x", "a b://c", "file:///etc/x"] {
            assert_eq!(host(none), None, "{none}");
        }
        assert!(is_loopback("127.0.0.5") && is_loopback("::1") && is_loopback("LOCALHOST"));
        assert!(!is_loopback("127.example") && !is_loopback("localhost.example"));
    }
}
