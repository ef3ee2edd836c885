import { handle } from "#app/api/handle.ts";
import { streamBoard } from "#lib/server/live/stream-board.ts";
import { readTimeZone } from "#lib/server/queue/read-boards.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * The board, now and after every change, as Server-Sent Events. `no-transform`: compressed streams take twice the
 * memory.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const { id } = await params;
    const zone = await readTimeZone(id);
    if (!zone) return problem("not-found");
    return new Response(streamBoard(id, zone, request.signal), {
      headers: {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  });
}
