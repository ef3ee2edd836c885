import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { SECOND } from "#lib/time/instant.ts";

/**
 * `firstRequest`: milliseconds within which a new connection has sent the whole head of a request. `noByte`:
 * milliseconds for which a connection with a request may pass no byte in either direction: somebody who no longer reads
 * what is sent.
 */
type Patience = { readonly firstRequest: number; readonly noByte: number };

/** A live stream sends something every 5 seconds, and no answer takes a minute. */
const PATIENCE: Patience = { firstRequest: 10 * SECOND, noByte: 60 * SECOND };

/** The timers of connections that have sent no request yet. */
const waiting = new WeakMap<Socket, NodeJS.Timeout>();

/**
 * Closes connections that take a place without using it, until the returned function is called. Between two requests a
 * connection stays open for as long as the server keeps idle ones (75 seconds). A reader that is slow and reads on
 * stays connected: Node.js counts a write in progress as activity.
 */
export function watchConnections({ firstRequest, noByte }: Patience = PATIENCE): () => void {
  const opened = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    const timer = setTimeout(() => socket.destroy(), firstRequest).unref();
    waiting.set(socket, timer);
    socket.once("close", () => clearTimeout(timer));
  };
  const requested = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    clearTimeout(waiting.get(socket));
    waiting.delete(socket);
    // Node.js destroys the connection when this ends, and sets the time of idle connections after the answer.
    socket.setTimeout(noByte);
  };
  subscribe("net.server.socket", opened);
  subscribe("http.server.request.start", requested);
  return () => {
    unsubscribe("net.server.socket", opened);
    unsubscribe("http.server.request.start", requested);
  };
}
