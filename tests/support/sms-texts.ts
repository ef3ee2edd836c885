import { readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type { MessageLanguage, WordingLanguage } from "#lib/message/channel.ts";
import type { PlaceToName, WhatIsTold } from "#lib/message/facts.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";

/**
 * The catalogue of SMS in these words, as the product reads it. Figures have none, and asking for a sentence is an
 * error then.
 */
export function sayIn(words: WordingLanguage): Say {
  if (words !== "figures") return translators[words];
  return (key) => {
    throw new Error(`Figures say no sentence, and were asked for ${key}.`);
  };
}

const translator = (locale: MessageLanguage): Say =>
  createTranslator({
    locale,
    messages: JSON.parse(readFileSync(`messages/sms/${locale}.json`, "utf8")) as Record<string, never>,
    onError: (problem) => {
      throw problem;
    },
  }) as Say;

const translators: Readonly<Record<MessageLanguage, Say>> = {
  fr: translator("fr"),
  ar: translator("ar"),
  tr: translator("tr"),
  en: translator("en"),
};

/** The words of all texts, in the order in which they are kept. */
export const ALL_WORDS: readonly WordingLanguage[] = ["fr", "ar", "tr", "en", "figures"];

const paris = (time: string): Instant => instantOf(`${time}+01:00`);
/** When the examples are sent: on the morning of the hour that they are about. */
export const EXAMPLE_NOW = paris("2026-11-12T07:30:00");
const START = paris("2026-11-12T09:30:00");
const OTHER = paris("2026-11-13T14:00:00");

export const EXAMPLE_PLACE: PlaceToName = {
  name: "FACE Alsace",
  shortName: "FACE Alsace",
  address: "13 place des Halles",
  city: "Strasbourg",
  zone: "Europe/Paris",
};
const INSTEAD: PlaceToName = {
  name: "Mairie de quartier du Neuhof",
  shortName: "Neuhof",
  address: "Neuhof",
  city: "Strasbourg",
  zone: "Europe/Paris",
};

/** One example of each kind, and of each form of it, by the title under which it is kept. */
export const EXAMPLES: Readonly<Record<string, WhatIsTold>> = {
  Confirmation: { kind: "confirmation", start: OTHER },
  "First reminder": { kind: "first-reminder", start: OTHER },
  "Last reminder": { kind: "last-reminder", start: START },
  "Changed hour": { kind: "changed", from: START, start: OTHER },
  "Held after all": { kind: "kept", start: OTHER },
  "Offer of another hour": { kind: "offer", from: START, start: OTHER, until: paris("2026-11-12T18:00:00") },
  "Cancelled by the service": { kind: "cancelled", start: START },
  "Cancelled, with a half-day to come to instead": {
    kind: "cancelled",
    start: START,
    instead: { start: OTHER, place: INSTEAD },
  },
  "Found again": { kind: "found-again", start: OTHER },
  "Soon your turn": { kind: "soon", number: 12, around: paris("2026-11-12T10:20:00") },
  "Your number was called": { kind: "called", number: 12 },
  "Come back to the room": { kind: "come-back", number: 12 },
  "We close earlier": {
    kind: "closing-earlier",
    opens: paris("2026-11-12T09:00:00"),
    closes: paris("2026-11-12T11:30:00"),
  },
};

/** The same for SMS, which say a day once that is the same. */
export const SMS_EXAMPLES: Readonly<Record<string, WhatIsTold>> = {
  ...EXAMPLES,
  "Changed hour of the same day": { kind: "changed", from: OTHER, start: paris("2026-11-13T15:15:00") },
};
