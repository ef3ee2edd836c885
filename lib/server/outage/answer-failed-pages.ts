import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Instant } from "#lib/time/instant.ts";
import { askDatabase, cameBackSince, onDatabaseChange } from "#lib/server/database-watch.ts";
import { watchFailure } from "./failed-requests.ts";
import { outageAnswer } from "./outage-answer.ts";

/** What Node.js announces before the framework sees a request. */
const CHANNEL = "http.server.request.start";

/** What is no page: the same as what proxy.ts passes by. */
const NO_PAGE =
  /^\/(?:api|feeds|healthz|metrics|_next)(?:\/|$)|\.(?:ics|svg|png|ico|woff2|css|js|map|json|webmanifest|txt|xml|mp3|ogg|wav)$/;

/**
 * Gives every page that fails a readable answer. The framework answers an exception of a server component with an empty
 * document that only a script fills, so here its 5xx is replaced before anything is sent: with 503 when the database is
 * lost, was lost during the request, or was too busy for it; otherwise with 500. When the database is lost, the pages
 * that wait for it are answered at once. Until the returned function is called.
 */
export function answerFailedPages(): () => void {
  const waiting = new Set<WatchedAnswer>();
  const begin = (message: unknown): void => {
    const { request, response } = message as { readonly request: IncomingMessage; readonly response: ServerResponse };
    if (!isPage(request)) return;
    const answer = watched(request, response);
    waiting.add(answer);
    response.once("close", () => waiting.delete(answer));
  };
  subscribe(CHANNEL, begin);
  const forget = onDatabaseChange(({ lostSince }) => {
    if (lostSince !== undefined) for (const answer of waiting) answer.replace(lostSince);
  });
  return () => {
    unsubscribe(CHANNEL, begin);
    forget();
  };
}

/**
 * Whether somebody asks for a page, or for the data of a room's screen, which `outageAnswer` answers as a call. What
 * the router of the framework asks for in the background is none: refused, it asks for the page.
 */
export function isPage({ method, url = "", headers }: Pick<IncomingMessage, "method" | "url" | "headers">): boolean {
  const [path = ""] = url.split("?");
  return (method === "GET" || method === "HEAD") && headers["rsc"] === undefined && !NO_PAGE.test(path);
}

/** `replace`: sends the readable page now, unless something was sent already. */
type WatchedAnswer = { readonly replace: (lostSince: Instant | undefined) => void };

/** Keeps what the framework writes to a response until its end, and takes the place of a 5xx. */
function watched({ method, url = "" }: IncomingMessage, response: ServerResponse): WatchedAnswer {
  const [path = ""] = url.split("?");
  const failure = watchFailure();
  const began = performance.now();
  const send = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
    removeHeader: response.removeHeader.bind(response),
    setHeader: response.setHeader.bind(response),
  };
  /** From here on what the framework writes goes nowhere. */
  let taken = false;
  const ignored = (): ServerResponse => response;

  const take = (): void => {
    taken = true;
    Object.assign(response, {
      setHeader: ignored,
      appendHeader: ignored,
      removeHeader: ignored,
      flushHeaders: ignored,
    });
  };
  const sendPage = (lostSince: Instant | undefined): void => {
    if (response.headersSent) return;
    const { status, headers, body } = outageAnswer(
      path,
      lostSince ?? (failure.busy || cameBackSince(began) ? "busy" : "failed"),
    );
    for (const name of response.getHeaderNames()) send.removeHeader(name);
    for (const [name, value] of Object.entries(headers)) send.setHeader(name, value);
    send.setHeader("Content-Length", Buffer.byteLength(body));
    send.writeHead(status);
    send.end(method === "HEAD" ? undefined : body);
  };
  /**
   * Whether the page is ours: it failed, and nothing was sent. Whether the database is the cause is asked now. A
   * failure that says when to come again is an answer of proxy.ts.
   */
  const isTaken = (): boolean => {
    const failed = response.statusCode >= 500 && !response.hasHeader("retry-after");
    if (!taken && !response.headersSent && failed) {
      take();
      void askDatabase().then(({ lostSince }) => sendPage(lostSince));
    }
    return taken;
  };

  const pieces: Buffer[] = [];
  const keep = ([piece, encoding]: readonly unknown[]): void => {
    if (typeof piece === "string")
      pieces.push(Buffer.from(piece, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (piece instanceof Uint8Array) pieces.push(Buffer.from(piece));
  };
  const sendWhole = (): void => {
    const body = Buffer.concat(pieces);
    if (body.length > 0 && method !== "HEAD") {
      send.removeHeader("Transfer-Encoding");
      send.setHeader("Content-Length", body.length);
    }
    send.writeHead(response.statusCode);
    send.end(method === "HEAD" || body.length === 0 ? undefined : body);
  };

  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    if (!isTaken()) keepHead(response, rest);
    return response;
  };
  response.flushHeaders = () => undefined;
  response.write = (...written: unknown[]) => {
    if (!isTaken()) keep(written);
    callBack(written);
    return true;
  };
  response.end = (...written: unknown[]) => {
    if (!isTaken()) {
      keep(written);
      sendWhole();
    }
    callBack(written);
    return response;
  };
  return {
    replace: (lostSince) => {
      if (taken || response.headersSent) return;
      take();
      sendPage(lostSince);
    },
  };
}

/**
 * Keeps what is given to `writeHead` beside the status: its words, and headers by name or as a list of names and
 * values.
 */
function keepHead(response: ServerResponse, rest: readonly unknown[]): void {
  for (const part of rest) {
    if (typeof part === "string") response.statusMessage = part;
    else if (Array.isArray(part))
      for (let index = 0; index < part.length; index += 2)
        response.setHeader(String(part[index]), part[index + 1] as string);
    else if (typeof part === "object" && part !== null)
      for (const [name, value] of Object.entries(part)) response.setHeader(name, value as string);
  }
}

/** Calls what the writer of a piece gave to be called once it was written. */
function callBack(written: readonly unknown[]): void {
  const last = written.at(-1);
  if (typeof last === "function") setImmediate(last as () => void);
}
