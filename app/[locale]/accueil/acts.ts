import { act, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import {
  bookCase,
  bookedOfCase,
  dropCase,
  holdForCase,
  type BookCaseRefusal,
} from "#lib/server/booking/reception/book-case.ts";
import { beginCase, readCase, saveCase } from "#lib/server/booking/reception/cases.ts";
import {
  announceLateOf,
  cancelFound,
  checkInFound,
  fetchFound,
  moveFound,
  prioritiseFound,
} from "#lib/server/booking/reception/act-on-found.ts";
import { changeWayOfFound, sendFoundAgain, showContact } from "#lib/server/booking/reception/contact-of-found.ts";
import { findAtReception } from "#lib/server/booking/reception/find.ts";
import { giveNumber, notePhone } from "#lib/server/booking/reception/number-given.ts";
import { sealFound } from "#lib/server/booking/reception/open-found.ts";
import { readCalledTopics } from "#lib/server/schedule/read-topics.ts";
import { refuse, type Result } from "#lib/result.ts";
import { topicsTyped } from "#lib/schedule/topic-typed.ts";
import { contact, filled } from "#lib/wire/booking/booking.ts";
import {
  receptionHourForm,
  receptionLateForm,
  receptionMoveForm,
  receptionNumberForm,
  receptionPersonForm,
  receptionSearches,
} from "#lib/wire/booking/reception-form.ts";
import { contactWayForm } from "#lib/wire/booking/contact-way.ts";
import { formOf, refusedBeside, type StaffRefusal } from "#lib/wire/staff-form.ts";

/** The page of a case, or of a new one of this organisation. */
const ofCase = (id: string): string => `/accueil?cas=${id}`;
const anew = (slug: string): string => `/accueil?${new URLSearchParams({ organisation: slug })}`;

/** The topic whose beginning was typed. */
const chooseTopic: Act = async ({ actor, fields, locale }) => {
  const held = await organisationOfPage(actor, "book-as-team", fields["slug"], "some-place");
  if (!held) return refused("not-allowed");
  const typed = fields["topic"]?.trim() ?? "";
  if (typed === "") return { ok: false, refusals: { topic: "missing" } };
  const topics = await readCalledTopics({ organisation: held.chosen.id }, locale);
  const [topic, ...others] = topicsTyped(typed, topics);
  if (!topic) return { ok: false, refusals: { topic: "no-such-topic" } };
  if (others.length > 0) return { ok: false, refusals: { topic: "several-topics" } };
  return { ok: true, to: `${anew(held.chosen.slug)}&demarche=${topic.key}` };
};

/** Holds an hour for the case that the page shows, or for one that begins with it. */
const holdHour: Act = async ({ actor, fields, locale, query }) => {
  const read = receptionHourForm.safeParse(fields);
  if (!read.success) return refused("hour-missing");
  const { slug, topic, permanence, startsAt: start } = read.data;
  const held = await organisationOfPage(actor, "book-as-team", slug, "some-place");
  if (!held) return refused("not-allowed");
  const known = await readCase(actor, query("cas"));
  const begun = known
    ? { ok: true as const, value: known }
    : await beginCase(actor, { organisation: held.chosen.slug, topic, language: locale });
  if (!begun.ok) return refused(begun.refusal);
  const done = await holdForCase(actor, begun.value, { permanence, start });
  if (done.ok) return { ok: true, to: ofCase(done.value.id) };
  if (!known) await dropCase(actor, begun.value);
  return refused(refusalToShow(done.refusal));
};

/** What was typed for the person of the case is kept as it is, whatever follows. */
const withTyped = async ({ actor, fields, query, text: sent }: SentForm) => {
  const known = await readCase(actor, query("cas"));
  if (!known) return undefined;
  const text = (name: string): string => sent(name).slice(0, 200);
  const typed = {
    ...known,
    name: text("name"),
    phone: text("phone"),
    language: text("language") || known.language,
    prefersCall: fields["prefersCall"] !== undefined,
    toFetch: fields["toFetch"] !== undefined,
  };
  await saveCase(actor, typed);
  return typed;
};

const book: Act = async (sent) => {
  const { actor, fields, query } = sent;
  const typed = await withTyped(sent);
  const booked = typed ? undefined : await bookedOfCase(query("cas"));
  if (!typed) return booked === undefined ? refused("case-gone") : opened(actor, booked);
  const person = receptionPersonForm.read(fields);
  if (!person.ok) {
    const { phone, ...others } = person.refusals;
    return {
      ok: false,
      refusals: { ...others, ...(phone && { phone: phone === "malformed" ? "no-such-phone" : phone }) },
    };
  }
  const { prefersCall, toFetch } = typed;
  if (prefersCall && person.value.phone === undefined) return { ok: false, refusals: { phone: "missing" } };
  const done = await bookCase(actor, typed, {
    ...filled(person.value),
    ...(prefersCall && { prefersCall }),
    ...(toFetch && { toFetch }),
  });
  return done.ok ? opened(actor, done.value) : refused(refusalToShow(done.refusal));
};

const opened = (actor: StaffActor, appointment: string): StaffOutcome => ({
  ok: true,
  done: "appointmentBooked",
  to: `/accueil?${new URLSearchParams({ trouve: sealFound(actor, { appointment, contact: false }) })}`,
});

/**
 * The case waits in the list of those that were put aside, and the page begins anew; with a topic alone the case begins
 * here.
 */
const putAside: Act = async (sent) => {
  const { actor, fields, locale } = sent;
  const typed = await withTyped(sent);
  if (typed) return { ok: true, done: "caseAside", to: anew(typed.organisation) };
  const held = await organisationOfPage(actor, "book-as-team", fields["slug"], "some-place");
  if (!held) return refused("not-allowed");
  const topic = receptionHourForm.shape.topic.safeParse(fields["topic"]);
  if (!topic.success) return refused("case-gone");
  const begun = { organisation: held.chosen.slug, topic: topic.data, language: locale };
  const made = await beginCase(actor, begun);
  return made.ok ? { ok: true, done: "caseAside", to: anew(held.chosen.slug) } : refused(made.refusal);
};

const drop: Act = async ({ actor, query }) => {
  const known = await readCase(actor, query("cas"));
  if (!known) return refused("case-gone");
  await dropCase(actor, known);
  return { ok: true, done: "caseDropped", to: anew(known.organisation) };
};

/** Looks for an appointment, and leads to what was found. */
const search =
  (by: keyof typeof receptionSearches): Act =>
  async ({ actor, fields }) => {
    const held = await organisationOfPage(actor, "find-appointment", fields["slug"], "some-place");
    if (!held) return refused("not-allowed");
    const read = receptionSearches[by].read(fields);
    if (!read.ok) return read;
    const found = await findAtReception(actor, held.chosen.id, read.value);
    if (!found.ok) return { ok: false, refusals: refusedBeside(found.refusal, BESIDE) };
    const what = "opened" in found.value ? { trouve: found.value.opened } : { masque: found.value.masked };
    return { ok: true, to: `${anew(held.chosen.slug)}&${new URLSearchParams(what)}` };
  };

/** The field beside which a search is refused. */
const BESIDE = { "code-unknown": "code", "no-such-place": "place", "day-unreadable": "day" } as const;

const showWhole = act({
  run: ({ actor, fields }) => showContact(actor, fields["trouve"]),
  done: "contactShown",
  to: (_sent, trouve) => `/accueil?${new URLSearchParams({ trouve })}`,
});

/** The page of the appointment that a form is about. */
const toFound = ({ text }: SentForm): string => `/accueil?${new URLSearchParams({ trouve: text("trouve") })}`;

/** An act on the appointment that is open: its use case, and the sentence that says that it was done. */
const onFound = (
  done: (fields: SentForm["fields"]) => string,
  run: (actor: StaffActor, ref: string | undefined, fields: SentForm["fields"]) => Promise<Result<void, StaffRefusal>>,
): Act =>
  act({
    run: ({ actor, fields }) => run(actor, fields["trouve"], fields),
    done: (_done, { fields }) => done(fields),
    to: toFound,
  });

const move = onFound(
  () => "appointmentMoved",
  async (actor, ref, fields) => {
    const read = receptionMoveForm.safeParse(fields);
    if (!read.success) return refuse("hour-missing");
    return moveFound(actor, ref, { permanence: read.data.permanence, start: read.data.startsAt });
  },
);

const late = act({
  form: receptionLateForm,
  run: ({ actor, fields }, { hour }) => announceLateOf(actor, fields["trouve"], hour),
  done: "lateNoted",
  to: toFound,
});

/** SMS or mails stop, or leave again, as the person says at the desk. */
const changeWay = act({
  form: formOf(contactWayForm, { fieldOf: () => "form" }),
  run: ({ actor, fields }, { way }) => changeWayOfFound(actor, fields["trouve"], way),
  done: "wayNoted",
  to: toFound,
});

const resend = act({ run: ({ actor, fields }) => sendFoundAgain(actor, fields["ref"]), done: "linkSentAgain" });

/** Most refusals say that the hour cannot be had any more; the others are said as they are. */
const refusalToShow = (refusal: BookCaseRefusal): StaffRefusal => {
  switch (refusal) {
    case "hour-missing":
    case "not-allowed":
    case "personal-number-refused":
    case "idempotency-key-reused":
    case "unknown-topic":
      return refusal;
    default:
      return "hour-gone";
  }
};

/** The next number of a half-day, for whoever stands there without an appointment. */
const give = act({
  form: receptionNumberForm,
  run: ({ actor }, { permanence, key }) => giveNumber(actor, permanence, key),
  done: "numberGiven",
  to: (_sent, passage) => `/accueil?${new URLSearchParams({ passage })}`,
});

/**
 * The mobile at which they want SMS and in which language, or none any more. Back to the appointment or the number that
 * the page shows.
 */
const sms: Act = async ({ actor, fields, text, locale }) => {
  const stops = fields["stop"] !== undefined;
  const language = contact.language.safeParse(fields["language"]).data ?? locale;
  const noted = await notePhone(actor, fields["numero"], stops ? undefined : text("phone"), language);
  if (!noted.ok) {
    const field = noted.refusal === "found-gone" || noted.refusal === "not-now" ? "form" : "phone";
    return { ok: false, refusals: { [field]: noted.refusal } };
  }
  const found = text("trouve");
  const page = found === "" ? { passage: text("numero") } : { trouve: found };
  return { ok: true, done: stops ? "smsStopped" : "smsNoted", to: `/accueil?${new URLSearchParams(page)}` };
};

/** What the forms of the reception do, by the last part of their address. */
export const ACTS: Readonly<Record<string, Act>> = {
  demarche: chooseTopic,
  tenir: holdHour,
  prendre: book,
  garder: putAside,
  abandonner: drop,
  code: search("code"),
  heure: search("heure"),
  prenom: search("prenom"),
  numero: search("numero"),
  montrer: showWhole,
  deplacer: move,
  retard: late,
  annuler: onFound(() => "appointmentCancelled", cancelFound),
  arrive: onFound(() => "checkedIn", checkInFound),
  priorite: onFound(() => "priorityGiven", prioritiseFound),
  chercher: onFound(
    ({ on }) => (on === "" ? "fetchNotNoted" : "fetchNoted"),
    (actor, ref, { on }) => fetchFound(actor, ref, on !== ""),
  ),
  prevenir: changeWay,
  renvoyer: resend,
  donner: give,
  sms,
};
