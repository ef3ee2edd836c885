import type { BandLine, Block, MailLanguage } from "#lib/mail/content.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import { capital, lead, momentLines, placeInOneLine, placeLines, strong, whenOf, type Beginning } from "./parts.ts";

/** What has become true, when and where, as the bands at the top of a mail say it. `now`: when it is sent. */
export function newsBands(told: MessageFacts, language: MailLanguage, say: Say, now: Instant): Beginning {
  const { place } = told;
  const when = (moment: Instant, at = place) => whenOf(moment, at.zone, language);
  /** An hour that is held as it is said. `key`: of its sentences. */
  function held(key: string): Beginning {
    const { start } = told as MessageFacts & { readonly start: Instant };
    return {
      subject: capital(say(`${key}.subject`, when(start))),
      preheader: placeInOneLine(place, language),
      bands: [panel(lead(say(`${key}.lead`)), ...momentLines(when(start)), ...placeLines(place))],
    };
  }

  function comeInstead(start: Instant, at: MessageFacts["place"]): Block {
    const { day, hour } = when(start, at);
    return panel(
      lead(say("cancelled.instead")),
      strong(capital(day)),
      { is: "span", text: say("cancelled.from", { hour }) },
      ...placeLines(at),
    );
  }

  /** Of a number in the line: whoever has one has been at the place, whose name alone is said. */
  function ofNumber(number: number, hour: Readonly<Record<string, string>> = {}): Beginning {
    return {
      subject: say(`${told.kind}.subject`, { number: String(number), ...hour }),
      preheader: say(`${told.kind}.do`),
      bands: [
        panel(
          strong(say(`${told.kind}.lead`, hour)),
          lead(say(`${told.kind}.do`)),
          lead(say("number")),
          { is: "large", text: String(number) },
          { is: "placeName", text: place.name },
        ),
      ],
    };
  }

  switch (told.kind) {
    case "confirmation":
    case "first-reminder":
    case "kept":
    case "found-again":
      return held(told.kind);
    case "last-reminder":
      return held(localDateOf(told.start, place.zone) === localDateOf(now, place.zone) ? "today" : "first-reminder");
    case "changed":
      return {
        subject: say("changed.subject", when(told.start)),
        preheader: say("changed.old", when(told.from)),
        bands: [
          panel(
            strong(say("changed.lead")),
            lead(say("changed.old", when(told.from))),
            lead(say("changed.come")),
            ...momentLines(when(told.start)),
            ...placeLines(place),
          ),
        ],
      };
    case "offer":
      return {
        subject: say("offer.subject", when(told.start)),
        preheader: say("offer.until", when(told.until)),
        bands: [
          panel(
            lead(say("offer.cannot", when(told.from))),
            lead(say("offer.instead")),
            ...momentLines(when(told.start)),
            ...placeLines(place),
          ),
        ],
      };
    case "cancelled": {
      const { start, instead } = told;
      return {
        subject: say("cancelled.subject", when(start)),
        preheader: instead ? say("cancelled.instead") : say("cancelled.sorry"),
        bands: [
          {
            is: "stopPanel",
            lines: [
              { is: "warning", text: say("cancelled.lead") },
              { is: "warning", text: say("cancelled.not") },
              { is: "gone", text: capital(say("cancelled.when", when(start))) },
              { is: "placeName", text: place.name },
              lead(say("cancelled.sorry")),
            ],
          },
          ...(instead ? [comeInstead(instead.start, instead.place)] : []),
        ],
      };
    }
    case "soon":
      return ofNumber(told.number, when(told.around));
    case "called":
    case "come-back":
      return ofNumber(told.number);
    case "closing-earlier":
      return {
        subject: say("closing-earlier.subject", when(told.closes)),
        preheader: say("closing-earlier.do"),
        bands: [
          panel(
            strong(say("closing-earlier.lead", when(told.closes))),
            { is: "placeName", text: place.name },
            lead(say("closing-earlier.do")),
          ),
        ],
      };
  }
}

const panel = (...lines: readonly BandLine[]): Block => ({ is: "panel", lines });
