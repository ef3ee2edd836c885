import { channelOf, type WordingLanguage } from "#lib/message/channel.ts";
import type { PlaceToName } from "#lib/message/facts.ts";
import { composeSms, type Say } from "#lib/message/sms/compose.ts";
import { planOfAppointment, REMINDERS, sendingMoment } from "#lib/message/sending-times.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";

/** A part of the people who book, of one. */
type Shares<Key extends string> = Readonly<Record<Key, number>>;

/**
 * What the simulation takes for true. Shares add up to one. None of them was measured in Strasbourg: each says where it
 * is from, and is there to be replaced by the figures of a city.
 */
export type Assumptions = {
  /** What people leave. Assumed: seven of ten have a mobile of their own. */
  readonly contacts: Shares<"mobile" | "mail" | "landline" | "none">;
  /** In which words they are written to. Assumed. */
  readonly words: Shares<WordingLanguage>;
  /** Days between booking and the hour. Assumed: permanences are weekly, and most book for the next ones. */
  readonly daysAhead: Shares<"0" | "1" | "3" | "7" | "14">;
  /**
   * Who does not come, of those who are reminded and of those who are not: RDV-Solidarités went from 25 to 6 of a
   * hundred.
   */
  readonly noShow: Shares<"reminded" | "not">;
  /** Of those who would not have come and are reminded, who cancels in time instead of coming. Assumed. */
  readonly cancelInstead: number;
  /** Of the hours that are freed so, those that somebody else gets: 72 of a hundred under 48 hours (Doctolib). */
  readonly reused: number;
  /** Euros of a segment, without tax: the price list of a French gateway for some thousand a month. */
  readonly price: number;
};

export const ASSUMPTIONS: Assumptions = {
  contacts: { mobile: 0.7, mail: 0.08, landline: 0.1, none: 0.12 },
  words: { fr: 0.6, ar: 0.15, tr: 0.08, en: 0.05, figures: 0.12 },
  daysAhead: { 0: 0.1, 1: 0.2, 3: 0.2, 7: 0.3, 14: 0.2 },
  noShow: { reminded: 0.06, not: 0.25 },
  cancelInstead: 0.5,
  reused: 0.72,
  price: 0.06,
};

/** What a thousand appointments would be. `helped`: people who were received, those who got a freed hour included. */
export type ToldFigures = {
  readonly appointments: number;
  readonly reminded: number;
  readonly toCall: number;
  readonly onSite: number;
  readonly noShows: number;
  readonly noShowsWithoutReminders: number;
  readonly freed: number;
  readonly reused: number;
  readonly helped: number;
  readonly helpedWithoutReminders: number;
  readonly sms: number;
  readonly segments: number;
};

const PLACE: PlaceToName = {
  name: "Mairie de quartier",
  shortName: "Mairie",
  address: "1 place de la Mairie",
  city: "Strasbourg",
  zone: "Europe/Paris",
};
const FACTS = {
  start: instantOf("2027-03-08T10:00:00+01:00"),
  place: PLACE,
  phone: "+33388436000",
  code: "K7M4PD",
  link: "aide.example/r/k3v9q7m2x4ab",
};
const MINUTES_OF_DAY = 24 * 60;
const MONDAY_AT_TEN = FACTS.start;

/**
 * Simulates appointments by the rules of the product (which messages, when, by which way, in how many segments) under
 * assumptions about people. `random`: from 0 to below 1, by chance; the same sequence gives the same figures. `sayIn`:
 * the catalogue of SMS.
 */
export function simulateTold(
  appointments: number,
  given: Assumptions,
  random: () => number,
  sayIn: (words: WordingLanguage) => Say,
): ToldFigures {
  const sum = { reminded: 0, toCall: 0, onSite: 0, noShows: 0, without: 0, freed: 0, reused: 0, sms: 0, segments: 0 };
  const draw = <Key extends string>(shares: Shares<Key>): Key => {
    let left = random();
    const keys = Object.keys(shares) as Key[];
    for (const key of keys) if ((left -= shares[key]) < 0) return key;
    return keys.at(-1) as Key;
  };
  // Counted once for each text: which one it is depends on the kind, the words and when it leaves.
  const counted = new Map<string, number>();
  const segmentsOf = (kind: MessageOfPlan["kind"], words: WordingLanguage, at: Instant): number => {
    const key = `${kind} ${words} ${at}`;
    const known = counted.get(key) ?? composeSms({ ...FACTS, kind }, words, sayIn(words), at).segments;
    counted.set(key, known);
    return known;
  };
  for (let one = 0; one < appointments; one += 1) {
    const contact = draw(given.contacts);
    const words = draw(given.words);
    const bookedAt = plusMinutes(MONDAY_AT_TEN, -Number(draw(given.daysAhead)) * MINUTES_OF_DAY - 90);
    const way = {
      ...(contact === "mobile" || contact === "landline" ? { phone: contact } : {}),
      email: contact === "mail",
      language: words === "figures" ? "ru" : words,
    } as const;
    const channel = channelOf(way, { sms: true, mail: true });
    if (channel.by === "call") sum.toCall += 1;
    if (channel.by === "on-site") sum.onSite += 1;
    const told = channel.by === "sms" || channel.by === "mail" ? messagesOf(bookedAt) : [];
    const isReminded = told.some(({ kind }) => kind !== "confirmation");
    if (isReminded) sum.reminded += 1;
    if (channel.by === "sms")
      for (const { kind, at } of told) {
        sum.sms += 1;
        sum.segments += segmentsOf(kind, channel.words, at);
      }
    // One number decides for both worlds: who would not have come, and who does not come all the same.
    const would = random();
    if (would < given.noShow.not) sum.without += 1;
    if (would < (isReminded ? given.noShow.reminded : given.noShow.not)) sum.noShows += 1;
    else if (isReminded && would < given.noShow.not && random() < given.cancelInstead) {
      sum.freed += 1;
      if (random() < given.reused) sum.reused += 1;
    }
  }
  const { without, ...others } = sum;
  return {
    appointments,
    ...others,
    noShowsWithoutReminders: without,
    helped: appointments - sum.noShows - sum.freed + sum.reused,
    helpedWithoutReminders: appointments - without,
  };
}

type MessageOfPlan = { readonly kind: "confirmation" | "first-reminder" | "last-reminder"; readonly at: Instant };

/** The messages of an appointment that is made at that moment, each with when it leaves. */
const messagesOf = (toldAt: Instant): readonly MessageOfPlan[] =>
  planOfAppointment({ toldAt, start: MONDAY_AT_TEN, zone: PLACE.zone, reminders: REMINDERS }).flatMap(
    ({ kind, due, until }) => {
      const at = sendingMoment({ due, now: due, about: MONDAY_AT_TEN, until, zone: PLACE.zone });
      return at === "never" ? [] : [{ kind, at }];
    },
  );
