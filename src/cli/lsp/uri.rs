//! Names of files as editors write them: `file:///home/ida/chart.yaml`.

use std::path::{Path, PathBuf};

const SCHEME: &str = "file://";

/// The path of a file; `None` for what is no file on this machine.
pub fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix(SCHEME)?;
    let at = rest.find('/')?;
    if !matches!(&rest[..at], "" | "localhost") {
        return None;
    }
    let mut path = decoded(&rest[at..])?;
    // `/c:/charts` is `c:/charts`.
    if path.get(2..3) == Some(":") && cfg!(windows) {
        path.remove(0);
    }
    Some(PathBuf::from(path))
}

/// The name of a file at an absolute path.
pub fn uri_of(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut uri = SCHEME.to_owned();
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// A text with its bytes written in percents decoded.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_comes_back_from_its_name() {
        for path in ["/hr/chart.yaml", "/hr/München & co/a b#1%.csv"] {
            assert_eq!(path_of(&uri_of(Path::new(path))), Some(PathBuf::from(path)));
        }
        assert_eq!(
            path_of("file://localhost/hr/a%20b.csv"),
            Some(PathBuf::from("/hr/a b.csv"))
        );
        for other in [
            "untitled:1",
            "https://example.com/a",
            "file://server/a",
            "file:///a%f",
        ] {
            assert_eq!(path_of(other), None, "{other}");
        }
    }
}
