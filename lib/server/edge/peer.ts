import type { IncomingMessage } from "node:http";

/** The header that carries who is at the other end of the connection. Ours alone: what a client writes there is overwritten. */
export const PEER = "x-peer-address";

/** Present when the other end is a proxy that speaks for somebody else. */
export const SPEAKS_FOR = "x-peer-speaks-for";

const FORWARDING = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/** Writes on a request the address of the other end and whether it speaks for another. Next.js tells x-forwarded-for only, which any client can write. */
export function writePeer({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): void {
  headers[PEER] = socket.remoteAddress ?? "";
  delete headers[SPEAKS_FOR];
  if (FORWARDING.some((name) => headers[name] !== undefined)) headers[SPEAKS_FOR] = "another";
}
