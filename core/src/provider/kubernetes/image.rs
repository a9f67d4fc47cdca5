//! Names of images taken apart: repository, tag, digest.

/// `registry.example/shop/api:1.2@sha256:…` in its parts.
pub(super) struct Image<'t> {
    pub(super) repository: &'t str,
    pub(super) tag: Option<&'t str>,
    pub(super) digest: Option<&'t str>,
}

impl<'t> Image<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let (name, digest) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (text, None),
        };
        // A colon before the last slash belongs to the registry's port.
        let path = name.rfind('/').map_or(0, |slash| slash + 1);
        match name[path..].rfind(':') {
            Some(colon) => Self {
                repository: &name[..path + colon],
                tag: Some(&name[path + colon + 1..]),
                digest,
            },
            None => Self { repository: name, tag: None, digest },
        }
    }
}

/// The name without tag and digest.
pub(in crate::provider) fn repository(text: &str) -> &str {
    Image::of(text).repository
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_no_tag() {
        for (text, repository, tag, digest) in [
            ("api", "api", None, None),
            ("api:1", "api", Some("1"), None),
            ("r.example:5000/shop/api", "r.example:5000/shop/api", None, None),
            ("r.example:5000/api:1.2", "r.example:5000/api", Some("1.2"), None),
            ("api@sha256:ab", "api", None, Some("sha256:ab")),
            ("r:5/api:1@sha256:ab", "r:5/api", Some("1"), Some("sha256:ab")),
            ("", "", None, None),
        ] {
            let image = Image::of(text);
            assert_eq!((image.repository, image.tag, image.digest), (repository, tag, digest));
        }
    }
}
