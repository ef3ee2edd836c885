import { CODE_KINDS } from "#lib/message/letter-kinds.ts";
import type { Instant } from "#lib/time/instant.ts";
import { backUpByNight, isBackupDue } from "#lib/server/backup/back-up-by-night.ts";
import { endHolds, haveHoldsExpired } from "#lib/server/booking/appointment-rows.ts";
import { mailOfAppointment } from "#lib/server/calendar/mail-of-appointment.ts";
import { shareRequestsToMail } from "#lib/server/calendar/mail-of-share-request.ts";
import { summariesToMail } from "#lib/server/report/mail-of-summary.ts";
import { loadPartnerMessages, tellPartners } from "#lib/server/calendar/tell-partners.ts";
import { isRewritingDue, rewriteDue } from "#lib/server/calendar/rewrite-due.ts";
import { logDone } from "#lib/server/log.ts";
import { areReceiptsToAsk, askReceipts } from "#lib/server/message/ask-receipts.ts";
import { senders, smsGateway } from "#lib/server/message/senders.ts";
import { sendDue } from "#lib/server/message/send-due.ts";
import { areCodesDue, isSendingDue, tellAndSend } from "#lib/server/message/send-job.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import { arePartitionsDue, keepPartitions } from "#lib/server/partitions/keep-partitions.ts";
import { eraseDue, isErasureDue } from "#lib/server/privacy/erase-due.ts";
import { isPlanDue, planDue } from "#lib/server/planning/series/plan-due.ts";
import { areLinesToEnd, endUnclosedLines } from "#lib/server/queue/end-unclosed-lines.ts";
import { arePacesStale, learnPaces } from "#lib/server/queue/learn-paces.ts";
import { loadVisitMessages } from "#lib/server/queue/ready-of-visits.ts";
import { areNumbersToTell, tellNumbers } from "#lib/server/queue/tell-numbers.ts";
import { areFiguresDue, writeFigures } from "#lib/server/queue/write-figures.ts";

/** A job that our clock makes due. `isDue` is cheap; `does` may run twice. */
export type Job = {
  /** Its name in the queue, in small letters; it never changes. */
  readonly name: string;
  readonly isDue: (now: Instant) => Promise<boolean>;
  readonly does: (now: Instant) => Promise<void>;
};

/** What composes the messages that this process sends, and by which way each leaves. */
const by = () => ({
  ...senders(mailOfAppointment, loadVisitMessages),
  partnerMessages: loadPartnerMessages,
  lettersOfTeam,
});

/** The letters about requests of partners and about half-days. */
const lettersOfTeam = async (messages: readonly TakenMessage[]) =>
  (await Promise.all([shareRequestsToMail(messages), summariesToMail(messages)])).flat();

/** Compares and sends what is due; put in at once when an act has left something to send. */
export const SEND: Job = {
  name: "send-messages",
  isDue: async (now) => (await areNumbersToTell()) || (await isSendingDue(now)),
  does: async (now) => {
    const numbers = await tellNumbers(now);
    const partners = await tellPartners(now);
    logDone("sent-messages", { numbers, partners, ...(await tellAndSend(now, by())) });
  },
};

/**
 * Sends the codes of sign-ins, beside `SEND`: whoever signs in waits for theirs, however many messages are on their
 * way.
 */
export const SEND_CODES: Job = {
  name: "send-codes",
  isDue: areCodesDue,
  does: async () => logDone("sent-codes", await sendDue(by(), CODE_KINDS)),
};

/** All jobs. A further one is one line here. */
export const jobs: readonly Job[] = [
  SEND,
  SEND_CODES,
  {
    name: "ask-receipts",
    isDue: (now) => areReceiptsToAsk(smsGateway(), now),
    does: async (now) => logDone("asked-receipts", await askReceipts(smsGateway(), now)),
  },
  { name: "erase", isDue: isErasureDue, does: async (now) => logDone("erased", await eraseDue(now)) },
  { name: "plan", isDue: isPlanDue, does: async (now) => logDone("planned", await planDue(now)) },
  {
    name: "end-unclosed-lines",
    isDue: areLinesToEnd,
    does: async (now) => logDone("ended-unclosed", { lines: await endUnclosedLines(now) }),
  },
  {
    name: "write-figures",
    isDue: areFiguresDue,
    does: async (now) => logDone("wrote-figures", { halfDays: await writeFigures(now) }),
  },
  {
    name: "learn-paces",
    isDue: arePacesStale,
    does: async () => logDone("learned-paces", { places: await learnPaces() }),
  },
  {
    name: "keep-partitions",
    isDue: arePartitionsDue,
    does: async (now) => logDone("partitions", await keepPartitions(now)),
  },
  {
    name: "back-up",
    isDue: isBackupDue,
    does: async (now) => {
      const done = await backUpByNight(now);
      if (done) logDone("backed-up", done);
    },
  },
  {
    name: "end-holds",
    isDue: haveHoldsExpired,
    does: async (now) => logDone("ended", { holds: await endHolds(now) }),
  },
  {
    name: "rewrite-events",
    isDue: isRewritingDue,
    does: async (now) => logDone("rewrote-events", { halfDays: await rewriteDue(now) }),
  },
];
