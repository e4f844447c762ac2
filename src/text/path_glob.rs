//! A pattern for paths, as in `.gitignore`.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// A pattern for paths. Without a slash it stands for every file or folder of that name (`*-draft.csv`), with one for a
/// path below a folder (`charts/old/*.csv`, `charts/**/2024.csv`). A folder stands for everything in it.
#[derive(Clone, Debug)]
pub struct PathGlob {
    matcher: GlobMatcher,
    /// The folder that the pattern starts from.
    base: PathBuf,
    is_name: bool,
}

impl PathGlob {
    /// Compiles a pattern that starts from a folder.
    ///
    /// # Errors
    /// If it is not well formed, in words.
    pub fn new(pattern: &str, base: &Path) -> Result<PathGlob, String> {
        let path = pattern.trim_end_matches('/');
        let is_name = !path.contains('/');
        let path = path.trim_start_matches("./").trim_start_matches('/');
        let glob = GlobBuilder::new(path).literal_separator(true).build();
        let glob = glob.map_err(|error| error.kind().to_string())?;
        Ok(PathGlob {
            matcher: glob.compile_matcher(),
            base: absolute(base),
            is_name,
        })
    }

    /// Whether the pattern stands for a path, or for a folder that it is in.
    pub fn matches(&self, path: &Path) -> bool {
        let path = absolute(path);
        let Ok(below) = path.strip_prefix(&self.base) else {
            return false;
        };
        if self.is_name {
            let mut names = below.iter();
            return names.any(|name| self.matcher.is_match(name));
        }
        let mut folders = below.ancestors();
        folders.any(|folder| self.matcher.is_match(folder))
    }
}

/// A path from the root, without `.` and `..`. Links are not followed.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_without_a_slash_is_a_name_anywhere_and_one_with_a_slash_a_path() {
        let base = Path::new("/hr");
        for (pattern, path, expected) in [
            ("*-draft.csv", "/hr/a/b-draft.csv", true),
            ("*-draft.csv", "/hr/a/b.csv", false),
            ("old", "/hr/a/old/b.csv", true),
            ("old/", "/hr/old/b.csv", true),
            ("old", "/other/old/b.csv", false),
            ("charts/*.csv", "/hr/charts/a.csv", true),
            ("charts/*.csv", "/hr/charts/b/a.csv", false),
            ("./charts/**/a.csv", "/hr/charts/b/c/a.csv", true),
            ("charts/old", "/hr/charts/old/a.csv", true),
            ("/charts", "/hr/charts/a.csv", true),
            ("a/../charts/*", "/hr/charts/a.csv", false),
        ] {
            let glob = PathGlob::new(pattern, base).unwrap();
            assert_eq!(glob.matches(Path::new(path)), expected, "{pattern} {path}");
        }
        let glob = PathGlob::new("charts/*", base).unwrap();
        assert!(glob.matches(Path::new("/hr/x/../charts/./a.csv")));
        assert!(PathGlob::new("a[", base).is_err());
    }
}
