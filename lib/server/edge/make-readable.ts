import type { IncomingMessage } from "node:http";
import { callAt, callsOf } from "../../wire/api/calls.ts";

/** Where the API answers that a request was not understood, or has a method it does not know; a person gets the page that no address has. */
export const UNREADABLE = {
  malformed: "/api/unreadable/malformed",
  method: "/api/unreadable/method-not-allowed",
  page: "/adresse-illisible",
} as const;

/** HTTP knows it, the framework's requests cannot hold it (WHATWG Fetch, "forbidden method"). TRACK and CONNECT never arrive. */
const FORBIDDEN = new Set(["TRACE"]);

/**
 * Turns a request that Next.js would answer with a fault of its own (500) into one that we refuse: an address with broken
 * percent signs or steps up, one that is no path, a method that it cannot hold; also a method that a call of the API does
 * not have, which Next.js refuses without a word. Of any other request nothing changes.
 */
export function makeReadable(request: Pick<IncomingMessage, "url" | "method">): void {
  const { url = "", method = "" } = request;
  const allowed = methodsInstead(method, url);
  if (allowed !== undefined)
    Object.assign(request, { method: "GET", url: `${UNREADABLE.method}?${new URLSearchParams({ allow: allowed })}` });
  else if (isForPeople(url)) request.url = isPath(url) ? url : UNREADABLE.page;
  else if (!isPath(url) || CLIMBS.test(url)) request.url = UNREADABLE.malformed;
}

/** The methods that this address has instead of the one it was asked with; undefined when it may be asked so. */
function methodsInstead(method: string, url: string): string | undefined {
  const [path = ""] = url.split("?");
  const methods = callsOf(path)
    .map((call) => call.method)
    .join(", ");
  if (FORBIDDEN.has(method)) return methods;
  return methods === "" || method === "OPTIONS" || callAt(method, path) ? undefined : methods;
}

const isForPeople = (url: string): boolean => /^\/(?!(api|feeds)\b)/.test(url);

/** A step up, also in disguise: the framework would lead a program elsewhere. */
const CLIMBS = /^[^?]*\/(\.|%2e){1,2}(\/|\?|$)/i;

function isPath(url: string): boolean {
  const [path = ""] = url.split("?");
  try {
    decodeURIComponent(path);
    return URL.canParse(url, "http://here.invalid") && url !== "*";
  } catch {
    return false;
  }
}
