import { channelOf, type ChannelsSetUp } from "#lib/message/channel.ts";
import { dueMessage } from "#lib/message/due-message.ts";
import { KIND_RULES, MESSAGE_KINDS, type MessageKind } from "#lib/message/kinds.ts";
import { CODE_KINDS, LETTER_KINDS } from "#lib/message/letter-kinds.ts";
import { afterAsking, afterTry, type Next, type MessageTries } from "#lib/message/retries.ts";
import { aboutOfStaff } from "#lib/message/staff-changes.ts";
import { STAFF_MESSAGE_KINDS } from "#lib/message/staff-kinds.ts";
import { sendingMoment, type DueMessage } from "#lib/message/sending-times.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction, type Queryable } from "#lib/server/db.ts";
import { logTrouble, logUnexpected } from "#lib/server/log.ts";
import {
  beginTry,
  recordOutcome,
  takeMessages,
  type SendOutcome,
  type SentBy,
  type TakenMessage,
} from "#lib/server/outbox/outbox.ts";
import { composeMessage, type Leaving, type Senders } from "./compose-message.ts";
import { WOULD_FAIL_TOO, type LostAnswer, type SendResult } from "./gateways/gateway.ts";
import { logSendingTrouble } from "./gateways/log-sending-trouble.ts";
import { foundOf, resultOfTry } from "./gateways/try-result.ts";
import { loadContactMessages } from "./door/load-contact-messages.ts";
import { tellDoors } from "./door/tell-doors.ts";
import { loadHelpMessages } from "./help/load-help-messages.ts";
import { loadLetters } from "./letters/load-letters.ts";
import type { MessageToSend, MessageToResident } from "./message-to-send.ts";
import { loadAppointmentMessages } from "./load-appointment-messages.ts";
import { loadStaffMessages } from "./staff/load-staff-messages.ts";
import { isLeftOut } from "#lib/message/unproven-phone.ts";
import { MOST_SMS_A_DAY, smsOfDay } from "./sms-of-day.ts";
import { smsOfMonth } from "./sms-of-month.ts";
import { tellStaff } from "./staff/tell-staff.ts";
import { noteToldOfAppointments, tellAppointments } from "./tell-appointments.ts";

/** Messages taken at once, and how many of them are handed over at a time: a gateway may take seconds to answer. */
const BATCH = 40;
/** Kinds that this version can compose, without the codes, which have a job of their own. */
export const SENT_KINDS: readonly string[] = [
  ...MESSAGE_KINDS,
  ...STAFF_MESSAGE_KINDS,
  ...LETTER_KINDS.filter((kind) => !CODE_KINDS.includes(kind)),
];
const AT_A_TIME = 4;
/** Minutes for which nothing is handed over once the next message would be refused too. */
const PAUSE = 10;

/** What became of the messages that were due. `left`: taken again later. */
export type SentCounts = {
  readonly sent: number;
  readonly untrue: number;
  readonly givenUp: number;
  readonly left: number;
};

/**
 * Sends the messages of these kinds that are due, until none is (docs/messages.md#sending): each is composed of what is
 * true now, one that is not true any more is cancelled, one that would come too late given up. Two processes share the
 * work. It stops early when the gateway would refuse the next one too.
 */
export async function sendDue(senders: Senders, kinds: readonly string[] = SENT_KINDS): Promise<SentCounts> {
  const counts = { sent: 0, untrue: 0, givenUp: 0, left: 0 };
  for (;;) {
    const taken = await takeMessages(clock.now(), BATCH, kinds);
    if (taken.length === 0) return counts;
    const ready = new Map<string, MessageToSend>([
      ...(await loadAppointmentMessages(taken, clock.now())),
      ...((await senders.numberMessages?.(taken, clock.now())) ?? []),
      ...(await loadStaffMessages(taken, clock.now())),
      ...(await loadHelpMessages(taken)),
      ...(await loadContactMessages(taken, clock.now())),
      ...(await loadLetters(taken, clock.now(), senders.lettersOfTeam)),
      ...((await senders.partnerMessages?.(taken, clock.now())) ?? []),
    ]);
    const places = [...ready.values()].flatMap(({ of, placeId, zone }) =>
      of === "resident" ? [{ place: placeId, zone }] : [],
    );
    const batch: Batch = {
      senders,
      ready,
      used: new Map(await smsOfMonth(db, places, clock.now())),
      usedOfDay: new Map(await smsOfDay(db, organisationsOf(taken), clock.now())),
      sentTo: new Map(),
      stopped: new Set(),
      toCompare: new Set(),
    };
    const queue = [...taken];
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        for (let message = queue.shift(); message; message = queue.shift())
          counts[await settle(message, batch).catch(leftByError)] += 1;
      }),
    );
    if (batch.stopped.size > 0) return counts;
    // Where the act that changed them is not committed yet, nothing can be compared: it wakes the job once it is.
    if (batch.toCompare.size > 0 && (await compareAgain()) === 0 && batch.toCompare.size === taken.length)
      return counts;
  }
}

/**
 * Compares what was changed while messages were being sent with what people know. Returns how many appointments, people
 * of the team and half-days.
 */
const compareAgain = async (): Promise<number> =>
  (await tellAppointments(clock.now())) + (await tellStaff(clock.now())) + (await tellDoors(clock.now()));

/** One message that cannot be composed keeps no other from leaving; it is taken again in ten minutes. */
function leftByError(error: unknown): keyof SentCounts {
  logUnexpected(error);
  return "left";
}

type Batch = {
  readonly senders: Senders;
  readonly ready: ReadonlyMap<string, MessageToSend>;
  /** SMS of this month at each place, in segments. */
  readonly used: Map<string, number>;
  /** SMS of each organisation within a day, in segments. */
  readonly usedOfDay: Map<string, number>;
  /** The kinds that left by SMS in this batch, by telephone. */
  readonly sentTo: Map<string, string[]>;
  /** By which ways nothing is handed over any more, since the next one would be refused too. */
  readonly stopped: Set<SentBy>;
  /**
   * Messages that were not sent since their appointment, who is planned, or what their door says was changed after they
   * were taken: it is compared first.
   */
  readonly toCompare: Set<string>;
};

/** Brings one message to its outcome, and records it. */
async function settle(message: TakenMessage, batch: Batch): Promise<keyof SentCounts> {
  const ready = batch.ready.get(message.id);
  const { random } = batch.senders;
  const asked = message.lost ? askedOf(message, batch.senders) : undefined;
  if (!ready?.what) return record(message, ready, asked ? await untrueButLost(message, ready, asked) : UNTRUE);
  const { way, zone } = ready;
  const channel = channelOf(way, contractsOf(batch.senders));
  const due = dueOfReady(ready, clock.now());
  if (!due) return record(message, ready, UNTRUE);
  const moment = sendingMoment(due);
  if (moment === "never") return record(message, ready, { is: "given-up", why: "too-late" });
  const tries: MessageTries = {
    tries: message.tries,
    doubles: message.doubles,
    about: due.about,
    until: due.until ?? due.about,
    zone,
  };
  if (asked) return record(message, ready, await askAbout(tries, asked, random()));
  if (moment > clock.now()) return record(message, ready, { is: "again", at: moment });
  // They asked not to be written to, or left another contact, since it was put in.
  if (channel.by === "call" || channel.by === "on-site") return record(message, ready, UNTRUE);
  if (channel.by === "sms" && (isOverTheCap(ready, batch) || isLeftOutOf(ready, batch)))
    return record(message, ready, { is: "given-up", why: "over-the-cap" });
  if (batch.stopped.has(channel.by))
    return record(message, ready, { is: "again", at: plusMinutes(clock.now(), PAUSE) });
  return handOver(message, ready, { ...channel, until: tries.until }, { tries, batch });
}

/** What decides when it leaves; undefined once it tells nothing any more. */
function dueOfReady(ready: MessageToSend, now: Instant): DueMessage | undefined {
  const { message, zone } = ready;
  if (ready.of === "letter") {
    const { until, waits } = ready;
    return { due: message.wasDue, now, zone, until, about: waits ? until : now };
  }
  if (ready.of === "staff") return ready.what && { due: message.wasDue, now, zone, ...aboutOfStaff(ready.what, now) };
  return ready.what && dueMessage(ready.what, { due: message.putAt, zone, reminders: ready.reminders }, now);
}

const contractsOf = ({ sms, mail }: Senders): ChannelsSetUp => ({ sms: sms !== undefined, mail: mail !== undefined });

/**
 * Whether the SMS of this month at that place are used up; what would cost somebody a way or their turn is told all the
 * same (docs/messages.md#sending).
 */
const isOverTheCap = (ready: MessageToSend, batch: Batch): boolean =>
  ready.of === "resident" && KIND_RULES[ready.message.kind as MessageKind].counted && isUsedUp(ready, batch);

function isUsedUp({ message: { organisation }, placeId, cap }: MessageToResident, { used, usedOfDay }: Batch): boolean {
  const ofDay = (organisation !== undefined && usedOfDay.get(organisation)) || 0;
  return ofDay >= MOST_SMS_A_DAY || (cap !== undefined && (used.get(placeId) ?? 0) >= cap);
}

/**
 * Whether its telephone is not proven and has had what it gets before it is (docs/messages.md#an-unproven-telephone).
 */
function isLeftOutOf(ready: MessageToSend, { sentTo }: Batch): boolean {
  if (ready.of !== "resident" || !ready.unproven) return false;
  const { message, unproven, phone = "", reminders } = ready;
  const sent = [...unproven.sent, ...(sentTo.get(phone) ?? [])].filter((kind) => kind === message.kind).length;
  return isLeftOut(message.kind as MessageKind, {
    sent,
    two: reminders.first !== undefined && reminders.last !== undefined,
  });
}

const organisationsOf = (taken: readonly TakenMessage[]): readonly string[] =>
  taken.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation]));

async function handOver(
  message: TakenMessage,
  ready: MessageToSend,
  leaving: Leaving,
  { tries, batch }: { readonly tries: MessageTries; readonly batch: Batch },
): Promise<keyof SentCounts> {
  const { placeId } = ready;
  const composed = await composeMessage(ready, leaving, batch.senders, clock.now());
  if (!composed) return record(message, ready, UNTRUE);
  if (leaving.by === "sms" && ready.of === "resident" && ready.phone !== undefined)
    batch.sentTo.set(ready.phone, [...(batch.sentTo.get(ready.phone) ?? []), message.kind]);
  // Last, so that nothing leaves after a cancel that was answered before.
  if (!(await beginTry(db, message, { channel: leaving.by, place: placeId }, clock.now()))) {
    if (!(await recordOutcome(db, message, { is: "again", at: clock.now() }, clock.now()))) return "untrue";
    batch.toCompare.add(message.id);
    return "left";
  }
  const sent = await composed.send();
  const { by, lost } = composed;
  logSendingTrouble(by, message.id, sent);
  if (sent.kind === "refused" && WOULD_FAIL_TOO[sent.reason]) {
    batch.stopped.add(leaving.by);
    return record(message, ready, { is: "again", at: plusMinutes(clock.now(), PAUSE), notTaken: true });
  }
  if (sent.kind === "accepted") {
    const segments = sent.segments ?? composed.segments;
    if (segments !== undefined && placeId !== undefined)
      batch.used.set(placeId, (batch.used.get(placeId) ?? 0) + segments);
    if (segments !== undefined && leaving.by === "sms") countOfDay(message, segments, batch);
    // Of a mail it would be an address, and nobody asks for it.
    const gatewayId = leaving.by === "sms" ? sent.id : undefined;
    return record(message, ready, { is: "sent", gateway: by, gatewayId, ...(segments !== undefined && { segments }) });
  }
  const next = afterTry(
    resultOfTry(sent, lost),
    { ...tries, tries: tries.tries + 1 },
    clock.now(),
    batch.senders.random(),
    lost.by === "asking" ? lost.after : undefined,
  );
  return record(message, ready, outcomeOf(next, by, waitOf(sent)));
}

/** Counts an SMS among those of the day; the one that reaches the limit is said to the administrator. */
function countOfDay({ organisation }: TakenMessage, segments: number, { usedOfDay }: Batch): void {
  if (organisation === undefined) return;
  const before = usedOfDay.get(organisation) ?? 0;
  usedOfDay.set(organisation, before + segments);
  if (before < MOST_SMS_A_DAY && MOST_SMS_A_DAY <= before + segments)
    logTrouble("An organisation has sent as many SMS as in a day it may: confirmations and reminders are left out.", {
      organisation,
      most: MOST_SMS_A_DAY,
    });
}

/** Who can be asked whether a message of which nobody knows it was sent. A mail server answers no such question. */
const askedOf = ({ channel, id }: TakenMessage, { sms }: Senders): AskedGateway =>
  channel === "sms" && sms
    ? { name: sms.name, find: () => sms.find(id) }
    : { name: "mail", find: () => Promise.resolve({ kind: "cannot-say", code: "not-asked" }) };

type AskedGateway = { readonly name: string; readonly find: () => Promise<LostAnswer> };

const waitOf = (sent: SendResult): number => (sent.kind === "again" ? (sent.wait ?? 0) : 0);

/**
 * The outcome of what follows a try or a question. `wait`: milliseconds that the gateway asks for; `id`: under which it
 * has the message.
 */
function outcomeOf(next: Next, name: string, wait = 0, id?: string): SendOutcome {
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
async function askAbout(tries: MessageTries, gateway: AskedGateway, random: number): Promise<SendOutcome> {
  const found = await gateway.find();
  const next = afterAsking(foundOf(found), tries, clock.now(), random);
  return outcomeOf(next, gateway.name, 0, found.kind === "sent" ? found.id : undefined);
}

/**
 * What becomes of a message that may have left and is not true any more: where the gateway cannot say that it has it
 * not, it counts as what its person knows, so that the truth is told once more.
 */
async function untrueButLost(
  message: TakenMessage,
  ready: MessageToSend | undefined,
  gateway: AskedGateway,
): Promise<SendOutcome> {
  const found = foundOf(await gateway.find());
  if (found === "has-it") return { is: "sent", gateway: gateway.name };
  if (found === "cannot-say" && ready)
    await transaction((tx) => noteLeft(tx, message, ready, message.channel ?? "sms", clock.now()), "service");
  return UNTRUE;
}

const UNTRUE = { is: "untrue" } as const;

/** Records an outcome; one that left is what its person knows now, and is compared with what is true once more. */
async function record(
  message: TakenMessage,
  ready: MessageToSend | undefined,
  outcome: SendOutcome,
): Promise<keyof SentCounts> {
  const now = clock.now();
  await transaction(async (tx) => {
    const recorded = await recordOutcome(tx, message, outcome, now);
    if (recorded && outcome.is === "sent")
      await noteLeft(tx, message, ready, outcome.gateway === "mail" ? "mail" : "sms", now);
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
async function noteLeft(
  tx: Queryable,
  message: TakenMessage,
  ready: MessageToSend | undefined,
  way: SentBy,
  now: Instant,
): Promise<void> {
  if (ready?.of === "staff") return void (await ready.left?.(tx, now));
  if (ready?.of !== "resident" || !ready.knows) return;
  const { knows } = ready;
  await noteToldOfAppointments(tx, [saidBy(message, knows)], way, now);
  await tx.$queryRaw`
    INSERT INTO to_tell (appointment_id) VALUES (${knows.appointment}::uuid)
    ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change RETURNING 1`;
}

/** What the message said, which may not be true any more when its outcome is known. */
function saidBy({ kind, says }: TakenMessage, { appointment, known }: NonNullable<MessageToResident["knows"]>) {
  if (!says) return { appointment, known };
  const hour = { start: says.hour, place: says.place };
  if (kind === "offer") return { appointment, known: { is: "offered", hour, offer: says.offer ?? "" } } as const;
  return { appointment, known: { is: kind === "cancelled" ? "cancelled" : "booked", hour } } as const;
}
