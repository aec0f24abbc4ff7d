//! The listening side: a byte relay in front of tiny_http.
//!
//! tiny_http keeps every connection until its client leaves, and hands out no way to close
//! one. A test needs a connection that breaks halfway, and a stopped server must not leave
//! sockets in a browser's pool, so connections pass through here, where they can be cut.

use std::collections::HashMap;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use crate::lock;

/// The open connections to the inner server, by the address that it sees as its client's.
#[derive(Clone, Default)]
pub(crate) struct Links(Arc<Mutex<HashMap<SocketAddr, TcpStream>>>);

impl Links {
    /// Closes one connection once what the inner server has written has gone out.
    pub(crate) fn cut(&self, link: SocketAddr) {
        if let Some(stream) = lock(&self.0).get(&link) {
            stream.shutdown(Shutdown::Both).ok();
        }
    }
}

pub(crate) struct Relay {
    port: u16,
    links: Links,
    stopping: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Relay {
    pub(crate) fn start(port: u16, inner: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let port = listener.local_addr()?.port();
        let links = Links::default();
        let stopping = Arc::new(AtomicBool::new(false));
        let accepting = thread::spawn({
            let (links, stopping) = (links.clone(), Arc::clone(&stopping));
            move || {
                for client in listener.incoming() {
                    if stopping.load(Ordering::SeqCst) {
                        return;
                    }
                    // A client that left before it was accepted is no reason to stop.
                    if let Ok(client) = client {
                        connect(client, inner, &links).ok();
                    }
                }
            }
        });
        Ok(Self { port, links, stopping, accepting: Some(accepting) })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn links(&self) -> Links {
        self.links.clone()
    }

    /// Frees the port, then closes every connection.
    pub(crate) fn stop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // Wakes the accepting thread, which then sees that it is over.
        TcpStream::connect(("127.0.0.1", self.port)).ok();
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
        for stream in lock(&self.links.0).values() {
            stream.shutdown(Shutdown::Both).ok();
        }
    }
}

fn connect(client: TcpStream, inner: SocketAddr, links: &Links) -> io::Result<()> {
    let server = TcpStream::connect(inner)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let link = server.local_addr()?;
    let (client_read, server_read) = (client.try_clone()?, server.try_clone()?);
    lock(&links.0).insert(link, server.try_clone()?);
    let (mut from_client, mut from_server) = (client_read, server_read);
    let (mut to_client, mut to_server) = (client, server);
    thread::spawn(move || {
        io::copy(&mut from_client, &mut to_server).ok();
        // The client may still be reading: only the way in is over.
        to_server.shutdown(Shutdown::Write).ok();
    });
    let links = links.clone();
    thread::spawn(move || {
        io::copy(&mut from_server, &mut to_client).ok();
        // Also ends the thread above, which reads from the same client.
        to_client.shutdown(Shutdown::Both).ok();
        lock(&links.0).remove(&link);
    });
    Ok(())
}
