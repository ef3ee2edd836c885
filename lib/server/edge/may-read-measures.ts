import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "../env.ts";
import { PEER, SPEAKS_FOR } from "./peer.ts";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Whether who asks may read the measures: it shows METRICS_TOKEN, or is this machine itself and no proxy for somebody else. */
export function mayReadMeasures(headers: Pick<Headers, "get">): boolean {
  const shown = /^Bearer +(.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (shown !== undefined)
    return env.METRICS_TOKEN !== undefined && timingSafeEqual(digest(shown), digest(env.METRICS_TOKEN));
  return LOOPBACK.test(headers.get(PEER) ?? "") && headers.get(SPEAKS_FOR) === null;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
