import { createHash } from "node:crypto";
import { shadesOf } from "#lib/place/accent.ts";
import type { Instant } from "#lib/time/instant.ts";
import { writtenProblem, type WrittenAnswer } from "#lib/wire/problem.ts";
import { clock } from "#lib/server/clock.ts";
import { frameAncestors, transportHeaders } from "#lib/server/edge/page-headers.ts";
import { knownOfPage } from "#lib/server/place/known-places.ts";
import { wasInstallationRead } from "#lib/server/place/read-installation.ts";
import { outageDocument } from "./outage-page.ts";
import { outageStyle } from "./outage-style.ts";
import { isScreenData, pageOfAddress } from "./page-of-address.ts";

/** Seconds after which a page loads itself again. */
const AGAIN = 20;

/** The same for the screen in the room, which must be back ten seconds after the server. */
const AGAIN_IN_THE_ROOM = 5;

/**
 * With script the page asks whether it is answered again before it loads itself: a screen that loads while the whole
 * server is away would stay with the browser's own error, for good. It asks one question at a time and waits four
 * seconds for the answer: a network that loses everything would otherwise keep six open, and a browser sends no
 * seventh. The clock of the screen in the room goes on from the hour of the server, whatever the clock of the device
 * says, or is set to meanwhile.
 */
const SCRIPT = `
const again = 1000 * document.currentScript.dataset.again;
let asking = false;
const ask = async () => {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (answer.status < 500) location.reload();
  } catch {}
  asking = false;
};
setInterval(ask, again);
addEventListener("online", ask);
const clock = document.querySelector(".clock");
if (clock) {
  const { sinceMidnight, between } = clock.dataset;
  const midnight = performance.now() - sinceMidnight;
  setInterval(() => {
    const minute = Math.floor((performance.now() - midnight) / 60000) % 1440;
    clock.textContent = Math.floor(minute / 60) + between + String(minute % 60).padStart(2, "0");
  }, 1000);
}
`;

/**
 * The page for this address while the database is lost (since this moment) or was too busy for the request: 503 with
 * Retry-After, and 500 when only this page failed, for a fault of ours. It is in four languages and can be read without
 * script. A process that never had an answer of the database does not know since when, and none says an hour in a time
 * zone that it does not know. The data of the room's screen is JSON, so there the answer is that of a call.
 */
export function outageAnswer(path: string, cause: Instant | "busy" | "failed"): WrittenAnswer {
  if (isScreenData(path)) return writtenProblem(cause === "failed" ? "unexpected" : "busy");
  const again = pageOfAddress(path).readers === "screen" ? AGAIN_IN_THE_ROOM : AGAIN;
  const { telephone, timeZone } = knownOfPage(path);
  const style = `${outageStyle()}${telephone?.accent === undefined ? "" : coloured(telephone.accent)}`;
  const trouble = typeof cause === "string" ? cause : "lost";
  const since = typeof cause !== "string" && wasInstallationRead() ? cause : undefined;
  return {
    status: trouble === "failed" ? 500 : 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      ...(trouble !== "failed" && { "Retry-After": String(again) }),
      "Content-Security-Policy": policy(style),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "same-origin",
      ...transportHeaders(),
    },
    body: outageDocument({ path, trouble, since, now: clock.now(), timeZone, telephone, again }, style, SCRIPT),
  };
}

/** CSS: the colour of the service, in place of the product's own. */
function coloured(accent: string): string {
  const shades = shadesOf(accent);
  return `:root{--color-accent:${shades.accent};--color-accent-soft:${shades.soft}}`;
}

/** Only what stands in the document itself, and our own fonts and icons. */
const policy = (style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(style)}`,
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    frameAncestors(),
  ].join("; ");

const hashes = new Map<string, string>();

function hashOf(text: string): string {
  const hash = hashes.get(text) ?? `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  hashes.set(text, hash);
  return hash;
}
