import { env } from "../../env.ts";
import type { SmsGateway } from "./gateway.ts";

/**
 * Writes each SMS to the terminal of a demonstration, number and text included, and keeps nothing. Throws in production, whose
 * output is a log that holds neither.
 */
export function consoleGateway(write: (lines: string) => void = (lines) => process.stdout.write(lines)): SmsGateway {
  if (env.APP_ENV === "production") throw new Error("An SMS is written to the terminal in a demonstration only.");
  return {
    name: "console",
    lost: { by: "nothing" },
    send: ({ to, text, tag }) => {
      write(`\nSMS → ${to}\n${text}\n`);
      return Promise.resolve({ kind: "accepted", id: tag });
    },
    find: () => Promise.resolve({ kind: "cannot-say", code: "not-kept" }),
    receiptsOf: () => [],
  };
}
