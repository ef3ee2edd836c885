import { channelOf, type Contracts, type Words } from "../../message/channel.ts";
import { dueOf } from "../../message/due-of.ts";
import { linkOf, type Told } from "../../message/facts.ts";
import { KIND_RULES, type MessageKind } from "../../message/kinds.ts";
import { afterAsking, afterTry, type Next, type Tries } from "../../message/retries.ts";
import { composeSms } from "../../message/sms/compose.ts";
import { sendingMoment } from "../../message/when.ts";
import { instant, MINUTE, plusMinutes } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { db, transaction, type Queryable } from "../db.ts";
import { beginTry, recordOutcome, takeMessages, type Outcome, type Taken } from "../outbox/outbox.ts";
import { translatorOfSms } from "../translate.ts";
import { WOULD_FAIL_TOO, type Sent, type SmsGateway } from "./gateways/gateway.ts";
import { logSendingTrouble } from "./gateways/log-sending-trouble.ts";
import { foundOf, resultOfTry } from "./gateways/try-result.ts";
import type { Ready } from "./ready.ts";
import { readyOfAppointments } from "./ready-of-appointments.ts";
import { freshLink } from "./short-links.ts";
import { smsOfMonth } from "./sms-of-month.ts";
import { noteTold } from "./tell.ts";

/** Messages taken at once, and how many of them are handed over at a time: a gateway may take seconds to answer. */
const BATCH = 40;
const AT_A_TIME = 4;
/** Minutes for which nothing is handed over once the next message would be refused too. */
const PAUSE = 10;

/** By what messages leave. `random`: from 0 to below 1, by chance. */
export type Senders = { readonly sms?: SmsGateway; readonly random: () => number };

/** What became of the messages that were due. `left`: taken again later. */
export type SentCounts = {
  readonly sent: number;
  readonly untrue: number;
  readonly givenUp: number;
  readonly left: number;
};

/**
 * Sends the messages that are due, until none is (docs/messages.md#sending): each is composed of what is true now, one that is not true any more is cancelled, one
 * that would come too late given up. Two processes share the work. It stops early when the gateway would refuse the next one too.
 */
export async function sendDue(senders: Senders): Promise<SentCounts> {
  const counts = { sent: 0, untrue: 0, givenUp: 0, left: 0 };
  for (;;) {
    const taken = await takeMessages(clock.now(), BATCH);
    if (taken.length === 0) return counts;
    const ready = await readyOfAppointments(taken, clock.now());
    const places = [...ready.values()].map(({ placeId, zone }) => ({ place: placeId, zone }));
    const batch: Batch = { senders, ready, used: new Map(await smsOfMonth(db, places, clock.now())), stopped: false };
    const queue = [...taken];
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        for (let message = queue.shift(); message; message = queue.shift()) counts[await settle(message, batch)] += 1;
      }),
    );
    if (batch.stopped) return counts;
  }
}

type Batch = {
  readonly senders: Senders;
  readonly ready: ReadonlyMap<string, Ready>;
  /** SMS of this month at each place, in segments. */
  readonly used: Map<string, number>;
  stopped: boolean;
};

/** Brings one message to its outcome, and records it. */
async function settle(message: Taken, batch: Batch): Promise<keyof SentCounts> {
  const ready = batch.ready.get(message.id);
  const { sms: gateway, random } = batch.senders;
  if (!ready?.what)
    return record(message, ready, message.lost && gateway ? await untrueButLost(message, ready, gateway) : UNTRUE);
  const { what, way, zone, reminders } = ready;
  const channel = channelOf(way, contractsOf(batch.senders));
  const due = dueOf(what, { due: message.wasDue, zone, reminders }, clock.now());
  const moment = sendingMoment(due);
  if (moment === "never") return record(message, ready, { is: "given-up", why: "too-late" });
  const tries: Tries = {
    tries: message.tries,
    doubles: message.doubles,
    about: due.about,
    until: due.until ?? due.about,
    zone,
  };
  if (message.lost && gateway) return record(message, ready, await askAbout(message, tries, gateway, random()));
  if (moment > clock.now()) return record(message, ready, { is: "again", at: moment });
  // They asked not to be written to, or left another contact, since it was put in.
  if (channel.by !== "sms" || !gateway) return record(message, ready, UNTRUE);
  if (isOverTheCap(ready, batch)) return record(message, ready, { is: "given-up", why: "over-the-cap" });
  if (batch.stopped) return record(message, ready, { is: "again", at: plusMinutes(clock.now(), PAUSE) });
  return handOver(message, ready, channel.words, { gateway, tries, batch });
}

const contractsOf = ({ sms }: Senders): Contracts => ({ sms: sms !== undefined, mail: false });

/** Whether the SMS of this month at that place are used up; a change is told all the same, since somebody would come for nothing. */
const isOverTheCap = ({ message, placeId, cap }: Ready, { used }: Batch): boolean =>
  cap !== undefined && KIND_RULES[message.kind as MessageKind].counted && (used.get(placeId) ?? 0) >= cap;

async function handOver(
  message: Taken,
  ready: Ready,
  words: Words,
  { gateway, tries, batch }: { readonly gateway: SmsGateway; readonly tries: Tries; readonly batch: Batch },
): Promise<keyof SentCounts> {
  const { phone, what, facts, link, host, placeId } = ready;
  if (phone === undefined || !what) return record(message, ready, UNTRUE);
  const secret = await freshLink(db, link);
  const told = { ...facts, ...what, link: linkOf(host, secret) } as Told;
  const sms = composeSms(told, words, translatorOfSms(words === "figures" ? "fr" : words), clock.now());
  // Last, so that nothing leaves after a cancel that was answered before.
  if (!(await beginTry(db, message, clock.now()))) return "untrue";
  const coding = sms.encoding === "GSM-7" ? "gsm-7" : "ucs-2";
  const minutes = Math.max(1, Math.floor((tries.until - clock.now()) / MINUTE));
  const sent = await gateway.send({ to: phone, text: sms.text, coding, tag: message.id, validFor: minutes });
  logSendingTrouble(gateway.name, message.id, sent);
  if (sent.kind === "refused" && WOULD_FAIL_TOO[sent.reason]) {
    batch.stopped = true;
    return record(message, ready, { is: "again", at: plusMinutes(clock.now(), PAUSE) });
  }
  const segments = (sent.kind === "accepted" ? sent.segments : undefined) ?? sms.segments;
  if (sent.kind === "accepted") {
    batch.used.set(placeId, (batch.used.get(placeId) ?? 0) + segments);
    const { id: gatewayId } = sent;
    return record(message, ready, { is: "sent", gateway: gateway.name, gatewayId, segments });
  }
  const next = afterTry(
    resultOfTry(sent, gateway.lost),
    { ...tries, tries: tries.tries + 1 },
    clock.now(),
    batch.senders.random(),
    gateway.lost.by === "asking" ? gateway.lost.after : undefined,
  );
  return record(message, ready, outcomeOf(next, gateway, waitOf(sent)));
}

const waitOf = (sent: Sent): number => (sent.kind === "again" ? (sent.wait ?? 0) : 0);

/** The outcome of what follows a try or a question. `wait`: milliseconds that the gateway asks for; `id`: under which it has the message. */
function outcomeOf(next: Next, { name }: Pick<SmsGateway, "name">, wait = 0, id?: string): Outcome {
  switch (next.then) {
    case "sent":
      return { is: "sent", gateway: name, gatewayId: id };
    case "give-up":
      return { is: "given-up", why: next.why };
    case "ask":
      return { is: "again", at: next.at, lost: true };
    case "try":
      return { is: "again", at: instant(Math.max(next.at, clock.now() + wait)), double: next.double };
  }
}

/** Asks the gateway whether it has a message whose answer was lost. */
async function askAbout(message: Taken, tries: Tries, gateway: SmsGateway, random: number): Promise<Outcome> {
  const found = await gateway.find(message.id);
  const next = afterAsking(foundOf(found), tries, clock.now(), random);
  return outcomeOf(next, gateway, 0, found.kind === "sent" ? found.id : undefined);
}

/**
 * What becomes of a message that may have left and is not true any more: where the gateway cannot say that it has it not, it counts as what its person knows, so that the truth is
 * told once more.
 */
async function untrueButLost(message: Taken, ready: Ready | undefined, gateway: SmsGateway): Promise<Outcome> {
  const found = foundOf(await gateway.find(message.id));
  if (found === "has-it") return { is: "sent", gateway: gateway.name };
  if (found === "cannot-say" && ready?.knows) await transaction((tx) => noteLeft(tx, message, ready.knows), "service");
  return UNTRUE;
}

const UNTRUE = { is: "untrue" } as const;

/** Records an outcome; one that left is what its person knows now, and is compared with what is true once more. */
async function record(message: Taken, ready: Ready | undefined, outcome: Outcome): Promise<keyof SentCounts> {
  const now = clock.now();
  await transaction(async (tx) => {
    const recorded = await recordOutcome(tx, message, outcome, now);
    if (recorded && outcome.is === "sent") await noteLeft(tx, message, ready?.knows);
  }, "service");
  switch (outcome.is) {
    case "sent":
      return "sent";
    case "given-up":
      return "givenUp";
    case "untrue":
      return "untrue";
    case "again":
      return "left";
  }
}

/** Notes that somebody knows what a message said, and has it compared with what is true once more. */
async function noteLeft(tx: Queryable, message: Taken, knows: Ready["knows"]): Promise<void> {
  if (!knows) return;
  await noteTold(tx, [saidBy(message, knows)], "sms", clock.now());
  await tx.$queryRaw`
    INSERT INTO to_tell (appointment_id) VALUES (${knows.appointment}::uuid)
    ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change RETURNING 1`;
}

/** What the message said, which may not be true any more when its outcome is known. */
function saidBy({ kind, says }: Taken, { appointment, known }: NonNullable<Ready["knows"]>) {
  if (!says) return { appointment, known };
  const hour = { start: says.hour, place: says.place };
  if (kind === "offer") return { appointment, known: { is: "offered", hour, offer: says.offer ?? "" } } as const;
  return { appointment, known: { is: kind === "cancelled" ? "cancelled" : "booked", hour } } as const;
}
