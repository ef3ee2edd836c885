import { hasLocale } from "next-intl";
import { handleFreely } from "#app/api/handle.ts";
import { routing } from "#app/i18n/routing.ts";
import { thingsToBring } from "#lib/schedule/topic.ts";
import { composeCalendarFile } from "#lib/server/booking/compose-calendar-file.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { problem } from "#lib/wire/problem.ts";

/** The appointment of whoever holds its secret, for her own calendar. `?langue=` is the reader's language. */
export const GET = (request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> => handleFreely(request, async () => {
  const held = await readAppointment((await params).secret);
  if (!held) return problem("not-found");
  const asked = new URL(request.url).searchParams.get("langue");
  const locale = hasLocale(routing.locales, asked) ? asked : routing.defaultLocale;
  const bring = thingsToBring(await readTopics(held.topics));
  return new Response(composeCalendarFile(held, bring, locale), {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'attachment; filename="rendez-vous.ics"',
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
  });
});
