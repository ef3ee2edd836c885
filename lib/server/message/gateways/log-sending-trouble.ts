import { logTrouble } from "#lib/server/log.ts";
import { WOULD_FAIL_TOO, type GatewayRefusal, type SendResult } from "./gateway.ts";

/**
 * Logs what an administrator should look at in what became of a message: a refusal that the next message would meet
 * too, and a lost answer. A refusal of this one alone is told to whoever can ring the person, and a later try is no
 * trouble. `by`: a gateway, or `mail`; `tag`: the row in the outbox. Neither number nor text is among what it takes.
 */
export function logSendingTrouble(by: string, tag: string, sent: SendResult): void {
  if (sent.kind === "unknown")
    return logTrouble("The answer to a message was lost; it may have been sent.", {
      by,
      message: tag,
      code: sent.code,
    });
  if (sent.kind === "refused" && WOULD_FAIL_TOO[sent.reason])
    logTrouble(WHAT_TO_DO[sent.reason as keyof typeof WHAT_TO_DO], { by, message: tag, code: sent.code });
}

const WHAT_TO_DO = {
  "sender-not-allowed":
    "Messages are refused because of their sender. Check SMS_SENDER or MAIL_FROM, and that it was validated there.",
  "no-credit": "SMS are refused for want of credit. Top the account up at the gateway.",
  "not-authorised": "Messages are refused because of the keys or the password. Check them in the settings.",
  "wrong-address":
    "Messages are refused because the account or service does not exist there. Check its name in the settings.",
} satisfies Partial<Record<GatewayRefusal, string>>;
