//! Instants: points in time, read and written as RFC 3339 text, to the nanosecond.
//!
//! The calendar is checked; a fraction has at most nine digits; second 60 is accepted where a leap
//! second can be, at the end of a month in UTC, and lies between seconds 59 and 0. The clock is
//! never read.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::days_in_month;
use crate::error::{Code, Error, Result};

/// A point in time, in UTC; later ones are greater.
///
/// ```
/// use stageline::value::Timestamp;
///
/// let start = Timestamp::parse("2027-01-31T10:00:00+01:00")?;
/// assert_eq!(start.to_string(), "2027-01-31T09:00:00Z");
/// assert_eq!(start, Timestamp::from_millis(start.as_millis()));
/// # Ok::<(), stageline::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Since the start of 1970 in UTC, without leap seconds.
    seconds: i64,
    /// From a thousand million within a leap second, which follows second 59.
    nanoseconds: u32,
}

const SECOND: u32 = 1_000_000_000;
const DAY: i64 = 86_400;

impl Timestamp {
    /// Reads a date and time of RFC 3339, as in `2027-01-31T09:00:00Z`.
    ///
    /// # Errors
    /// `E_USAGE` for any other text, and for times that the calendar does not have.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| {
            Error::new(Code::Usage, "this is no date and time")
                .help("write both and the offset from UTC, as in `2027-01-31T09:00:00Z`")
        })
    }

    /// Milliseconds since the start of 1970 in UTC, earlier times below 0.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        let nanoseconds = millis.rem_euclid(1000) as u32 * 1_000_000;
        Self { seconds: millis.div_euclid(1000), nanoseconds }
    }

    /// Whole milliseconds since the start of 1970 in UTC, rounded down. Times beyond what 64 bits
    /// hold are the nearest that they do.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        // Within a leap second the time stands at its end.
        let within = if self.nanoseconds < SECOND { self.nanoseconds / 1_000_000 } else { 999 };
        self.seconds.saturating_mul(1000).saturating_add(within as i64)
    }

    /// This long after; `None` beyond what can be told.
    #[must_use]
    pub fn checked_add(self, time: Duration) -> Option<Self> {
        let nanoseconds = self.nanoseconds.min(SECOND - 1) + time.subsec_nanos();
        let seconds = self.seconds.checked_add_unsigned(time.as_secs())?;
        let seconds = seconds.checked_add(i64::from(nanoseconds / SECOND))?;
        Some(Self { seconds, nanoseconds: nanoseconds % SECOND })
    }

    /// How long after `earlier` it is; nothing, where it is before.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        let nanos = |time: Self| {
            i128::from(time.seconds) * i128::from(SECOND) + i128::from(time.nanoseconds)
        };
        let between = (nanos(self) - nanos(earlier)).max(0);
        let (seconds, rest) = (between / i128::from(SECOND), between % i128::from(SECOND));
        Duration::new(u64::try_from(seconds).unwrap_or(u64::MAX), rest as u32)
    }

    /// Reads a whole text, or gives `None` if it is no RFC 3339 date and time.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut text = Cursor(text.as_bytes());
        let days = text.days()?;
        text.expect(b"Tt")?;
        let hour = text.digits(2)?;
        text.expect(b":")?;
        let minute = text.digits(2)?;
        text.expect(b":")?;
        let second = text.digits(2)?;
        let fraction = if text.expect(b".").is_some() { text.fraction()? } else { 0 };
        let offset = text.offset()?;
        let valid = text.0.is_empty() && hour <= 23 && minute <= 59 && second <= 60;
        if !valid {
            return None;
        }
        let leap = second == 60;
        let seconds = days * DAY + hour * 3600 + minute * 60 + second.min(59) - offset * 60;
        if leap && !begins_a_month(seconds + 1) {
            return None;
        }
        Some(Self { seconds, nanoseconds: fraction + if leap { SECOND } else { 0 } })
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => {
                let seconds = i64::try_from(after.as_secs()).unwrap_or(i64::MAX);
                Self { seconds, nanoseconds: after.subsec_nanos() }
            }
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => Self { seconds: -seconds, nanoseconds: 0 },
                    rest => Self { seconds: -seconds - 1, nanoseconds: SECOND - rest },
                }
            }
        }
    }
}

/// RFC 3339 in UTC with as many digits of the second as are needed, as in `2027-01-31T09:00:00Z`;
/// years beyond 0 to 9999 are written with their sign.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, second) = (self.seconds.div_euclid(DAY), self.seconds.rem_euclid(DAY));
        let (year, month, day) = date_of(days);
        match (0..=9999).contains(&year) {
            true => write!(f, "{year:04}")?,
            false => write!(f, "{year:+05}")?,
        }
        let leap = u32::from(self.nanoseconds >= SECOND);
        let (hour, minute, second) =
            (second / 3600, second / 60 % 60, second % 60 + i64::from(leap));
        write!(f, "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match self.nanoseconds - leap * SECOND {
            0 => f.write_str("Z"),
            fraction => {
                let digits = format!("{fraction:09}");
                write!(f, ".{}Z", digits.trim_end_matches('0'))
            }
        }
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Timestamp {
    /// The first instant of a day in UTC, written `YYYY-MM-DD`.
    pub(crate) fn read_day(text: &str) -> Option<Self> {
        let mut text = Cursor(text.as_bytes());
        let days = text.days()?;
        text.0.is_empty().then_some(Self { seconds: days * DAY, nanoseconds: 0 })
    }
}

/// What is left to read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn expect(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        any_of.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digit(&mut self) -> Option<u8> {
        self.expect(b"0123456789").map(|digit| digit - b'0')
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        (0..count).try_fold(0, |number, _| Some(number * 10 + i64::from(self.digit()?)))
    }

    /// A date that the calendar has, in days from 1970-01-01.
    fn days(&mut self) -> Option<i64> {
        let year = self.digits(4)?;
        self.expect(b"-")?;
        let month = self.digits(2)?;
        self.expect(b"-")?;
        let day = self.digits(2)?;
        let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then(|| days_since_1970(year, month, day))
    }

    /// One to nine digits after the point, in nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let mut nanoseconds = 0;
        let mut unit = SECOND;
        while let Some(digit) = self.digit() {
            unit /= 10;
            if unit == 0 {
                return None;
            }
            nanoseconds += u32::from(digit) * unit;
        }
        (unit < SECOND).then_some(nanoseconds)
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.expect(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.digits(2)?;
        self.expect(b":")?;
        let minutes = self.digits(2)?;
        (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar; years begin in March here, so that
/// the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Whether these seconds are midnight of the first day of a month.
fn begins_a_month(seconds: i64) -> bool {
    seconds.rem_euclid(DAY) == 0 && date_of(seconds.div_euclid(DAY)).2 == 1
}

/// Year, month and day of a number of days from 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_written_again() {
        for (text, written) in [
            ("2027-01-31T09:00:00Z", "2027-01-31T09:00:00Z"),
            ("2027-01-31T10:30:00+01:30", "2027-01-31T09:00:00Z"),
            ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"),
            ("2016-12-31T23:59:60.5Z", "2016-12-31T23:59:60.5Z"),
            ("0000-02-29T00:00:00.000000001Z", "0000-02-29T00:00:00.000000001Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), written);
        }
        for text in ["", "2027-01-31", "2027-01-31T09:00:00", "2027-02-29T00:00:00Z", "soon"] {
            assert_eq!(Timestamp::parse(text).unwrap_err().code(), Code::Usage, "{text}");
        }
        assert_eq!(Timestamp::from_millis(i64::MIN).to_string(), "-292275055-05-16T16:47:04.192Z");
    }

    #[test]
    fn times_of_the_system_are_the_same_before_and_after_1970() {
        let half = Duration::from_millis(500);
        let epoch = SystemTime::UNIX_EPOCH;
        assert_eq!(Timestamp::from(epoch + half), Timestamp::from_millis(500));
        assert_eq!(Timestamp::from(epoch - half), Timestamp::from_millis(-500));
        assert_eq!(Timestamp::from(epoch - Duration::from_secs(1)), Timestamp::from_millis(-1000));
    }

    proptest::proptest! {
        #[test]
        fn adding_and_measuring_agree(start in -1i64 << 40..1i64 << 40, more in 0u64..1 << 40) {
            let (start, more) = (Timestamp::from_millis(start), Duration::from_millis(more));
            let end = start.checked_add(more).unwrap();
            proptest::prop_assert_eq!(end.since(start), more);
            proptest::prop_assert_eq!(start.since(end).is_zero(), true);
            proptest::prop_assert_eq!(Timestamp::parse(&end.to_string()).unwrap(), end);
        }
    }
}
