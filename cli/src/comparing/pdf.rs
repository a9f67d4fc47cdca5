//! A text as pages to print: A4, landscape, in the letters that every reader of PDF has.
//!
//! The fourteen standard fonts know Latin letters alone; others are shown as `?`, and the last page
//! says so.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// How many characters a line has.
pub(super) const COLUMNS: usize = 130;

const WIDTH: f32 = 842.0;
const HEIGHT: f32 = 595.0;
const MARGIN: f32 = 40.0;
/// The size of the letters; one is six tenths of it wide.
const SIZE: f32 = 9.5;
const LEADING: f32 = 12.0;

/// Pages of a text, a title in each foot.
pub(super) fn pages(title: &str, text: &str) -> Vec<u8> {
    let mut lost = false;
    let mut lines: Vec<Vec<u8>> = text.lines().map(|line| latin(line, &mut lost)).collect();
    if lost {
        let note = "Letters that are not Latin are shown as ?; the HTML report has them.";
        lines.extend([Vec::new(), note.as_bytes().to_vec()]);
    }
    let room = ((HEIGHT - 2.0 * MARGIN - 2.0 * LEADING) / LEADING) as usize;
    let sheets: Vec<&[Vec<u8>]> = lines.chunks(room.max(1)).collect();
    let foot = latin(title, &mut false);
    let mut next = 1;
    let mut reference = || {
        next += 1;
        Ref::new(next - 1)
    };
    let (catalog, tree, font, info) = (reference(), reference(), reference(), reference());
    let numbers: Vec<(Ref, Ref)> = sheets.iter().map(|_| (reference(), reference())).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("stageline"));
    let kids = numbers.iter().map(|(page, _)| *page);
    pdf.pages(tree).kids(kids).count(i32::try_from(sheets.len()).unwrap_or(i32::MAX));
    pdf.type1_font(font).base_font(Name(b"Courier")).encoding_predefined(Name(b"WinAnsiEncoding"));
    for (at, (sheet, (page, content))) in sheets.iter().zip(&numbers).enumerate() {
        let mut written = pdf.page(*page);
        written.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(*content);
        written.resources().fonts().pair(Name(b"F"), font);
        written.finish();
        let of = format!("  {} / {}", at + 1, sheets.len());
        pdf.stream(*content, &sheet_of(sheet, &[foot.as_slice(), of.as_bytes()].concat()));
    }
    pdf.finish()
}

fn sheet_of(lines: &[Vec<u8>], foot: &[u8]) -> Vec<u8> {
    let mut content = Content::new();
    content.begin_text().set_font(Name(b"F"), SIZE).set_leading(LEADING);
    content.next_line(MARGIN, HEIGHT - MARGIN - SIZE);
    for line in lines {
        content.show(Str(line)).next_line_using_leading();
    }
    content.end_text();
    content.begin_text().set_font(Name(b"F"), SIZE * 0.8).set_fill_gray(0.4);
    content.next_line(MARGIN, MARGIN - LEADING).show(Str(foot)).end_text();
    content.finish().to_vec()
}

/// A line in the encoding of the standard fonts; signs of ours that it lacks have others for them.
fn latin(line: &str, lost: &mut bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(line.len());
    for char in line.chars() {
        match char {
            ' '..='~' | '\u{a0}'..='\u{ff}' => bytes.push(char as u32 as u8),
            '│' => bytes.push(b'|'),
            '→' => bytes.extend(b"->"),
            '–' => bytes.push(0x96),
            '—' => bytes.push(0x97),
            '…' => bytes.push(0x85),
            '€' => bytes.push(0x80),
            '‘' => bytes.push(0x91),
            '’' => bytes.push(0x92),
            '“' => bytes.push(0x93),
            '”' => bytes.push(0x94),
            '•' => bytes.push(0x95),
            _ => {
                bytes.push(b'?');
                *lost = true;
            }
        }
    }
    bytes
}
