import { answer, handle } from "#app/api/handle.ts";
import { readBoard, readTimeZone } from "#lib/server/queue/read-boards.ts";
import { boardToWire } from "#lib/wire/queue/board.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The board of the room. Public: numbers and desks, no names. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const { id } = await params;
    const [board, zone] = await Promise.all([readBoard(id), readTimeZone(id)]);
    return board && zone ? answer(boardToWire(board, zone)) : problem("not-found");
  });
}
