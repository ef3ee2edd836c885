import { handleFeed } from "#app/api/handle.ts";
import { mondayOf, requestedWeek } from "#lib/calendar/week.ts";
import { FEED_ZONE } from "#lib/server/calendar/feed-zone.ts";
import { findShare } from "#lib/server/calendar/find-share.ts";
import { noteRead } from "#lib/server/calendar/note-read.ts";
import { readWeek } from "#lib/server/calendar/read-week.ts";
import { clock } from "#lib/server/clock.ts";
import { shareWeekToWire } from "#lib/wire/calendar/share-week.ts";

type Context = { params: Promise<{ secret: string }> };

/** The address is a secret, so it is sent to no other site and no cache stores the answer. */
const headers = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex" };

/**
 * A week of a shared calendar as data: what its page shows (docs/calendars.md#data). 410 once revoked, 404 for an
 * address that never was.
 */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  handleFeed(request, async () => {
    const share = await findShare((await params).secret);
    if (!share.ok)
      return Response.json({ code: share.refusal }, { status: share.refusal === "revoked" ? 410 : 404, headers });
    const now = clock.now();
    const asked = new URL(request.url).searchParams.get("semaine") ?? undefined;
    const monday = mondayOf(requestedWeek(asked, FEED_ZONE, now));
    const [seen] = await Promise.all([readWeek(share.value, monday, now), noteRead(share.value)]);
    return Response.json(shareWeekToWire(share.value, monday, seen), { headers });
  });
