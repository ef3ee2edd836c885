import { answer, handleUnlimited } from "#app/api/handle.ts";
import { roomOfScreen } from "#app/[locale]/ecran/[place]/room-of-screen.ts";
import { ROOM_VERSION, type RoomAnswer } from "#components/queue/board-room.ts";
import { localeOf } from "#i18n/routing.ts";
import { buildId } from "#lib/server/build-id.ts";
import { databaseState } from "#lib/server/database-watch.ts";
import { readRoomVersion } from "#lib/server/queue/read-room-version.ts";
import { readScreen } from "#lib/server/queue/read-screen.ts";
import { problem } from "#lib/wire/problem.ts";

type RouteContext = { params: Promise<{ locale: string; place: string }> };

/**
 * The data of the room's screen, for a page of the same build: the screen asks for it each minute, after an outage and
 * when the line has changed. As JSON, since a page that is rendered anew and fails takes away what was shown.
 */
export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  return handleUnlimited(request, async () => {
    const { locale, place } = await params;
    const screen = await readScreen(place);
    if (!screen) return problem("not-found");
    const room = roomOfScreen(screen, localeOf(locale));
    return answer({ build: await buildId(), now: screen.readAt, room } satisfies RoomAnswer);
  });
}

/**
 * Whether this server sees its database, and which version of the room it sees: asked every few seconds by screens of
 * rooms that are closed, of which no stream tells that they open.
 */
export const HEAD = (request: Request, { params }: RouteContext): Promise<Response> =>
  handleUnlimited(request, async () => {
    if (databaseState().lostSince !== undefined) return problem("busy");
    const version = await readRoomVersion((await params).place);
    if (version === undefined) return problem("not-found");
    return new Response(null, { headers: { [ROOM_VERSION]: version, "Cache-Control": "no-store" } });
  });
