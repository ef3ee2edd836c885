import type { sentenceOf as SentenceOf } from "#app/[locale]/connexion/sentence-of-error.ts";
import type { TextLocale } from "#lib/server/translate.ts";

let said: (minutes: number, asked: boolean, locale?: TextLocale) => string | undefined;

beforeAll(async () => {
  Object.assign(process.env, { APP_ENV: "test" });
  const { sentenceOf } = await import("#app/[locale]/connexion/sentence-of-error.ts");
  const { translatorIn } = await import("#lib/server/translate.ts");
  said = (minutes, asked, locale = "fr") =>
    sentenceOf(translatorIn(locale, "auth") as Parameters<typeof SentenceOf>[0], "guesses", minutes, asked);
});

test("after too many wrong codes the same code is to be written, while it may still live at the end of the wait", () => {
  expect(said(9, true)).toBe(
    "Trop d’essais depuis ce réseau. Attendez 9 minutes, puis écrivez le même code. S’il ne marche plus, demandez un autre code.",
  );
  expect(said(1, true, "en")).toMatch(/Wait 1 minute, then enter the same code\./u);
});

test("a code that has ended by then, or is not known here, is not to be written: another one is to be asked for", () => {
  const another = /Attendez \d+ minutes, puis demandez un autre code\./u;
  for (const sentence of [said(10, true), said(60, true), said(9, false)]) {
    expect(sentence).toMatch(another);
    expect(sentence).not.toContain("même code");
  }
});
