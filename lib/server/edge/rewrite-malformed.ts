import type { IncomingMessage } from "node:http";
import { callAt, callsOf } from "#lib/wire/api/calls.ts";

/**
 * Where a request is sent that cannot be read or has an unknown method: calls of the API to a refusal, people to the
 * page of an unknown address.
 */
export const UNREADABLE = {
  malformed: "/api/unreadable/malformed",
  method: "/api/unreadable/method-not-allowed",
  page: "/adresse-illisible",
} as const;

/**
 * A method of HTTP that the framework's Request cannot hold (WHATWG Fetch, "forbidden method"). TRACK and CONNECT never
 * arrive.
 */
const FORBIDDEN = new Set(["TRACE"]);

/**
 * Rewrites a request that Next.js would answer with an internal error (500) to an address where we refuse it: broken
 * percent encoding, a control character in path or query, `..` in the path, an address that is no path, a method that a
 * Request cannot hold. Also a method that a call of the API does not have, which Next.js refuses with an empty answer.
 * Any other request stays as it is.
 */
export function rewriteMalformed(request: Pick<IncomingMessage, "url" | "method">): void {
  const { url = "", method = "" } = request;
  const allowed = methodsInstead(method, url);
  if (allowed !== undefined)
    Object.assign(request, { method: "GET", url: `${UNREADABLE.method}?${new URLSearchParams({ allow: allowed })}` });
  else if (isForPeople(url)) request.url = isPath(url) ? url : UNREADABLE.page;
  else if (!isPath(url) || CLIMBS.test(url)) request.url = UNREADABLE.malformed;
}

/** The methods that this address allows, when the method of the request is not one of them; otherwise undefined. */
function methodsInstead(method: string, url: string): string | undefined {
  const [path = ""] = url.split("?");
  const methods = callsOf(path)
    .map((call) => call.method)
    .join(", ");
  if (FORBIDDEN.has(method)) return methods;
  return methods === "" || method === "OPTIONS" || callAt(method, path) ? undefined : methods;
}

const isForPeople = (url: string): boolean => /^\/(?!(api|feeds)\b)/.test(url);

/** A `.` or `..` in the path, also percent-encoded: the framework would redirect a program elsewhere. */
const CLIMBS = /^[^?]*\/(\.|%2e){1,2}(\/|\?|$)/i;

/** A percent-encoded control character but tab and line ends: no row can hold NUL (lib/wire/api/storable.ts). */
const UNSTORABLE = /%(?:0[0-8bcef]|1[0-9a-f]|7f)/iu;

function isPath(url: string): boolean {
  if (UNSTORABLE.test(url)) return false;
  const [path = ""] = url.split("?");
  try {
    decodeURIComponent(path);
    return URL.canParse(url, "http://here.invalid") && url !== "*";
  } catch {
    return false;
  }
}
