import { env } from "#lib/server/env.ts";
import { smsGatewayOf } from "./gateway.ts";

/**
 * Writes each SMS to the terminal of a demonstration, number and text included, and keeps nothing. Throws in
 * production, whose output is a log that holds neither.
 */
export const consoleGateway = smsGatewayOf(
  { name: "console", settings: {}, lost: { by: "nothing" }, receiptsOf: () => [] },
  () => {
    if (env.APP_ENV === "production") throw new Error("An SMS is written to the terminal in a demonstration only.");
    return {
      send: ({ to, text, tag }) => {
        process.stdout.write(`\nSMS → ${to}\n${text}\n`);
        return Promise.resolve({ kind: "accepted", id: tag });
      },
      find: () => Promise.resolve({ kind: "cannot-say", code: "not-kept" }),
    };
  },
);
