import { useTranslations } from "next-intl";
import { bookingWording, requestWording, type RefusalSentence } from "#components/wording.ts";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";
import type messages from "#messages/fr.json";
import { sayHour } from "#lib/time/say.ts";
import { start } from "#lib/wire/booking/booking.ts";

type OwnSentence = keyof (typeof messages)["booking"]["errors"];

/** Sentences for fields of this form; all other refusals have one sentence for the whole product. */
const own = {
  "hour-missing": "hour",
  "name-too-long": "name",
  "phone-wrong": "phone",
  "phone-missing": "noPhone",
  "email-wrong": "email",
} as const satisfies Partial<Record<FormRefusal, OwnSentence>>;

const shared: Readonly<Record<Exclude<FormRefusal, keyof typeof own>, RefusalSentence>> = {
  ...bookingWording,
  "not-allowed": requestWording["not-allowed"],
  "idempotency-key-reused": requestWording["idempotency-key-reused"],
  malformed: requestWording.malformed,
  "too-large": requestWording["too-large"],
  "too-many-requests": requestWording["too-many-requests"],
  busy: requestWording.busy,
  unexpected: requestWording.unexpected,
};

/** The sentence for a refused booking, in the reader's language. `hour`: the wanted hour as text, if known. */
export function useRefusalSentence(): (refusal: FormRefusal, hour?: string) => string {
  const errors = useTranslations("booking.errors");
  const refusals = useTranslations("refusals");
  return (refusal, hour) => {
    if (refusal === "slot-taken" && hour !== undefined) return errors("taken", { hour });
    return isOwn(refusal) ? errors(own[refusal]) : refusals(shared[refusal]);
  };
}

const isOwn = (refusal: FormRefusal): refusal is keyof typeof own => Object.hasOwn(own, refusal);

/** The hour a form asked for, as text: « 10 h 30 ». Undefined when it asked for none or sent no valid moment. */
export function wantedHour(startsAt: string | undefined, timeZone: string, locale: string): string | undefined {
  const read = start.safeParse(startsAt);
  return read.success ? sayHour(read.data, timeZone, locale) : undefined;
}
