import { paragraph, type Letter } from "#lib/mail/letter.ts";
import { reportsToDo, type HalfDayFigures } from "#lib/report/half-day-figures.ts";
import { turnedAwayIn } from "#lib/report/month-figures.ts";
import { sayDay } from "#lib/time/say.ts";
import { sayDuration } from "#lib/time/say-duration.ts";
import { translatorIn, type TeamLocale } from "#lib/server/translate.ts";

/** The letter with the figures of a half-day: counts alone, and no name. `page`: where they stand. */
export function summaryLetter(
  language: TeamLocale,
  { place, localDate }: { readonly place: string; readonly localDate: string },
  figures: HalfDayFigures,
  page: string,
): Letter {
  const say = translatorIn(language, "figures.mail");
  const { received, helped, gone, redirected, unserved, contacts, untimed, medianWait, fromPaper } = figures;
  const known = contacts - untimed;
  const toDo = reportsToDo(figures);
  return {
    language,
    subject: say("subject", { place, day: sayDay(localDate, language) }),
    blocks: [
      paragraph(say("people", { received, helped, gone, redirected, unserved, turnedAway: turnedAwayIn(figures) })),
      ...(medianWait === undefined
        ? []
        : [
            paragraph(
              say("waits", {
                median: sayDuration(Math.round(medianWait / 60), language),
                within: known - figures.waitsOver20,
                of: known,
              }),
            ),
          ]),
      ...(fromPaper > 0 ? [paragraph(say("paper", { paper: fromPaper, received }))] : []),
      ...(toDo > 0 ? [paragraph(say("reports", { count: toDo }))] : []),
      { is: "button", label: say("open"), href: page },
    ],
  };
}
