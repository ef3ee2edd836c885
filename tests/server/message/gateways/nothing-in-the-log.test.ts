import type { SendResult } from "#lib/server/message/gateways/gateway.ts";
import { smtpMail } from "#lib/server/message/gateways/mail.ts";
import { listenToPrinted } from "#tests/server/privacy/printed.ts";
import { smtpServer } from "./smtp-server.ts";
import { at, COMPANIES } from "./stand-ins.ts";

process.env["LOG_LEVEL"] = "debug";
const { logSendingTrouble } = await import("#lib/server/message/gateways/log-sending-trouble.ts");

const smtp = await smtpServer();
const companies = await Promise.all(COMPANIES.map(async (one) => ({ ...one, server: await one.serve() })));

afterAll(() => Promise.all([smtp, ...companies.map(({ server }) => server)].map((server) => server.close())));

const NUMBER = "+33698765432";
const NAME = "Zlatana";
const TEXT = `${NAME}, lundi à 10 h, mairie du Neuhof`;
const MAIL = "zlatana.petrovic@example.org";
const SECRETS = [
  "mail-password",
  ...COMPANIES.flatMap(({ settings }) => Object.entries(settings)).flatMap(([name, value]) =>
    /_(KEY|SECRET)$/.test(name) ? [value] : [],
  ),
];

const sms = () => ({ to: NUMBER, text: TEXT, coding: "gsm-7" as const, tag: crypto.randomUUID() });

/** Answers that repeat the number and the text in every field that a gateway could write them into. */
const talkative = (status: number) => ({
  status,
  headers: { "retry-after": NUMBER, "x-sib-ratelimit-reset": TEXT.replaceAll("à", "a") },
  body: { code: NUMBER, errorCode: NAME, message: `${NUMBER}: ${TEXT}`, class: TEXT },
});

test("neither number, name, text, address nor key is in what an adapter answers, in an address that it asks, nor in a line of the log", async () => {
  const printed = listenToPrinted();
  const outcomes: { readonly by: string; readonly sent: SendResult }[] = [];
  for (const { gateway, settings, server, path } of companies) {
    const { name, send, find } = gateway.open(settings, at(server.url));
    for (const status of [200, 201, 400, 401, 402, 403, 404, 422, 429, 500, 502]) {
      server.answer(path, talkative(status));
      outcomes.push({ by: name, sent: await send(sms()) });
    }
    server.lose(path, "cut");
    outcomes.push({ by: name, sent: await send(sms()) });
    // Whoever is between us and the gateway writes down what is asked of it.
    await find(crypto.randomUUID());
  }
  const asked = companies.flatMap(({ server }) => server.seen.map(({ url }) => decodeURIComponent(url)));
  expect(asked.length).toBeGreaterThan(3 * 12);
  const mails = smtpMail(smtp.url, { deadline: 10_000 });
  for (const [when, code] of [
    ["sender", 550],
    ["recipient", 550],
    ["recipient", 451],
    ["after-data", 554],
    ["after-data", "cut"],
  ] as const) {
    smtp.meets({ at: when, code, says: `<${MAIL}> ${TEXT}` });
    const from = { name: NAME, address: "permanences@ville.example" };
    const letter = { tag: crypto.randomUUID(), to: MAIL, from, subject: TEXT, text: TEXT, html: TEXT };
    outcomes.push({ by: "mail", sent: await mails.send(letter) });
  }
  mails.close();
  expect(new Set(outcomes.map(({ sent }) => sent.kind))).toEqual(new Set(["refused", "again", "unknown"]));

  for (const { by, sent } of outcomes) logSendingTrouble(by, "01940000-0000-7000-8000-000000000001", sent);
  const log = printed.said();
  printed.end();
  expect(log).toMatch(/"msg":"The answer to a message was lost; it may have been sent\."/);
  expect(log).toMatch(/"msg":"SMS are refused for want of credit\./);
  for (const planted of [NUMBER, NUMBER.slice(1), NAME, TEXT, MAIL, "Neuhof", ...SECRETS]) {
    expect(JSON.stringify(outcomes)).not.toContain(planted);
    expect(log).not.toContain(planted);
    expect(asked.filter((url) => url.includes(planted))).toEqual([]);
  }
});

test("a refusal of one message alone, and a try that is repeated, make no line", () => {
  const printed = listenToPrinted();
  const sent: readonly SendResult[] = [
    { kind: "refused", reason: "bad-recipient", code: "http-400" },
    { kind: "again", code: "http-503" },
    { kind: "accepted", id: "7" },
  ];
  for (const one of sent) logSendingTrouble("ovh", "01940000-0000-7000-8000-000000000001", one);
  expect(printed.said()).toBe("");
  printed.end();
});
