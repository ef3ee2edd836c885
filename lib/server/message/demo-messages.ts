import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
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
