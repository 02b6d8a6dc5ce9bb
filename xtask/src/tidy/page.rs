//! Rules on the page's JavaScript.

use super::File;

/// The panels in `www/ui/` know `engine.js` and nothing behind it: how runs are
/// computed can change without them.
pub fn the_page_uses_the_engine_alone(file: &File, report: &mut dyn FnMut(usize, String)) {
    if !file.path.starts_with("www/ui/") || !file.has_extension(&["js"]) {
        return;
    }
    for (index, line) in file.text.lines().enumerate() {
        let number = index + 1;
        if let Some(path) = imported(line)
            && !may_import(path)
        {
            report(number, format!("www/ui uses engine.js and nothing behind it, not {path}"));
        }
        if line.contains("new Worker(") || line.contains(".postMessage(") {
            report(number, "only engine.js talks to workers".into());
        }
    }
}

/// The path in `import … from "path"`, `export … from "path"`, `import "path"`
/// or `import("path")` — also where the statement began on an earlier line.
fn imported(line: &str) -> Option<&str> {
    let code = line.trim_start();
    if code.starts_with("//") || code.starts_with('*') || code.starts_with("/*") {
        return None;
    }
    let rest = ["from \"", "import \"", "import(\""]
        .iter()
        .find_map(|before| Some(&code[code.find(before)? + before.len()..]))?;
    rest.split('"').next()
}

/// Libraries by their bare names, files of `www/ui/` itself, and the engine.
fn may_import(path: &str) -> bool {
    let is_library = !path.starts_with(['.', '/']);
    let climbs = path.contains("../");
    let name = path.rsplit('/').next().unwrap_or(path);
    let behind = ["protocol.js", "worker.js", "data-worker.js"].contains(&name)
        || ["pkg/", "engine/", "worker/"].iter().any(|dir| climbs && path.contains(dir));
    is_library || !behind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let mut lines = Vec::new();
        the_page_uses_the_engine_alone(&File { path, text }, &mut |line, _| lines.push(line));
        lines
    }

    #[test]
    fn what_lies_behind_the_engine_is_out_of_reach() {
        let text = "import { html } from \"htm/preact\";\n\
                    import { createEngine } from \"../engine.js\";\n\
                    import { chart } from \"./chart/plot.js\";\n\
                    import {\n  EVENTS,\n} from \"../protocol.js\";\n\
                    import \"../../worker.js\";\n\
                    const module = await import(\"../../pkg/plain/headline_lab.js\");\n\
                    import { Channel } from \"../engine/channel.js\";\n\
                    const worker = new Worker(url);\n\
                    // import \"../protocol.js\" is what a panel must not do\n";
        assert_eq!(lines("www/ui/app.js", text), [6, 7, 8, 9, 10]);
        assert_eq!(lines("www/engine.js", text), [0; 0]);
    }
}
