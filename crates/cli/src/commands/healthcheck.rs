//! `dossier healthcheck`: asks the service on this machine whether it is ready, for containers that have no other client.

use crate::operating::HealthcheckArgs;
use crate::output;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

/// How long the service may take.
const ANSWER_MAX: Duration = Duration::from_secs(5);

/// Bytes of the answer's first line.
const LINE_BYTES_MAX: u64 = 128;

/// Ends with 0 where the service is ready, else with 1, as container engines want it.
pub fn healthcheck(args: &HealthcheckArgs) -> ExitCode {
    match status(args.port) {
        Some(200) => ExitCode::SUCCESS,
        Some(status) => {
            output::note(format_args!("not ready: the service answers with status {status}"));
            ExitCode::FAILURE
        }
        None => {
            output::note("not ready: the service does not answer");
            ExitCode::FAILURE
        }
    }
}

/// Status of the answer to `GET /readyz`; `None` where there is none.
fn status(port: u16) -> Option<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, ANSWER_MAX).ok()?;
    stream.set_read_timeout(Some(ANSWER_MAX)).ok()?;
    stream.set_write_timeout(Some(ANSWER_MAX)).ok()?;
    let host = format!("127.0.0.1:{port}");
    write!(stream, "GET /readyz HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.take(LINE_BYTES_MAX).read_to_end(&mut answer).ok()?;
    of_line(&answer)
}

/// The status in `HTTP/1.1 200 OK`.
fn of_line(answer: &[u8]) -> Option<u16> {
    let text = String::from_utf8_lossy(answer);
    let mut words = text.lines().next()?.split(' ');
    words.next().filter(|word| word.starts_with("HTTP/1."))?;
    words.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn the_status_is_in_the_first_line() {
        for (answer, status) in [
            ("HTTP/1.1 200 OK\r\n\r\n", Some(200)),
            ("HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\n", Some(503)),
            ("HTTP/1.0 200", Some(200)),
            ("SSH-2.0-OpenSSH", None),
            ("", None),
        ] {
            assert_eq!(of_line(answer.as_bytes()), status, "{answer}");
        }
    }

    #[test]
    fn a_service_that_is_there_is_asked_and_one_that_is_not_is_told() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a request");
            // All of it: a connection that is closed with something unread takes the answer back.
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).expect("a request");
                request.extend(byte);
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").expect("answered");
            request
        });
        assert_eq!(status(port), Some(200));
        assert!(server.join().expect("no panic").starts_with(b"GET /readyz HTTP/1.1\r\n"));
        assert_eq!(status(port), None);
    }
}
