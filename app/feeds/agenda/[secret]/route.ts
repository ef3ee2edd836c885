import { handleUnlimited } from "#app/api/handle.ts";
import { findShare } from "#lib/server/calendar/find-share.ts";
import { readFeed } from "#lib/server/calendar/read-feed.ts";
import { translatorIn } from "#lib/server/translate.ts";

type Context = { params: Promise<{ secret: string }> };

/** Kept by the reader's own programme, asked again each time; the address is a secret and tells nobody where it leads from. */
const headers = {
  "cache-control": "private, no-cache",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
  vary: "Accept-Encoding",
};

/** A shared calendar as a subscription: 304 when nothing changed, 410 once it is revoked, never 429. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handleUnlimited(request, async () => {
    const share = await findShare((await params).secret);
    if (!share.ok) return refused(share.refusal);
    const { etag, modified, body } = await readFeed(share.value, etagsOf(request.headers.get("if-none-match")));
    const told = { ...headers, etag, ...(modified && { "last-modified": modified }) };
    if (body === undefined) return new Response(null, { status: 304, headers: told });
    return new Response(body, {
      headers: {
        ...told,
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

/** The versions a reader has; a proxy that compresses marks them weak. */
const etagsOf = (header: string | null): readonly string[] => header?.match(/"[^"]*"/g) ?? [];
