import { secondsToWait, takeStreamFor } from "#app/api/guard.ts";
import { handle, handleUnlimited } from "#app/api/handle.ts";
import { databaseState } from "#lib/server/database-watch.ts";
import { streamBoard } from "#lib/server/live/stream-board.ts";
import { readTimeZone } from "#lib/server/queue/read-boards.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Seconds after which an address with too many streams may ask again: one of its readers may have left. */
const TRY_AGAIN = 30;

/** `no-transform`: compressed streams take twice the memory. */
const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/**
 * The board, now and after every change, as Server-Sent Events. A refused browser asks again every three seconds: an
 * address with too many streams is told so before its request is counted, and nothing is counted while the database is
 * lost.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleUnlimited(request, async () => {
    if (databaseState().lostSince !== undefined) return problem("busy");
    const end = await takeStreamFor(request);
    if (!end) return problem("too-many-requests", {}, TRY_AGAIN);
    const streamed = stream(request, (await params).id, end);
    const begun = await streamed.then(
      ({ ok }) => ok,
      () => false,
    );
    if (!begun) end();
    return streamed;
  });
}

/**
 * The headers of the stream. Next.js would answer HEAD by calling GET, and would neither read nor cancel the stream: it
 * would count as open until the process ends.
 */
export const HEAD = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  handle(request, async () =>
    (await readTimeZone((await params).id)) ? new Response(null, { headers: HEADERS }) : problem("not-found"),
  );

/** `end` is called when the stream has ended. */
async function stream(request: Request, id: string, end: () => void): Promise<Response> {
  const seconds = await secondsToWait(request);
  if (seconds !== undefined) return problem("too-many-requests", {}, seconds);
  const zone = await readTimeZone(id);
  if (!zone) return problem("not-found");
  return new Response(streamBoard(id, zone, request.signal, end), {
    headers: HEADERS,
  });
}
