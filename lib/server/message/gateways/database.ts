import { env } from "#lib/server/env.ts";
import { smsGatewayOf, type KeptSms } from "./gateway.ts";
import type { Mail, MailSender } from "./mail.ts";

/**
 * A message of a demonstration, kept so that `/messages` shows it as a phone or a mailbox would. `tag`: its row in the
 * outbox.
 */
export type KeptMessage = KeptSms | ({ readonly channel: "mail" } & Mail);

/**
 * Where the messages of a demonstration are kept. `keep` keeps one per tag: false when one was kept before, and nothing
 * is kept then. A row of it would be: tag (primary key, uuid), channel, recipient, subject (mail only), text, html and
 * calendar (mail only), coding (SMS only), kept_at; emptied with the demonstration, and in no backup.
 */
export type MessageStore = {
  readonly keep: (message: KeptMessage) => Promise<boolean>;
  readonly has: (tag: string) => Promise<boolean>;
};

/** Keeps each SMS of a demonstration. Throws in production, where no text of a message is stored. */
export const databaseGateway = smsGatewayOf(
  { name: "database", settings: {}, lost: { by: "asking", after: 0 }, receiptsOf: () => [] },
  (_, { store }) => {
    demonstrationOnly();
    if (!store) throw new Error("There is nowhere to keep the messages of this demonstration.");
    return {
      send: async ({ to, text, coding, tag }) => {
        await store.keep({ channel: "sms", tag, to, text, coding });
        return { kind: "accepted", id: tag };
      },
      find: async (tag) => ((await store.has(tag)) ? { kind: "sent", id: tag } : { kind: "not-known" }),
    };
  },
);

/** Keeps each mail of a demonstration. Throws in production. */
export function databaseMail(store: MessageStore): MailSender {
  demonstrationOnly();
  return {
    send: async (mail) => {
      await store.keep({ channel: "mail", ...mail });
      return { kind: "accepted", id: mail.tag };
    },
    close: () => {},
  };
}

function demonstrationOnly(): void {
  if (env.APP_ENV === "production") throw new Error("Texts of messages are kept in a demonstration only.");
}
