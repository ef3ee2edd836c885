import { handleFeed } from "#app/api/handle.ts";
import { findShare } from "#lib/server/calendar/find-share.ts";
import { noteRead } from "#lib/server/calendar/note-read.ts";
import { readFeed, type CacheValidators } from "#lib/server/calendar/read-feed.ts";
import { translatorIn } from "#lib/server/translate.ts";

type Context = { params: Promise<{ secret: string }> };

/**
 * Calendar programs store the feed and ask again each time; the address is a secret, so it is sent to no other site.
 */
const headers = {
  "cache-control": "private, no-cache",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
  vary: "Accept-Encoding",
};

/** A shared calendar as a subscription (docs/calendars.md#feeds): 304 when unchanged, 410 once revoked, never 429. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handleFeed(request, async () => {
    const share = await findShare((await params).secret);
    if (!share.ok) return refused(share.refusal);
    await noteRead(share.value);
    const { etag, modified, body } = await readFeed(share.value, knownBy(request.headers));
    const versionHeaders = { ...headers, etag, ...(modified && { "last-modified": modified }) };
    if (body === undefined) return new Response(null, { status: 304, headers: versionHeaders });
    return new Response(body, {
      headers: {
        ...versionHeaders,
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="permanences.ics"',
      },
    });
  });

const refused = (refusal: "not-found" | "revoked"): Response => {
  const say = translatorIn("fr", "share.feed");
  return new Response(`${say(refusal === "revoked" ? "gone" : "unknown")}\n`, {
    status: refusal === "revoked" ? 410 : 404,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });
};

/** What a client has (RFC 9110, 13.1): its ETags, which a compressing proxy marks weak; only without them the date. */
function knownBy(headers: Headers): CacheValidators {
  const etags = headers.get("if-none-match");
  if (etags === null) return { etags: [], since: headers.get("if-modified-since") };
  return { etags: etags.match(/"[^"]*"/g) ?? [] };
}
