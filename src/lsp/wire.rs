//! Messages on the wire: JSON behind a `Content-Length` header. What is malformed is passed over, so that one bad message
//! does not end the session.

use std::io::{self, BufRead, Read, Write};

use serde::Deserialize;
use serde_json::Value;

/// A header line longer than this is none, in bytes.
const HEADER: u64 = 4 << 10;
/// No editor sends more at once, in bytes.
const BODY: u64 = 64 << 20;

/// A request (with an id), a notification (without), or an answer to a request of ours (without a method).
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) id: Option<Value>,
    pub(super) method: Option<String>,
    #[serde(default)]
    pub(super) params: Value,
}

/// The next message, or why these bytes are none; `None` at the end of the input.
pub(super) fn read(input: &mut dyn BufRead) -> io::Result<Option<Result<Message, String>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if Read::take(&mut *input, HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<u64>().ok();
            }
            _ if !line.trim().is_empty() => {}
            _ => match length {
                None => return Ok(Some(Err("a message without `Content-Length`".into()))),
                Some(length) => return body(input, length),
            },
        }
    }
}

fn body(input: &mut dyn BufRead, length: u64) -> io::Result<Option<Result<Message, String>>> {
    let mut bytes = Vec::new();
    let mut content = Read::take(&mut *input, length);
    if length > BODY {
        io::copy(&mut content, &mut io::sink())?;
        return Ok(Some(Err(format!("a message of {length} bytes"))));
    }
    if (content.read_to_end(&mut bytes)? as u64) < length {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&bytes).map_err(|error| error.to_string())))
}

/// Writes one message.
pub(super) fn write(out: &mut dyn Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(out, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_messages_are_passed_over() {
        let good = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
        let mut bytes = b"nonsense\r\n\r\n".to_vec();
        bytes.extend(b"Content-Length: 4\r\n\r\n{oh}");
        bytes.extend(b"Content-Length: 2\r\n\r\n\xff\xfe");
        bytes.extend(b"Content-Length: many\r\n\r\n");
        bytes.extend(format!("content-length:{}\r\nContent-Type: x\r\n\r\n{good}", good.len()).bytes());
        bytes.extend(b"Content-Length: 99999999999\r\n\r\n{}");
        let mut input = bytes.as_slice();
        let mut next = || read(&mut input).unwrap();
        for _ in 0..4 {
            assert!(next().unwrap().is_err());
        }
        assert_eq!(next().unwrap().unwrap().method.as_deref(), Some("ping"));
        assert!(next().unwrap().is_err(), "too long for what follows");
        assert!(next().is_none());
    }

    #[test]
    fn what_is_written_can_be_read() {
        let mut bytes = Vec::new();
        write(&mut bytes, &serde_json::json!({"id": "甲", "method": "m", "params": {"a": [1]}})).unwrap();
        let message = read(&mut bytes.as_slice()).unwrap().unwrap().unwrap();
        assert_eq!((message.id.unwrap(), message.params["a"][0].clone()), ("甲".into(), 1.into()));
    }
}
