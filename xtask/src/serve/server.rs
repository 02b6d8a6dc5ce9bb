//! A small HTTP server for files.

use std::fs::File;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, StatusCode};

use super::files::Site;
use super::mime;

/// Requests answered at the same time: a browser opens six connections at most.
const THREADS: usize = 6;

/// Sent with every answer. The first two make the page cross-origin isolated,
/// which threads in wasm need; the third lets its parts be loaded then; the last
/// makes sure that an edit is seen at the next reload.
const HEADERS: [(&str, &str); 4] = [
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
];

/// A server that has its port.
pub struct Server {
    http: tiny_http::Server,
    port: u16,
}

impl Server {
    /// Takes `port` of 127.0.0.1; 0 is any free one.
    pub fn bind(port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| {
            if error.kind() == ErrorKind::AddrInUse {
                let next = port.saturating_add(1);
                anyhow!(
                    "port {port} is taken: end the server that has it, or choose another port \
                     with `cargo xtask serve --port {next}`"
                )
            } else {
                anyhow!("port {port} of 127.0.0.1 could not be opened: {error}")
            }
        })?;
        let port = listener.local_addr()?.port();
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| anyhow!("the server could not start on port {port}: {error}"))?;
        Ok(Server { http, port })
    }

    /// Where a browser finds it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers requests for the files of `site` for as long as the process lives.
    pub fn serve(self, site: Site) {
        let shared = Arc::new((self.http, site));
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    let (http, site) = &*shared;
                    for request in http.incoming_requests() {
                        answer(site, request);
                    }
                })
            })
            .collect();
        for thread in threads {
            // A panic has been reported by its thread; the others go on.
            let _ = thread.join();
        }
    }
}

fn answer(site: &Site, request: Request) {
    let sent = if !matches!(request.method(), Method::Get | Method::Head) {
        request.respond(text("only GET and HEAD are answered\n", 405))
    } else {
        match site.file(request.url()).map(|path| file(&path)) {
            Some(Ok(response)) => request.respond(response),
            Some(Err(error)) => request.respond(text(&format!("{error:#}\n"), 500)),
            None => request.respond(text("there is no such file\n", 404)),
        }
    };
    // A browser that goes away in the middle of an answer is no fault of ours.
    drop(sent);
}

fn file(path: &Path) -> Result<Response<File>> {
    let file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    let length = usize::try_from(file.metadata()?.len())?;
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let headers = headers(mime::content_type(&extension));
    // A length up front, however large the file, lets the page show how much of a module has come.
    Ok(Response::new(StatusCode(200), headers, file, Some(length), None).with_chunked_threshold(usize::MAX))
}

fn text(message: &str, status: u16) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_string(message).with_status_code(status);
    for header in headers("text/plain; charset=utf-8") {
        response.add_header(header);
    }
    response
}

fn headers(content_type: &str) -> Vec<Header> {
    HEADERS
        .iter()
        .copied()
        .chain([("Content-Type", content_type)])
        .map(|(name, value)| Header::from_bytes(name, value).expect("the headers are plain ASCII"))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;
    use crate::repository;

    fn get(port: u16, request_line: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "{request_line}\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_come_with_the_headers_of_isolation_and_their_length() {
        let root = repository::root();
        let server = Server::bind(0).unwrap();
        let port = server.port;
        // The site is the xtask folder's own: it exists whatever the page looks like.
        let site = Site::of_repository(&root.join("xtask"), &root.join("xtask"));
        thread::spawn(move || server.serve(site));
        let answer = get(port, "GET /pkg/Cargo.toml HTTP/1.1");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let manifest = std::fs::read_to_string(root.join("xtask/Cargo.toml")).unwrap();
        assert!(answer.ends_with(&manifest), "{answer}");
        for (name, value) in HEADERS {
            assert!(answer.contains(&format!("{name}: {value}\r\n")), "{answer}");
        }
        assert!(answer.contains(&format!("Content-Length: {}\r\n", manifest.len())));
        let refused = get(port, "GET /pkg/../Cargo.toml HTTP/1.1");
        assert!(refused.starts_with("HTTP/1.1 404"), "{refused}");
        let refused = get(port, "POST /pkg/Cargo.toml HTTP/1.1");
        assert!(refused.starts_with("HTTP/1.1 405"), "{refused}");
    }

    #[test]
    fn a_taken_port_is_named_with_the_remedy() {
        let first = Server::bind(0).unwrap();
        let error = Server::bind(first.port).err().expect("the port is taken");
        let told = error.to_string();
        assert!(told.contains(&first.port.to_string()), "{told}");
        assert!(told.contains("--port"), "{told}");
    }
}
