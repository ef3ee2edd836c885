import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { makeReadable } from "./make-readable.ts";
import { writePeer } from "./peer.ts";

/** Looks at every request before the framework does. Node.js tells of it on this channel at once, in the same process. */
export const watchRequests = (): void =>
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { readonly request: IncomingMessage };
    writePeer(request);
    makeReadable(request);
  });
