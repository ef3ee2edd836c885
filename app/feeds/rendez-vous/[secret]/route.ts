import { handleFeed } from "#app/api/handle.ts";
import { localeOf } from "#i18n/routing.ts";
import { isCancelled } from "#lib/booking/appointment-state.ts";
import { ownTexts, thingsToBring } from "#lib/schedule/topic.ts";
import { composeAppointmentFile } from "#lib/server/calendar/compose-appointment-file.ts";
import { uidHost } from "#lib/server/calendar/uid-host.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { readNamedTopics } from "#lib/server/schedule/read-topics.ts";
import { translatorIn, type TextLocale } from "#lib/server/translate.ts";

const headers = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex" };

/** The appointment of whoever holds its secret, as a calendar file. `?langue=`: the reader's language. */
export const GET = (request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> =>
  handleFeed(request, async () => {
    const held = await readAppointment((await params).secret);
    const locale = localeOf(new URL(request.url).searchParams.get("langue"));
    if (!held) return unknown(locale);
    const topics = await readNamedTopics(held.permanence, held.topics);
    const thing = translatorIn(locale, "bring");
    const said = topics.map((topic) => ({
      bring: ownTexts(topic, locale)?.bring ?? topic.bring.map((key) => thing(key)),
    }));
    const bring = thingsToBring(said);
    return new Response(composeAppointmentFile(held, bring, locale, await uidHost()), {
      headers: {
        ...headers,
        "content-type": `text/calendar; charset=utf-8${isCancelled(held.state) ? "; method=CANCEL" : ""}`,
        "content-disposition": 'attachment; filename="rendez-vous.ics"',
      },
    });
  });

/** A person followed the link, not a program: answer with sentences. */
function unknown(locale: TextLocale): Response {
  const say = translatorIn(locale, "appointment.unknown");
  return new Response(["title", "what", "do"].map((key) => `${say(key)}\n`).join(""), {
    status: 404,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });
}
