import type { Mail, MailSender } from "#lib/server/message/gateways/mail.ts";
import type { LostAnswer, SendResult, Sms, OpenGateway } from "#lib/server/message/gateways/gateway.ts";

/**
 * A gateway of these tests: it accepts what is handed over, unless `answers` has something to say to the next ones.
 * `sent`: what phones got, in order. `loses`: the next one is sent and its answer is lost; asked by its tag, the
 * gateway says what is true, or `cannot-say`.
 */
export function phones(lost: OpenGateway["lost"] = { by: "asking", after: 0 }) {
  const sent: Sms[] = [];
  const answers: (SendResult | "lost-but-sent" | "lost")[] = [];
  const before: (() => Promise<void>)[] = [];
  const gateway: OpenGateway = {
    name: "database",
    lost,
    send: async (sms) => {
      await before.shift()?.();
      const answer = answers.shift();
      if (answer === undefined || answer === "lost-but-sent") sent.push(sms);
      if (answer === "lost" || answer === "lost-but-sent") return { kind: "unknown", code: "ECONNRESET" };
      return answer ?? { kind: "accepted", id: `id-${sent.length}` };
    },
    find: (tag): Promise<LostAnswer> =>
      Promise.resolve(
        lost.by === "nothing"
          ? { kind: "cannot-say", code: "not-kept" }
          : sent.some((sms) => sms.tag === tag)
            ? { kind: "sent", id: tag }
            : { kind: "not-known" },
      ),
    receiptsOf: () => [],
  };
  return {
    gateway,
    sent,
    /** What the gateway says to the next messages, instead of accepting them. */
    answer: (...next: (SendResult | "lost-but-sent" | "lost")[]) => void answers.push(...next),
    /** What happens elsewhere while the next message is on its way. */
    meanwhile: (act: () => Promise<void>) => void before.push(act),
    texts: (): readonly string[] => sent.map(({ text }) => text),
  };
}

/**
 * A mail server of these tests. `mails`: what mailboxes got, in order. `answers`: what it says to the next ones instead
 * of taking them. `meanwhile`: what happens once, while the first mails are on their way.
 */
export function mailboxes() {
  const mails: Mail[] = [];
  const answers: SendResult[] = [];
  let act: (() => Promise<void>) | undefined;
  let acted: Promise<void> | undefined;
  const sender: MailSender = {
    send: async (mail) => {
      await (acted ??= act?.());
      const answer = answers.shift();
      if (!answer) mails.push(mail);
      return answer ?? { kind: "accepted", id: mail.tag };
    },
    close: () => {},
  };
  return { sender, mails, answers, meanwhile: (what: () => Promise<void>): void => void (act = what) };
}
