//! Values on their way to JavaScript: JSON text, with a mark where JSON's own words fall short.
//!
//! Names of our own fields are written in camel case, or as the canonical document has them; keys
//! that people wrote stay as they are. JSON.parse would round an integer beyond 2^53 and has no word
//! for what is not finite, so these cross as text that begins with NUL (`\0i` integer, `\0f` number,
//! `\0s` text that begins with NUL itself), and a text that holds any of them ends with a space.
//! `lib/crossing.js` reads them back.

use serde::ser::{self, Serialize, Serializer};
use serde_json::Error;

/// How the fields of our own types are spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keys {
    /// `endLine`, as JavaScript has it.
    Camel,
    /// `end_line`, as the canonical document has it.
    Canonical,
}

/// The largest integer that a JavaScript number holds exactly, with all below it.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// Writes a value.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T, keys: Keys) -> Result<String, Error> {
    let mut writer = Writer { out: Vec::with_capacity(256), keys, in_key: false, marked: false };
    value.serialize(&mut writer)?;
    if writer.marked {
        writer.out.push(b' ');
    }
    String::from_utf8(writer.out).map_err(ser::Error::custom)
}

struct Writer {
    out: Vec<u8>,
    keys: Keys,
    in_key: bool,
    marked: bool,
}

impl Writer {
    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn marked(&mut self, kind: char, text: &str) -> Result<(), Error> {
        self.marked = true;
        serde_json::to_writer(&mut self.out, &format!("\0{kind}{text}"))
    }

    /// A key of a map, which JSON wants as text.
    fn key<T: Serialize + ?Sized>(&mut self, key: &T, is_field: bool) -> Result<(), Error> {
        let start = self.out.len();
        self.in_key = true;
        key.serialize(&mut *self)?;
        self.in_key = false;
        if self.out.get(start) != Some(&b'"') {
            self.out.insert(start, b'"');
            self.out.push(b'"');
        }
        if is_field && self.keys == Keys::Camel {
            let name: Vec<u8> = camel(&self.out[start..]).collect();
            self.out.truncate(start);
            self.out.extend(name);
        }
        self.out.push(b':');
        Ok(())
    }

    /// The name of a field of ours: letters, digits and `_`, which need no escape.
    fn field(&mut self, name: &str) {
        self.out.push(b'"');
        match self.keys {
            Keys::Canonical => self.raw(name),
            Keys::Camel => self.out.extend(camel(name.as_bytes())),
        }
        self.raw("\":");
    }

    fn open(&mut self, bracket: &str, close: &'static str) -> Compound<'_> {
        self.raw(bracket);
        Compound { writer: self, first: true, fields: false, close }
    }

    fn variant(&mut self, name: &'static str) {
        self.raw("{");
        self.field(name);
    }
}

/// A name in camel case: `end_line` as `endLine`.
fn camel(name: &[u8]) -> impl Iterator<Item = u8> {
    let mut upper = false;
    name.iter().filter_map(move |byte| match (*byte, std::mem::take(&mut upper)) {
        (b'_', _) => {
            upper = true;
            None
        }
        (byte, true) => Some(byte.to_ascii_uppercase()),
        (byte, false) => Some(byte),
    })
}

/// A list or map that is being written.
struct Compound<'w> {
    writer: &'w mut Writer,
    first: bool,
    /// Whether keys are names of fields.
    fields: bool,
    close: &'static str,
}

impl Compound<'_> {
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.writer.out.push(b',');
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        value.serialize(&mut *self.writer)
    }

    fn named<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        self.comma();
        self.writer.field(name);
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Result<(), Error> {
        self.writer.raw(self.close);
        Ok(())
    }
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    /// JavaScript gets numbers that are not finite as such.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        match value.unsigned_abs() > MAX_SAFE && !self.in_key {
            true => self.marked('i', &value.to_string()),
            false => serde_json::to_writer(&mut self.out, &value),
        }
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        match value > MAX_SAFE && !self.in_key {
            true => self.marked('i', &value.to_string()),
            false => serde_json::to_writer(&mut self.out, &value),
        }
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        match value {
            value if value.is_nan() => self.marked('f', "NaN"),
            f64::INFINITY => self.marked('f', "Infinity"),
            f64::NEG_INFINITY => self.marked('f', "-Infinity"),
            value => serde_json::to_writer(&mut self.out, &value),
        }
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        match value.starts_with('\0') && !self.in_key {
            true => self.marked('s', value),
            false => serde_json::to_writer(&mut self.out, value),
        }
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.raw("}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>, Error> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>, Error> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, Error> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Error> {
        self.variant(variant);
        Ok(self.open("[", "]}"))
    }

    /// Serde writes a type with flattened fields as a map of unknown length; every other map knows
    /// how many keys it has.
    fn serialize_map(self, length: Option<usize>) -> Result<Compound<'w>, Error> {
        Ok(Compound { fields: length.is_none(), ..self.open("{", "}") })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, Error> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, Error> {
        self.variant(variant);
        Ok(self.open("{", "}}"))
    }
}

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTuple for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTupleStruct for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTupleVariant for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.comma();
        self.writer.key(key, self.fields)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.named(name, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.named(name, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}
