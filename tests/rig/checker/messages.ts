import type { Instant } from "#lib/time/instant.ts";
import type { Evidence } from "#tests/rig/evidence.ts";
import type { MessagesRecord } from "#tests/rig/messages.ts";
import { formatTime } from "./replay.ts";

type Judge = (messages: MessagesRecord, evidence: Evidence) => readonly string[];

const ifTold =
  (judge: Judge) =>
  (evidence: Evidence): readonly string[] =>
    evidence.messages ? judge(evidence.messages, evidence) : [];

/** No sending began after a cancel of its appointment was answered. One that had begun may still arrive. */
export const noneAfterACancel = ifTold(({ rows, tries }, { operations }) => {
  const answered = new Map<string, Instant>();
  for (const { action, outcome, ended } of operations)
    if (action.type === "cancel" && outcome.kind === "ok")
      answered.set(action.appointment, earlier(answered.get(action.appointment), ended));
  const of = new Map(rows.map(({ id, appointment }) => [id, appointment]));
  return tries.flatMap(({ message, at }) => {
    const cancelled = answered.get(of.get(message) ?? "");
    return cancelled !== undefined && at > cancelled
      ? [
          `the sending of ${message} began at ${formatTime(at)}, and its cancel was answered at ${formatTime(cancelled)}`,
        ]
      : [];
  });
});

/**
 * Each arrival at the gateway is a try that was noted before it was made; more than one of a message are counted as
 * doubles.
 */
export const noneThatIsNotCounted = ifTold(({ arrivals, tries, rows }) => {
  const tried = Map.groupBy(tries, ({ message }) => message);
  const doubles = new Map(rows.map(({ id, doubles }) => [id, doubles]));
  return [...Map.groupBy(arrivals, ({ message }) => message)].flatMap(([message, all]) => {
    const counted = doubles.get(message);
    if (counted === undefined) return [`the gateway has ${message}, and no row of the outbox is it`];
    return [
      ...(all.length > (tried.get(message)?.length ?? 0)
        ? [`the gateway has ${message} ${all.length} times, and fewer tries were noted`]
        : []),
      ...(all.length > 1 + counted
        ? [`the gateway has ${message} ${all.length} times, and ${counted} doubles were counted`]
        : []),
    ];
  });
});

/**
 * No message is lost: each was sent, and is at the gateway with the hour that it tells, or was given up for a person to
 * call, or is not true any more, or is not due yet. Whoever is booked was told their hour last, or stands with it on
 * the list of whom to call.
 */
export const noneLost = ifTold(({ arrivals, rows, booked, notCompared, until }) => {
  const texts = Map.groupBy(arrivals, ({ message }) => message);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ofAppointment = Map.groupBy(rows, ({ appointment }) => appointment);
  const last = new Map(
    arrivals.flatMap(({ message }) => {
      const row = byId.get(message);
      return row ? [[row.appointment, row] as const] : [];
    }),
  );
  return [
    ...(notCompared > 0 ? [`${notCompared} changes were never compared with what was told`] : []),
    ...rows.flatMap(({ id, became, due, hour }) => {
      if (became === "waits") return due <= until ? [`${id} was due at ${formatTime(due)} and never left`] : [];
      if (became !== "sent") return [];
      const all = texts.get(id);
      if (!all) return [`${id} counts as sent, and the gateway has it not`];
      return all.every(({ text }) => saysHour(text, hour)) ? [] : [`${id} does not say its hour: ${all[0]?.text}`];
    }),
    ...booked
      // Of an hour that has come nothing is told any more.
      .filter(({ start }) => start > until)
      .flatMap(({ appointment, start }) => {
        const isListed = ofAppointment
          .get(appointment)
          ?.some(({ became, hour }) => became === "given-up" && hour === start);
        const told = last.get(appointment);
        if (isListed || told?.hour === start) return [];
        return [
          `the appointment ${appointment} is booked at ${formatTime(start)}, and its person was ${told ? `told ${formatTime(told.hour)}` : "never told so"}`,
        ];
      }),
  ];
});

const earlier = (one: Instant | undefined, other: Instant): Instant => (one !== undefined && one < other ? one : other);

/** Whether a text in French says this hour as Strasbourg reads it: « 14 h », « 14 h 30 », « 14h30 ». */
function saysHour(text: string, hour: Instant): boolean {
  const [hours, minutes] = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Paris",
    hour: "numeric",
    minute: "2-digit",
    hour12: false,
  })
    .format(hour)
    .split(":");
  return new RegExp(`\\b${Number(hours)} ?h${minutes === "00" ? "(?! ?\\d)" : ` ?${minutes}`}`, "u").test(text);
}
