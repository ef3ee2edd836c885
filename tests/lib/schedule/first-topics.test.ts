import { firstTopics } from "#lib/schedule/first-topics.ts";

const TOPICS = ["rsa", "logement", "impots", "ameli", "permis", "retraite", "titre-sejour", "email", "autre"].map(
  (key) => ({ key }),
);
const keys = (asked: readonly string[], topics = TOPICS) => {
  const { first, others } = firstTopics(topics, asked);
  return [first, others].map((some) => some.map(({ key }) => key).join(" "));
};

describe("the topics that the home page shows at once", () => {
  test("are the six most asked for, in their display order, with « Titre de séjour » and « Autre chose » always", () =>
    expect(keys(["email", "impots", "retraite", "rsa", "logement"])).toEqual([
      "rsa impots retraite titre-sejour email autre",
      "logement ameli permis",
    ]));

  test("are completed by the first ones of the list, before anybody was counted too", () =>
    expect(keys([])[0]).toBe("rsa logement impots ameli titre-sejour autre"));

  test("are all of them where six or fewer are offered; one that was asked for and is no longer offered is not shown", () =>
    expect(keys(["permis", "rsa"], [{ key: "rsa" }, { key: "own" }])).toEqual(["rsa own", ""]));
});
