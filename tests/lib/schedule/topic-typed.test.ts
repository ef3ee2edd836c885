import { topicsTyped } from "#lib/schedule/topic-typed.ts";

const TOPICS = [
  ["caf-logement", "CAF : aide au logement"],
  ["caf-prime", "CAF : prime d’activité"],
  ["impots", "Impôts"],
  ["telephone", "Se servir de son téléphone"],
  ["email", "Se servir de son e-mail"],
].map(([key = "", name = ""]) => ({ key, name }));
const typed = (text: string) => topicsTyped(text, TOPICS).map(({ key }) => key);

test.each([
  ["prime", ["caf-prime"]],
  ["caf log", ["caf-logement"]],
  ["LOG caf", ["caf-logement"]],
  ["impots", ["impots"]],
  ["tel", ["telephone"]],
  ["caf", ["caf-logement", "caf-prime"]],
  ["se servir", ["telephone", "email"]],
  ["gement", []],
  ["carte", []],
])("« %s » is read as the topics %j", (text, keys) => expect(typed(text)).toEqual(keys));

test("a name that is typed whole is meant alone, though others begin like it", () => {
  const topics = [
    { key: "one", name: "Impôts" },
    { key: "two", name: "Impôts locaux" },
  ];
  expect(topicsTyped("impots", topics).map(({ key }) => key)).toEqual(["one"]);
  expect(topicsTyped("impo", topics)).toHaveLength(2);
});

test("without letters every topic may be meant, and Arabic letters are read as others", () => {
  expect(typed(" ")).toEqual(TOPICS.map(({ key }) => key));
  expect(topicsTyped("ضرا", [{ key: "impots", name: "الضرائب" }])).toEqual([]);
  expect(topicsTyped("الضر", [{ key: "impots", name: "الضرائب" }])).toHaveLength(1);
});
