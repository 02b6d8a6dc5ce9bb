//! A small HTTP server for files.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;

use super::files::Site;
use super::mime;

/// Sent with every answer. The first two make the page cross-origin isolated,
/// which threads in wasm need; the third lets its parts be loaded then; the last
/// makes sure that an edit is seen at the next reload.
const HEADERS: [(&str, &str); 4] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// A server that has its port.
pub struct Server {
    listener: TcpListener,
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
        // What tokio asks of a socket that was opened without it.
        listener.set_nonblocking(true)?;
        Ok(Server { listener, port })
    }

    /// Where a browser finds it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers requests for the files of `site` for as long as the process lives.
    pub fn serve(self, site: Site) -> Result<Infallible> {
        let site = Arc::new(site);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let local = tokio::task::LocalSet::new();
        local.block_on(&runtime, async move {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            loop {
                // One that fails to come about, such as a browser that went away again, is no fault of the others.
                let Ok((stream, _)) = listener.accept().await else { continue };
                let site = Arc::clone(&site);
                let service = service_fn(move |request| {
                    let response = answer(&site, &request);
                    async { Ok::<_, Infallible>(response) }
                });
                // A connection ends with an error where the browser goes away in the middle of an answer.
                tokio::task::spawn_local(async {
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        })
    }
}

type Answer = Response<Full<Bytes>>;

fn answer(site: &Site, request: &Request<Incoming>) -> Answer {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refused = text("only GET and HEAD are answered\n", StatusCode::METHOD_NOT_ALLOWED);
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    let Some(path) = site.file(request.uri().path()) else {
        return text("there is no such file\n", StatusCode::NOT_FOUND);
    };
    match std::fs::read(&path) {
        Ok(bytes) => {
            let extension = path.extension().unwrap_or_default().to_string_lossy();
            with_headers(bytes, StatusCode::OK, mime::content_type(&extension))
        }
        Err(error) => {
            let message = format!("could not read {}: {error}\n", path.display());
            text(&message, StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

fn text(message: &str, status: StatusCode) -> Answer {
    with_headers(message.as_bytes().to_vec(), status, "text/plain; charset=utf-8")
}

fn with_headers(body: Vec<u8>, status: StatusCode, content_type: &'static str) -> Answer {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use std::thread;

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
        assert!(answer.contains(&format!("content-length: {}\r\n", manifest.len())));
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
