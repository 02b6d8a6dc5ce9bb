//! From the path of a request to a file, and never to one outside the site.

use std::path::{Path, PathBuf};

/// Folders below an address: the page at `/`, what it loads beside it.
pub struct Site {
    mounts: Vec<(&'static str, PathBuf)>,
}

impl Site {
    /// The page of the repository at `root` with the modules in `pkg_dir`.
    pub fn of_repository(root: &Path, pkg_dir: &Path) -> Self {
        Site { mounts: vec![("pkg", pkg_dir.to_path_buf()), ("assets", root.join("assets")), ("", root.join("www"))] }
    }

    /// Each folder of the site with its place in it; "" is the site's own root.
    pub fn mounts(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        self.mounts.iter().map(|(name, dir)| (*name, dir.as_path()))
    }

    /// The file that a request for `url` gets: a path that leaves the site,
    /// names a hidden file, or is none of ours gets nothing.
    pub fn file(&self, url: &str) -> Option<PathBuf> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_decode(path)?;
        let mut segments: Vec<&str> = decoded.strip_prefix('/')?.split('/').collect();
        if segments.last() == Some(&"") {
            segments.pop();
            segments.push("index.html");
        }
        if !segments.iter().all(|segment| is_plain(segment)) {
            return None;
        }
        let (name, dir) = self.mounts().find(|(name, _)| name.is_empty() || *name == segments[0])?;
        let below = &segments[usize::from(!name.is_empty())..];
        // A symbolic link must not lead out of the folder either.
        let dir = dir.canonicalize().ok()?;
        let file = below.iter().fold(dir.clone(), |path, part| path.join(part));
        let file = file.canonicalize().ok()?;
        (file.starts_with(&dir) && file.is_file()).then_some(file)
    }
}

/// Whether a segment is an ordinary file name on every system.
fn is_plain(segment: &str) -> bool {
    !segment.is_empty() && !segment.starts_with('.') && !segment.contains(['\\', ':', '\0'])
}

/// Decodes %XX; nothing where that is not UTF-8 or cut short.
fn percent_decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    struct Temporary(PathBuf);

    impl Temporary {
        fn new(name: &str) -> Self {
            let dir = std::env::temp_dir().join(format!("headline-{name}-{}", std::process::id()));
            for file in ["www/index.html", "www/ui/a b.js", "www/.secret", "www/pkg/x"] {
                let path = dir.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, file).unwrap();
            }
            for file in ["pkg/plain/m.wasm", "assets/s.txt", "outside.txt"] {
                let path = dir.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, file).unwrap();
            }
            Temporary(dir)
        }

        fn get(&self, url: &str) -> Option<String> {
            let site = Site::of_repository(&self.0, &self.0.join("pkg"));
            site.file(url).map(|path| fs::read_to_string(path).unwrap())
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn the_page_the_modules_and_the_assets_are_side_by_side() {
        let site = Temporary::new("mounts");
        assert_eq!(site.get("/").as_deref(), Some("www/index.html"));
        assert_eq!(site.get("/index.html?a=b").as_deref(), Some("www/index.html"));
        assert_eq!(site.get("/ui/a%20b.js").as_deref(), Some("www/ui/a b.js"));
        assert_eq!(site.get("/pkg/plain/m.wasm").as_deref(), Some("pkg/plain/m.wasm"));
        assert_eq!(site.get("/assets/s.txt").as_deref(), Some("assets/s.txt"));
        assert_eq!(site.get("/pkg/x"), None, "www/pkg must not shadow pkg");
        assert_eq!(site.get("/pkg"), None);
        assert_eq!(site.get("/nothing"), None);
        assert_eq!(site.get("/ui"), None);
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        let site = Temporary::new("traversal");
        for url in [
            "/../outside.txt",
            "/%2e%2e/outside.txt",
            "/..%2foutside.txt",
            "/assets/../outside.txt",
            "/assets/%2E%2E/outside.txt",
            "/assets/..\\outside.txt",
            "/assets/..%5coutside.txt",
            "//outside.txt",
            "/assets//s.txt",
            "/./index.html",
            "/.secret",
            "/%00",
            "/%",
            "/%f",
            "/%ff",
            "/%zz",
            "outside.txt",
            "",
        ] {
            assert_eq!(site.get(url), None, "{url}");
        }
        let absolute = format!("/{}", site.0.join("outside.txt").display());
        assert_eq!(site.get(&absolute), None, "{absolute}");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_site() {
        let site = Temporary::new("links");
        let link = site.0.join("assets/link.txt");
        std::os::unix::fs::symlink(site.0.join("outside.txt"), link).unwrap();
        assert_eq!(site.get("/assets/link.txt"), None);
    }
}
