//! Networks in CIDR notation, and whether an address lies in one.
//!
//! An IPv4 address mapped into IPv6 counts as the IPv4 address, so that a dual-stack listener's
//! view of a client matches the rule that was written for it.

use std::fmt;
use std::net::IpAddr;

/// A range of addresses that share their leading bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    first: IpAddr,
    prefix: u8,
}

/// Why a text is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NetworkError {
    Address,
    /// The longest prefix of that family of addresses.
    Prefix(u8),
    /// The network the text probably means.
    HostBits(Network),
}

/// An address as it compares: mapped IPv4 as IPv4.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    text.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

impl Network {
    /// Reads `address/prefix`, or an address alone for a network of one.
    pub(super) fn parse(text: &str) -> Result<Self, NetworkError> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let written: IpAddr = address.parse().map_err(|_| NetworkError::Address)?;
        let longest = if written.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => longest,
            Some(digits) => read_prefix(digits, longest).ok_or(NetworkError::Prefix(longest))?,
        };
        let first = mask(written, prefix);
        if first != written {
            return Err(NetworkError::HostBits(Self { first, prefix }));
        }
        Ok(match first.to_canonical() {
            v4 @ IpAddr::V4(_) if written.is_ipv6() && prefix >= 96 => {
                Self { first: v4, prefix: prefix - 96 }
            }
            _ => Self { first, prefix },
        })
    }

    /// Whether the address, in the form [`address`] gives, lies in the network. An address of the
    /// other family never does.
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        mask(address, self.prefix) == self.first
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.prefix)
    }
}

/// Decimal digits without sign or leading zero, at most `longest`.
fn read_prefix(digits: &str, longest: u8) -> Option<u8> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'));
    let prefix = digits.parse().ok()?;
    (plain && prefix <= longest).then_some(prefix)
}

fn mask(address: IpAddr, prefix: u8) -> IpAddr {
    match address {
        IpAddr::V4(v4) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(prefix.min(32))).unwrap_or(0);
            IpAddr::V4((v4.to_bits() & mask).into())
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(prefix.min(128))).unwrap_or(0);
            IpAddr::V6((v6.to_bits() & mask).into())
        }
    }
}
