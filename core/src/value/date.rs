//! A day of the calendar, as people write it.

use std::fmt;

use serde::de;

use crate::error::{Code, Error, Result};

/// A day of the Gregorian calendar, from `0001-01-01` to `9999-12-31`; later days are greater.
///
/// It has no time zone: whoever asks what holds today says which day that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day with these numbers; months and days begin at 1.
    ///
    /// # Errors
    /// `E_USAGE` for a day that the calendar does not have.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year.into(), month.into())).contains(&day.into());
        match exists {
            true => Ok(Self { year, month, day }),
            false => Err(no_day()),
        }
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// `E_USAGE` for any other text, and for a day that the calendar does not have.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = text.as_bytes();
        let written = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !written {
            return Err(no_day());
        }
        let number = |from: usize, to: usize| {
            bytes[from..to].iter().fold(0u16, |number, byte| number * 10 + u16::from(byte - b'0'))
        };
        Self::new(number(0, 4), number(5, 7) as u8, number(8, 10) as u8)
    }
}

fn no_day() -> Error {
    Error::new(Code::Usage, "this is no day of the calendar")
        .help("write year, month and day, as in `2027-01-31`")
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month (1 to 12) has.
pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl std::str::FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> de::Deserialize<'de> for Date {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl de::Visitor<'_> for Read {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day such as `2027-01-31`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                let wrong = |_| E::custom("expected a day of the calendar, as in `2027-01-31`");
                Date::parse(text).map_err(wrong)
            }
        }
        deserializer.deserialize_str(Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written_and_ordered() {
        for text in ["2027-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        assert!(Date::parse("2027-01-31").unwrap() < Date::parse("2027-02-01").unwrap());
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2027-1-31",
            "2027-02-29",
            "1900-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-04-31",
            "2027-01-00",
            "0000-01-01",
            "2027/01/31",
            "2027-01-31T00:00:00Z",
            "２０２７-01-3",
            "+027-01-31",
        ] {
            assert_eq!(Date::parse(text).unwrap_err().code(), Code::Usage, "{text}");
        }
    }
}
