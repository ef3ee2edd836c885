import type { RoomData } from "#components/queue/board-room.ts";
import type { Locale } from "#i18n/routing.ts";
import type { Screen } from "#lib/server/queue/read-screen.ts";
import { sayDay } from "#lib/time/say.ts";

/** What the screen of the room is given of a place: nothing that people in the room may not read. */
export const roomOfScreen = ({ permanence, board, next, name, zone }: Screen, locale: Locale): RoomData => ({
  place: name,
  zone,
  ...(permanence && {
    permanence: {
      id: permanence.id,
      span: permanence.span,
      windows: permanence.windows,
      status: permanence.status,
      numbers: permanence.numbers,
    },
  }),
  ...(board && { board }),
  ...(next && { next: { day: sayDay(next.localDate, locale), span: next.span } }),
});
