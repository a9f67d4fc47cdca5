//! Documents of the engine as Python objects: maps as `dict` in their order, lists as `list`,
//! integers exact.

use std::fmt;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString};
use serde::ser::{self, Serialize};

/// The Python object of anything that is a document.
pub(crate) fn to_python<'py>(
    py: Python<'py>,
    value: &(impl Serialize + ?Sized),
) -> PyResult<Bound<'py, PyAny>> {
    value.serialize(Objects(py)).map_err(|refused| refused.0)
}

/// Python refused to make an object.
#[derive(Debug)]
struct Refused(PyErr);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(pyo3::exceptions::PyValueError::new_err(message.to_string()))
    }
}

impl From<PyErr> for Refused {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

type Object<'py> = Result<Bound<'py, PyAny>, Refused>;

#[derive(Clone, Copy)]
struct Objects<'py>(Python<'py>);

impl<'py> Objects<'py> {
    fn object(self, value: impl IntoPyObjectExt<'py>) -> Object<'py> {
        Ok(value.into_bound_py_any(self.0)?)
    }

    fn list(self, len: Option<usize>) -> List<'py> {
        List { objects: self, items: Vec::with_capacity(len.unwrap_or(0)), variant: None }
    }

    fn dict(self) -> Dict<'py> {
        Dict { objects: self, dict: PyDict::new(self.0), key: None, variant: None }
    }

    /// `{variant: content}`: a variant that holds something.
    fn within(self, variant: Option<&'static str>, content: Bound<'py, PyAny>) -> Object<'py> {
        let Some(variant) = variant else { return Ok(content) };
        let dict = PyDict::new(self.0);
        dict.set_item(PyString::intern(self.0, variant), content)?;
        Ok(dict.into_any())
    }
}

impl<'py> ser::Serializer for Objects<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Refused;
    type SerializeSeq = List<'py>;
    type SerializeTuple = List<'py>;
    type SerializeTupleStruct = List<'py>;
    type SerializeTupleVariant = List<'py>;
    type SerializeMap = Dict<'py>;
    type SerializeStruct = Dict<'py>;
    type SerializeStructVariant = Dict<'py>;

    /// Python gets numbers that are not finite as such.
    fn is_human_readable(&self) -> bool {
        false
    }
    fn serialize_bool(self, value: bool) -> Object<'py> {
        self.object(value)
    }
    fn serialize_i8(self, value: i8) -> Object<'py> {
        self.object(value)
    }
    fn serialize_i16(self, value: i16) -> Object<'py> {
        self.object(value)
    }
    fn serialize_i32(self, value: i32) -> Object<'py> {
        self.object(value)
    }
    fn serialize_i64(self, value: i64) -> Object<'py> {
        self.object(value)
    }
    fn serialize_u8(self, value: u8) -> Object<'py> {
        self.object(value)
    }
    fn serialize_u16(self, value: u16) -> Object<'py> {
        self.object(value)
    }
    fn serialize_u32(self, value: u32) -> Object<'py> {
        self.object(value)
    }
    fn serialize_u64(self, value: u64) -> Object<'py> {
        self.object(value)
    }
    fn serialize_f32(self, value: f32) -> Object<'py> {
        self.object(value)
    }
    fn serialize_f64(self, value: f64) -> Object<'py> {
        self.object(value)
    }
    fn serialize_char(self, value: char) -> Object<'py> {
        self.object(value)
    }
    fn serialize_str(self, value: &str) -> Object<'py> {
        self.object(value)
    }
    fn serialize_bytes(self, value: &[u8]) -> Object<'py> {
        Ok(PyBytes::new(self.0, value).into_any())
    }
    fn serialize_none(self) -> Object<'py> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Object<'py> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Object<'py> {
        Ok(self.0.None().into_bound(self.0))
    }
    fn serialize_unit_struct(self, _: &'static str) -> Object<'py> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Object<'py> {
        Ok(PyString::intern(self.0, variant).into_any())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Object<'py> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Object<'py> {
        let content = value.serialize(self)?;
        self.within(Some(variant), content)
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<List<'py>, Refused> {
        Ok(self.list(len))
    }
    fn serialize_tuple(self, len: usize) -> Result<List<'py>, Refused> {
        Ok(self.list(Some(len)))
    }
    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<List<'py>, Refused> {
        Ok(self.list(Some(len)))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<List<'py>, Refused> {
        Ok(List { variant: Some(variant), ..self.list(Some(len)) })
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Dict<'py>, Refused> {
        Ok(self.dict())
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Dict<'py>, Refused> {
        Ok(self.dict())
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Dict<'py>, Refused> {
        Ok(Dict { variant: Some(variant), ..self.dict() })
    }
}

struct List<'py> {
    objects: Objects<'py>,
    items: Vec<Bound<'py, PyAny>>,
    variant: Option<&'static str>,
}

impl<'py> List<'py> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.items.push(value.serialize(self.objects)?);
        Ok(())
    }

    fn finish(self) -> Object<'py> {
        let list = PyList::new(self.objects.0, self.items)?.into_any();
        self.objects.within(self.variant, list)
    }
}

macro_rules! list {
    ($($trait:ident::$push:ident,)+) => {$(
        impl<'py> ser::$trait for List<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Refused;
            fn $push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.push(value)
            }
            fn end(self) -> Object<'py> {
                self.finish()
            }
        }
    )+};
}

list! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}

struct Dict<'py> {
    objects: Objects<'py>,
    dict: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
    variant: Option<&'static str>,
}

impl<'py> ser::SerializeMap for Dict<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Refused;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.key = Some(key.serialize(self.objects)?);
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let key = self
            .key
            .take()
            .ok_or_else(|| <Refused as ser::Error>::custom("a value came before its key"));
        Ok(self.dict.set_item(key?, value.serialize(self.objects)?)?)
    }
    fn end(self) -> Object<'py> {
        self.objects.within(self.variant, self.dict.into_any())
    }
}

macro_rules! fields {
    ($($trait:ident,)+) => {$(
        impl<'py> ser::$trait for Dict<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Refused;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Refused> {
                let value = value.serialize(self.objects)?;
                Ok(self.dict.set_item(PyString::intern(self.objects.0, key), value)?)
            }
            fn end(self) -> Object<'py> {
                self.objects.within(self.variant, self.dict.into_any())
            }
        }
    )+};
}

fields! { SerializeStruct, SerializeStructVariant, }
