import type { IncomingMessage } from "node:http";

/**
 * The request header with the address at the other end of the connection. Only we set it: what a client sends is
 * overwritten.
 */
export const PEER = "x-peer-address";

/** The request header that is present when the request came through a proxy. Only we set it. */
export const FORWARDED = "x-peer-forwarded";

const FORWARDING = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/** Sets both headers on a request. Next.js gives only x-forwarded-for, which any client can write. */
export function writePeer({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): void {
  headers[PEER] = socket.remoteAddress ?? "";
  delete headers[FORWARDED];
  if (FORWARDING.some((name) => headers[name] !== undefined)) headers[FORWARDED] = "yes";
}
