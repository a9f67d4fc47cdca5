//! A matrix in the columns of a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::matrix::{Judgement, Line, Slot, Standing};
use super::model::MISSING;
use super::text::{APART, BAD, DOUBTFUL, GOOD, PLACE, QUIET, STRONG, sign};
use crate::error::{Severity, visible};
use crate::report::Style;
use crate::report::text::{colour, put};

/// A column has so many terminal columns at least where its values need them; beside the paths, and
/// where the paths stand in lines of their own.
const LEAST: usize = 12;
const NARROWEST: usize = 8;
/// What stands between columns.
const GAP: usize = 2;
/// A place begins so far from the left.
const INDENT: usize = 4;

/// What is said of what the baseline has, too.
const SAME: &str = "=";

/// A cell as it is shown.
type Shown = (String, &'static str);

/// How wide the columns are.
struct Layout {
    /// The paths; `None` where they stand in lines of their own.
    paths: Option<usize>,
    cells: Vec<usize>,
}

/// The matrix as a table, in as many terminal columns; `None` where the environments have no room
/// beside each other.
pub(super) fn table(
    names: &[String],
    lines: &[Line<'_>],
    width: usize,
    style: Style,
) -> Option<String> {
    let shown: Vec<Vec<Shown>> = lines.iter().map(cells).collect();
    let layout = Layout::new(names, lines, &shown, width)?;
    let mut page = Page { out: "\n".to_owned(), layout, width, style };
    let heads = names.iter().map(|name| (name.clone(), QUIET)).collect::<Vec<_>>();
    page.cells(String::new(), &heads);
    let mut section = None;
    let mut apart = false;
    for (line, cells) in lines.iter().zip(&shown) {
        if section != Some(line.section) {
            section = Some(line.section);
            let name = visible(&line.section.to_string());
            put(&mut page.out, format_args!("\n{}", page.style.paint(&name, STRONG)));
        }
        page.line(line, cells);
        apart |= line.slots.iter().any(|slot| matches!(slot, Slot::Cell(_, Standing::Apart)));
    }
    if apart {
        let legend = page.style.paint("* apart from most", QUIET);
        put(&mut page.out, format_args!("\n{legend}"));
    }
    Some(page.out)
}

/// What is shown of each environment.
fn cells(line: &Line<'_>) -> Vec<Shown> {
    let shown = |slot: &Slot<'_>| {
        let Slot::Cell(cell, standing) = slot else { return (SAME.to_owned(), QUIET) };
        let text = visible(&cell.to_string());
        match standing {
            Standing::Apart => (format!("{text}*"), APART),
            Standing::Drift(Severity::Error) => (text, BAD[0]),
            Standing::Drift(_) => (text, DOUBTFUL[0]),
            Standing::Baseline if cell.side.is_some() => (text, GOOD[0]),
            Standing::Plain if cell.side.is_some() => (text, ""),
            _ => (text, QUIET),
        }
    };
    line.slots.iter().map(shown).collect()
}

impl Layout {
    fn new(
        names: &[String],
        lines: &[Line<'_>],
        shown: &[Vec<Shown>],
        width: usize,
    ) -> Option<Self> {
        let wanted: Vec<usize> = names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let values = shown.iter().filter_map(|cells| Some(cells.get(at)?.0.width()));
                values.max().unwrap_or(0).max(name.width())
            })
            .collect();
        let longest = lines.iter().map(|line| 2 + line.name().width()).max().unwrap_or(0);
        let paths = longest.min(width * 2 / 5);
        let fit = |room: usize, least: usize| {
            let least = wanted.iter().map(|wanted| (*wanted).min(least)).sum::<usize>();
            (least <= room).then(|| share(room, &wanted))
        };
        let gaps = GAP * names.len();
        if let Some(cells) = width.checked_sub(paths + gaps).and_then(|room| fit(room, LEAST)) {
            return Some(Self { paths: Some(paths), cells });
        }
        let cells = fit(width.checked_sub(gaps)?, NARROWEST)?;
        Some(Self { paths: None, cells })
    }
}

/// Room shared out: nobody gets more than it wants, and those who want more get alike.
fn share(room: usize, wanted: &[usize]) -> Vec<usize> {
    let (mut left, mut open) = (room, wanted.len());
    let mut given = vec![0; wanted.len()];
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| wanted[*at]);
    for at in order {
        given[at] = wanted[at].min(left / open.max(1));
        left -= given[at];
        open -= 1;
    }
    given
}

struct Page {
    out: String,
    layout: Layout,
    width: usize,
    style: Style,
}

impl Page {
    fn line(&mut self, line: &Line<'_>, cells: &[Shown]) {
        let (mark, tone) = sign(line.kind);
        let name = line.name();
        let head =
            || format!("{} {}", self.style.paint(mark, tone), self.style.paint(&name, STRONG));
        match self.layout.paths {
            Some(room) if 2 + name.width() <= room => {
                let blank = " ".repeat(room - 2 - name.width());
                self.cells(head() + &blank, cells);
            }
            paths => {
                let head = head();
                put(&mut self.out, format_args!("{head}"));
                self.cells(" ".repeat(paths.unwrap_or(0)), cells);
            }
        }
        for judgement in &line.judgements {
            self.judgement(judgement);
        }
        self.places(&line.places());
    }

    /// What stands in front, and cells below the environments' names.
    fn cells(&mut self, front: String, cells: &[Shown]) {
        let mut text = match (front.is_empty(), self.layout.paths) {
            (true, Some(room)) => " ".repeat(room),
            _ => front,
        };
        let shared = shared(cells);
        for ((value, tone), room) in cells.iter().zip(&self.layout.cells) {
            let value = fit_behind(value, shared, *room);
            let blank = room.saturating_sub(value.width());
            text += &" ".repeat(GAP);
            text += &if tone.is_empty() { value } else { self.style.paint(&value, tone) };
            text += &" ".repeat(blank);
        }
        put(&mut self.out, format_args!("{}", text.trim_end()));
    }

    fn judgement(&mut self, judgement: &Judgement<'_>) {
        let Judgement { severity, rule, why, of } = judgement;
        let rule = visible(rule);
        let judged = match severity {
            Some(severity) => self.style.paint(&format!("{severity}[{rule}]"), colour(*severity)),
            None => self.style.paint(&format!("[{rule}]"), QUIET),
        };
        let of: Vec<String> = of.iter().map(|name| visible(name)).collect();
        let of = if of.is_empty() { String::new() } else { format!(" {}", of.join(", ")) };
        let why = why.as_ref().map_or(String::new(), |why| format!(" = {}", visible(why)));
        let why = self.style.paint(&format!("{of}{why}"), QUIET);
        put(&mut self.out, format_args!("  {judged}{why}"));
    }

    /// Places side by side, as many as a line has room for.
    fn places(&mut self, places: &[String]) {
        let mut line = String::new();
        let mut rest = places.iter().peekable();
        while let Some(place) = rest.next() {
            line += place;
            match rest.peek() {
                Some(next) if INDENT + line.width() + 2 + next.width() < self.width => line += "; ",
                _ => {
                    let place = self.style.paint(&std::mem::take(&mut line), PLACE);
                    put(&mut self.out, format_args!("{:INDENT$}{place}", ""));
                }
            }
        }
    }
}

/// What all values begin with, where there are several.
fn shared(cells: &[Shown]) -> &str {
    let is_value = |(text, tone): &&Shown| *tone != QUIET || text != SAME && text != MISSING;
    let mut texts = cells.iter().filter(is_value).map(|(text, _)| text.as_str());
    let (Some(first), Some(second)) = (texts.next(), texts.next()) else { return "" };
    [second].into_iter().chain(texts).fold(first, |shared, text| {
        let alike = shared.char_indices().zip(text.chars());
        let last = alike.take_while(|((_, a), b)| a == b).last();
        &shared[..last.map_or(0, |((at, char), _)| at + char.len_utf8())]
    })
}

/// The text, cut where there is no room for it; of what it shares with the others but a hint is kept, if
/// nothing else would be seen.
fn fit_behind(text: &str, shared: &str, room: usize) -> String {
    const HINT: usize = 4;
    let own = text.strip_prefix(shared).filter(|own| !own.is_empty());
    let is_seen = shared.width() + HINT <= room;
    if text.width() <= room || own.is_none() || is_seen || room < 2 {
        return fit(text, room);
    }
    let kept = shared.char_indices().rev().nth(HINT - 1).map_or(0, |(at, _)| at);
    format!("…{}", fit(&text[kept..], room - 1))
}

/// The text, cut with `…` where there is no room for it.
pub(super) fn fit(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut used = 0;
    let end = text.char_indices().find(|(_, char)| {
        used += char.width().unwrap_or(0);
        used + 1 > room
    });
    let end = end.map_or(text.len(), |(at, _)| at);
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_shared_out_to_those_who_want_it() {
        assert_eq!(share(30, &[4, 100, 6]), [4, 20, 6]);
        assert_eq!(share(30, &[100, 100, 100]), [10, 10, 10]);
        assert_eq!(share(90, &[4, 5, 6]), [4, 5, 6]);
        assert_eq!(share(2, &[4, 5, 6]), [0, 1, 1]);
        assert!(share(9, &[]).is_empty());
    }

    #[test]
    fn what_tells_values_apart_is_seen() {
        let cells = ["https://api.a.example", "https://api.b.example"];
        let cells = cells.map(|text| (text.to_owned(), ""));
        let shared = shared(&cells);
        assert_eq!(shared, "https://api.");
        let fitted = cells.each_ref().map(|(text, _)| fit_behind(text, shared, 12));
        assert_eq!(fitted, ["…api.a.exam…", "…api.b.exam…"]);
        assert_eq!(fit_behind("https://x.example", "https://", 12), "https://x.e…");
        assert_eq!(fit_behind("missing in all of them", shared, 12), "missing in …");
        for room in 0..24 {
            for (text, _) in &cells {
                assert!(fit_behind(text, shared, room).width() <= room.max(1));
            }
        }
    }

    #[test]
    fn what_is_too_long_is_cut_where_wide_characters_end() {
        for (text, room, fitted) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("設定の値", 5, "設定…"),
            ("設定の値", 6, "設定…"),
        ] {
            assert_eq!(fit(text, room), fitted);
            assert!(fitted.width() <= room);
        }
    }
}
