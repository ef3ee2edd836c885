import { segmentsOf } from "#lib/message/sms/segments.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import type { KeptMessage, MessageStore } from "./gateways/database.ts";

/** The messages of a demonstration, in its database. */
export const demoMessages: MessageStore = {
  keep: async (message) => {
    const kept = await db.demoMessage.createMany({ data: [rowOf(message)], skipDuplicates: true });
    return kept.count === 1;
  },
  has: async (tag) => (await db.demoMessage.count({ where: { tag } })) > 0,
};

const rowOf = (message: KeptMessage) => ({
  tag: message.tag,
  channel: message.channel,
  recipient: message.to,
  body: message.text,
  keptAt: toDate(clock.now()),
  ...(message.channel === "sms"
    ? { coding: message.coding }
    : { subject: message.subject, html: message.html, calendar: message.calendar?.content ?? null }),
});

/** A message as a phone or a mailbox shows it. `segments`: of an SMS. */
export type DemoMessage = {
  readonly tag: string;
  readonly channel: "sms" | "mail";
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  readonly segments?: number;
  readonly at: Instant;
};

/** Whether this is a demonstration that keeps its messages. */
export const showsMessages = (): boolean => env.APP_ENV !== "production" && env.SMS_GATEWAY === "database";

/** The latest messages of a demonstration, the latest first. One query. */
export async function readDemoMessages(limit: number): Promise<readonly DemoMessage[]> {
  const rows = await db.demoMessage.findMany({ orderBy: [{ keptAt: "desc" }, { tag: "desc" }], take: limit });
  return rows.map(({ tag, channel, recipient, subject, body, keptAt }) => ({
    tag,
    channel: channel === "sms" ? "sms" : "mail",
    to: recipient,
    body,
    at: instant(keptAt.getTime()),
    ...(subject !== null && { subject }),
    ...(channel === "sms" && { segments: segmentsOf(body).segments }),
  }));
}

/** A mail of a demonstration as HTML; undefined when there is none of this tag. */
export const readDemoMail = async (tag: string): Promise<string | undefined> =>
  (await db.demoMessage.findUnique({ where: { tag }, select: { html: true } }))?.html ?? undefined;

/** How many messages besides reminders wait to leave: by night, until eight. */
export const countWaiting = (): Promise<number> =>
  db.outboxMessage.count({
    where: { sentAt: null, givenUpAt: null, cancelledAt: null, kind: { notIn: ["first-reminder", "last-reminder"] } },
  });
