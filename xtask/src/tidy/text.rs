//! Rules on every text.

use super::File;

/// The longest file of sources: one that grows past it holds more than one idea.
const LONGEST: usize = 500;

/// Files of one idea that may be longer: all words of the page stand in one file,
/// so that a second language is a second file of the same shape.
const MAY_BE_LONG: [&str; 2] = ["www/ui/text.js", "www/ui/text.de.js"];

/// Files that tools write.
const WRITTEN: [&str; 3] = ["Cargo.lock", "package-lock.json", "pkg/"];

/// First folders of paths that only one machine has.
const MACHINE_FOLDERS: [&str; 5] = ["home", "root", "work", "farm", "Users"];

/// Hosts that packages come from: a lock names versions and checksums, and the
/// tools know where to ask.
const REGISTRIES: [&str; 4] = [
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
];

/// A source file is short enough to be read at once.
pub fn files_are_short(file: &File, report: &mut dyn FnMut(usize, String)) {
    let is_source = file.has_extension(&["rs", "js", "mjs", "css", "html"]);
    let lines = file.text.lines().count();
    let is_exempt = is_written(file) || MAY_BE_LONG.contains(&file.path);
    if is_source && !is_exempt && lines > LONGEST {
        report(lines, format!("{lines} lines, and {LONGEST} are the most: what is its second idea?"));
    }
}

/// No path that exists only where somebody works.
pub fn no_path_of_a_machine(file: &File, report: &mut dyn FnMut(usize, String)) {
    for (index, line) in file.text.lines().enumerate() {
        for folder in MACHINE_FOLDERS {
            let path = format!("/{folder}/");
            let is_absolute = line.match_indices(&path).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || "._-~)}/*".contains(c))
            });
            if is_absolute {
                report(index + 1, format!("{path} is a path of one machine"));
            }
        }
    }
}

/// No address of a package registry, in a lock or anywhere else.
pub fn no_registry_host(file: &File, report: &mut dyn FnMut(usize, String)) {
    for (index, line) in file.text.lines().enumerate() {
        for host in REGISTRIES.iter().filter(|host| line.contains(**host)) {
            report(index + 1, format!("{host} is a registry's address"));
        }
        if file.path == "package-lock.json" && line.contains("\"resolved\"") {
            report(index + 1, "a lock without addresses needs the .npmrc of the repository".into());
        }
    }
}

fn is_written(file: &File) -> bool {
    WRITTEN.iter().any(|path| file.path.starts_with(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rule: super::super::Rule, path: &str, text: &str) -> Vec<usize> {
        let mut lines = Vec::new();
        rule(&File { path, text }, &mut |line, _| lines.push(line));
        lines
    }

    #[test]
    fn a_file_may_be_500_lines_long() {
        let long = "x\n".repeat(501);
        assert_eq!(lines(files_are_short, "www/ui/app.js", &long), [501]);
        assert_eq!(lines(files_are_short, "www/ui/app.js", &long[2..]), [0; 0]);
        assert_eq!(lines(files_are_short, "pkg/plain/headline_lab.js", &long), [0; 0]);
        assert_eq!(lines(files_are_short, "assets/headlines.txt", &long), [0; 0]);
        assert_eq!(lines(files_are_short, "www/ui/text.js", &long), [0; 0]);
        assert_eq!(lines(files_are_short, "www/ui/context.js", &long), [501]);
    }

    #[test]
    fn a_path_of_a_machine_is_seen_and_an_address_is_not() {
        let path = ["/", "home/me/x"].concat();
        let text = format!("see {path}\nsee https://example.org{path}\n\"{path}\"\n");
        assert_eq!(lines(no_path_of_a_machine, "README.md", &text), [1, 3]);
        assert_eq!(lines(no_path_of_a_machine, "README.md", "src/work/a.rs\n"), [0; 0]);
    }

    #[test]
    fn an_address_of_a_registry_is_seen() {
        let text = format!("\"a\"\n\"https://{}/a.tgz\"\n", REGISTRIES[0]);
        assert_eq!(lines(no_registry_host, "package-lock.json", &text), [2]);
        let text = "\"resolved\": \"https://mirror.example/a.tgz\"\n";
        assert_eq!(lines(no_registry_host, "package-lock.json", text), [1]);
        assert_eq!(lines(no_registry_host, "docs/lock.md", text), [0; 0]);
    }
}
