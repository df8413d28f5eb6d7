//! When the process shall end: the signals by which platforms and people say so.

use std::io;
use tokio_util::sync::CancellationToken;

/// Takes over the signals that end a process, and cancels `stop` at the first of them. Call it within a Tokio runtime.
///
/// # Errors
/// The system does not let the signals be taken over.
pub fn stop_on_signals(stop: CancellationToken) -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
                // Stopped by something else.
                () = stop.cancelled() => {}
            }
            stop.cancel();
        });
    }
    #[cfg(not(unix))]
    tokio::spawn(async move {
        // Where it cannot be waited for, the process ends by being killed.
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.cancel();
        }
    });
    Ok(())
}
