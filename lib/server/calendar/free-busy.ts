import { createHmac } from "node:crypto";
import { redactVevent } from "../../calendar/redact.ts";
import { env } from "../env.ts";
import { translatorIn } from "../translate.ts";
import type { Share } from "./find-share.ts";

/** The same events with their hours only. Each keeps one identity for this share, from which its half-day cannot be found. */
export function freeBusyOf(events: string, share: Pick<Share, "id">): string {
  const summary = translatorIn("fr", "share.feed")("taken");
  const host = new URL(env.APP_URL).host;
  return events
    .split(/(?<=END:VEVENT\r\n)/)
    .filter(Boolean)
    .map((event) => redactVevent(event, summary, `taken-${aliasOf(event, share.id)}@${host}`))
    .join("");
}

const aliasOf = (event: string, share: string): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`${share}\n${/^UID:.*$/m.exec(event)?.[0] ?? event}`)
    .digest("hex")
    .slice(0, 24);
