//! References to container images: `registry/repository:tag@digest`.

/// Whether two references name one image. Those that are none are not equal.
pub(super) fn equal(left: &str, right: &str) -> bool {
    let (Some(left), Some(right)) = (Image::read(left), Image::read(right)) else { return false };
    let same_repository =
        left.registry == right.registry && left.repository() == right.repository();
    same_repository
        && match (left.digest, right.digest) {
            (Some(left), Some(right)) => left == right,
            (None, None) => left.tag() == right.tag(),
            _ => false,
        }
}

struct Image<'t> {
    /// In small letters, `docker.io` where none is named.
    registry: String,
    path: &'t str,
    tag: Option<&'t str>,
    digest: Option<&'t str>,
}

const HUB: &str = "docker.io";

impl<'t> Image<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let (name, digest) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (text, None),
        };
        // A colon behind the last slash begins the tag; one before it is a port.
        let slash = name.rfind('/').map_or(0, |at| at + 1);
        let (name, tag) = match name[slash..].split_once(':') {
            Some((last, tag)) => (&name[..slash + last.len()], Some(tag)),
            None => (name, None),
        };
        let (registry, path) = match name.split_once('/') {
            Some((first, path)) if first.contains(['.', ':']) || first == "localhost" => {
                (first.to_ascii_lowercase(), path)
            }
            _ => (HUB.to_owned(), name),
        };
        let registry = if registry == "index.docker.io" { HUB.to_owned() } else { registry };
        let sound = path.split('/').all(is_component)
            && tag.is_none_or(is_tag)
            && digest.is_none_or(is_digest)
            && !registry.is_empty();
        sound.then_some(Self { registry, path, tag, digest })
    }

    /// The path of the repository; the official ones of the default registry lie in `library`.
    fn repository(&self) -> (&str, &str) {
        match self.path.split_once('/') {
            None if self.registry == HUB => ("library", self.path),
            None => ("", self.path),
            Some(parts) => parts,
        }
    }

    fn tag(&self) -> &str {
        self.tag.unwrap_or("latest")
    }
}

/// Small letters and digits, with separators between them.
fn is_component(text: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    let ends = bytes.first().is_some_and(|byte| inside(*byte))
        && bytes.last().is_some_and(|byte| inside(*byte));
    ends && bytes.iter().all(|byte| inside(*byte) || matches!(byte, b'.' | b'_' | b'-'))
}

fn is_tag(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = text.as_bytes();
    bytes.first().is_some_and(|byte| word(*byte))
        && bytes.len() <= 128
        && bytes.iter().all(|byte| word(*byte) || matches!(byte, b'.' | b'-'))
}

fn is_digest(text: &str) -> bool {
    text.split_once(':').is_some_and(|(algorithm, hex)| {
        !algorithm.is_empty()
            && hex.len() >= 32
            && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
    const TWO: &str = "sha256:2222222222222222222222222222222222222222222222222222222222222222";

    #[test]
    fn what_is_left_out_has_its_default() {
        for (left, right) in [
            ("nginx", "docker.io/library/nginx:latest"),
            ("nginx:1.27", "index.docker.io/library/nginx:1.27"),
            ("team/app", "docker.io/team/app:latest"),
            ("Registry.Example.com:5000/app", "registry.example.com:5000/app:latest"),
            ("localhost/app:1", "localhost/app:1"),
        ] {
            assert!(equal(left, right), "{left} is {right}");
        }
        for (left, right) in [
            ("nginx", "nginx:1.27"),
            ("nginx", "team/nginx"),
            ("nginx:1.27", "quay.io/nginx:1.27"),
            ("quay.io/nginx", "quay.io/library/nginx"),
            ("localhost/app", "app"),
            ("registry.example.com:5000/app", "registry.example.com/app"),
            ("app:V1", "app:v1"),
        ] {
            assert!(!equal(left, right), "{left} is not {right}");
        }
    }

    #[test]
    fn a_digest_on_both_sides_decides_and_one_alone_is_a_difference() {
        let at = |name: &str, digest: &str| format!("{name}@{digest}");
        assert!(equal(&at("app:1", ONE), &at("docker.io/library/app:2", ONE)));
        assert!(!equal(&at("app:1", ONE), &at("app:1", TWO)));
        assert!(!equal(&at("app", ONE), &at("other", ONE)));
        assert!(!equal(&at("app:1", ONE), "app:1"));
    }

    #[test]
    fn what_is_no_reference_is_equal_to_nothing() {
        for text in
            ["", "UPPER", "a//b", "/a", "a/", "a:", "a@", "a@sha256:xyz", "a b", "${image}", "-a"]
        {
            assert!(!equal(text, text), "{text}");
        }
    }
}
