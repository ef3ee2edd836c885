import { createTranslator } from "next-intl";
import { bookingWording, queueWording, requestWording } from "#components/wording.ts";
import ar from "#messages/ar.json";
import en from "#messages/en.json";
import fr from "#messages/fr.json";
import tr from "#messages/tr.json";

const locales = { fr, ar, tr, en } as const;
const said = [
  ...new Set([...Object.values(queueWording), ...Object.values(bookingWording), ...Object.values(requestWording)]),
];

test.each(Object.entries(locales))("every refusal has a sentence in %s", (locale, messages) => {
  for (const key of said) {
    const say = createTranslator({
      locale,
      messages: messages as typeof fr,
      namespace: "refusals",
      onError: (error) => {
        throw error;
      },
    });
    expect(say(key, { number: 15, desk: 2 })).toMatch(/\p{L}.*[.؟]$/u);
  }
});

test("no sentence is left that no refusal says", () => {
  expect(Object.keys(fr.refusals).sort()).toEqual([...said].sort());
});

test("the second tablet reads at which table the person is", () => {
  const say = createTranslator({ locale: "fr", messages: fr, namespace: "refusals" });
  expect(say(queueWording["already-called"], { number: 15, desk: 2 })).toBe("Le 15 est déjà appelé à la table 2.");
});

test("too late to take back is another sentence than too late to book", () => {
  expect(queueWording["too-late"]).not.toBe(bookingWording["too-late"]);
});
