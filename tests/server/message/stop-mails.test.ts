import { smtpMail } from "#lib/server/message/gateways/mail.ts";
import { at, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { smtpServer } from "./gateways/smtp-server.ts";

const smtp = await smtpServer();
const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  SMTP_URL: smtp.url,
  MAIL_FROM: "aide@permanences.example",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { openLink } = await import("#lib/server/message/short-links.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { POST: tell } = await import("#app/[locale]/rendez-vous/[secret]/prevenir/route.ts");
const { GET: follow } = await import("#app/[locale]/r/[lien]/route.ts");

const mail = smtpMail(smtp.url, { deadline: 10_000 });
const send = () => tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
const here = await neuhof(db);
afterAll(async () => {
  mail.close();
  await smtp.close();
  await db.$disconnect();
});

let people = 0;
async function booked() {
  const permanence = await morningAt(db, here);
  const email = `personne-${(people += 1)}@exemple.fr`;
  const made = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at("10:00"), onBehalfOf: false, email },
  );
  if (!made.ok) throw new Error(made.refusal);
  await send();
  return { ...made.value, email };
}

/** The address that a letter names in its header, in two parts: of the link, and of the part of its page. */
function stopOf(letter: string | undefined): readonly [string, string] {
  const header = (letter ?? "").replaceAll(/\r\n[ \t]+/gu, "");
  const found = /^List-Unsubscribe:\s*<https:\/\/permanences\.example\/r\/(?<link>\w{12})#(?<part>\w+)>/mu.exec(header);
  return [found?.groups?.["link"] ?? "", found?.groups?.["part"] ?? ""];
}

test("the header of a mail leads to the part of the page on which mails are stopped, and once they are none leaves", async () => {
  const { id, secret, email } = await booked();
  const letter = smtp.letters.at(-1);
  expect(letter).toContain(email);
  const [link, part] = stopOf(letter);
  expect([await openLink(link), part]).toMatchObject([{ page: "rendez-vous", secret }, "prevenir"]);

  const before = smtp.letters.length;
  const body = new URLSearchParams({ way: "no-mail" }).toString();
  await tell(
    new Request("https://permanences.example/x", {
      method: "POST",
      body,
      headers: { host: "permanences.example", "content-type": "application/x-www-form-urlencoded" },
    }),
    { params: Promise.resolve({ locale: "fr", secret }) },
  );
  await db.appointment.update({
    where: { id },
    data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
  });
  await send();
  expect(smtp.letters).toHaveLength(before);
});

test("a program that opens or posts to the address of the header stops nothing", async () => {
  const { id } = await booked();
  const [link] = stopOf(smtp.letters.at(-1));
  const opened = await follow(new Request(`https://permanences.example/r/${link}`), {
    params: Promise.resolve({ locale: "fr", lien: link }),
  });
  expect(opened.status).toBe(303);
  expect(await import("#app/[locale]/r/[lien]/route.ts")).not.toHaveProperty("POST");
  const before = smtp.letters.length;
  await db.appointment.update({
    where: { id },
    data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
  });
  await send();
  expect(smtp.letters).toHaveLength(before + 1);
});
