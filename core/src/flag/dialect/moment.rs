//! Dates and times as foreign files write them.

use crate::value::Timestamp;

/// Reads RFC 3339, and what is often written in its place: a blank for the `T`, no seconds, more
/// digits of a second than count, an offset without its colon, a day alone, which is its midnight
/// in UTC.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    Timestamp::read(text).or_else(|| Timestamp::read(&completed(text)?))
}

fn completed(text: &str) -> Option<String> {
    let (day, rest) = (text.get(..10)?, text.get(10..)?);
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    if rest.is_empty() {
        return Some(format!("{day}T00:00:00Z"));
    }
    let zone = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
    let (time, zone) = (&rest[..zone], rest[zone..].trim());
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let time = match time.len() {
        5 => format!("{time}:00"),
        _ => time.to_owned(),
    };
    let fraction = match fraction.get(..fraction.len().min(9))? {
        "" => String::new(),
        digits => format!(".{digits}"),
    };
    let zone = match zone.as_bytes() {
        [b'Z' | b'z'] => "Z".to_owned(),
        [b'+' | b'-', _, _, _, _] => format!("{}:{}", &zone[..3], &zone[3..]),
        [b'+' | b'-', _, _] => format!("{zone}:00"),
        b"UTC" => "Z".to_owned(),
        _ => zone.to_owned(),
    };
    Some(format!("{day}T{time}{fraction}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_spellings_are_the_times_they_mean() {
        let exact = Timestamp::read("2022-01-29T13:00:00Z");
        for text in [
            "2022-01-29T13:00:00Z",
            "2022-01-29T13:00:00.000Z",
            "2022-01-29 13:00:00Z",
            "2022-01-29T13:00Z",
            "2022-01-29T14:00:00+0100",
            "2022-01-29T14:00:00+01",
            "2022-01-29 13:00:00 UTC",
            "2022-01-29T13:00:00.0000000000000Z",
        ] {
            assert_eq!(read(text), exact, "{text}");
        }
        assert_eq!(read("2022-01-29"), Timestamp::read("2022-01-29T00:00:00Z"));
        for text in
            ["", "soon", "2022-13-29", "2022-01-29T13:00:00", "2022-01-29T25:00Z", "ümlaut-text"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
