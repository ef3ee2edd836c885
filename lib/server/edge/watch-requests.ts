import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { rewriteMalformed } from "./rewrite-malformed.ts";
import { writePeer } from "./peer-address.ts";

/**
 * Prepares every request before the framework reads it. Node.js calls the subscribers of this channel synchronously.
 */
export const watchRequests = (): void =>
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { readonly request: IncomingMessage };
    writePeer(request);
    rewriteMalformed(request);
  });
