import { wordsOf } from "#lib/place/national-words.ts";

test("today's words are kept as they are, in the order of the file", () => {
  const { words, mends } = wordsOf({
    services: "Compréhension du monde numérique|Aide aux démarches administratives",
    publics_specifiquement_adresses: "Familles et/ou enfants|Seniors",
    prise_en_charge_specifique: "Langues étrangères (anglais)|Handicaps moteurs",
    modalites_accompagnement: "À distance|Dans un atelier collectif",
    frais_a_charge: "Gratuit sous condition",
    dispositif_programmes_nationaux: "Point d'accès numérique CAF|Relais numérique (Emmaüs Connect)",
  });
  expect(mends).toEqual([]);
  expect(words).toEqual({
    services: ["comprehension-du-monde-numerique", "aide-aux-demarches-administratives"],
    audiences: ["familles-et-ou-enfants", "seniors"],
    specialCare: ["langues-etrangeres-anglais", "handicaps-moteurs"],
    support: ["a-distance", "dans-un-atelier-collectif"],
    fees: ["gratuit-sous-condition"],
    programmes: ["point-d-acces-numerique-caf", "relais-numerique-emmaus-connect"],
  });
});

test("the four services that every place of 2022 offered are two of today's, and it is said", () => {
  const written =
    "Prendre en main un smartphone ou une tablette, Prendre en main un ordinateur, Utiliser le numérique au quotidien, Approfondir ma culture numérique";
  const { words, mends } = wordsOf({ services: written });
  expect(words.services).toEqual(["maitrise-des-outils-numeriques-du-quotidien", "comprehension-du-monde-numerique"]);
  expect(mends).toEqual([
    {
      field: "words",
      from: written,
      to: "maitrise-des-outils-numeriques-du-quotidien, comprehension-du-monde-numerique",
    },
  ]);
});

test("the public of 2022 is divided in those who are addressed and those who need particular care", () => {
  const { words, mends } = wordsOf({
    publics_accueillis:
      "Seniors (+ 65 ans);Familles/enfants;Public langues étrangères;Handicaps psychiques : troubles psychiatriques;Adultes",
  });
  expect(words.audiences).toEqual(["seniors", "familles-et-ou-enfants"]);
  expect(words.specialCare).toEqual(["langues-etrangeres-autres", "handicaps-mentaux"]);
  expect(mends).toContainEqual({ field: "words", from: "Adultes", dropped: "word-of-the-past" });
});

test("ways to be helped and what it costs, with their explanations of 2022", () => {
  const { words } = wordsOf({
    modalites_accompagnement:
      "Seul : j'ai accès à du matériel et une connexion;Avec de l'aide : je suis accompagné seul dans l'usage du numérique;A ma place : une personne habilitée fait les démarches à ma place",
    conditions_acces:
      "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)",
  });
  expect(words.support).toEqual(["en-autonomie", "accompagnement-individuel"]);
  expect(words.fees).toEqual(["gratuit-sous-condition"]);
});

test("labels of 2022 are programmes of today, or left none", () => {
  const { words, mends } = wordsOf({ labels_nationaux: "CNFS, France Services, APTIC, Point relais CAF" });
  expect(words.programmes).toEqual(["conseillers-numeriques", "france-services", "point-d-acces-numerique-caf"]);
  expect(mends.map((mend) => ("dropped" in mend ? mend.from : mend.to))).toEqual([
    "conseillers-numeriques, france-services, point-d-acces-numerique-caf",
    "APTIC",
  ]);
});

test("a word that no list has is left out and said, capitals and accents aside", () => {
  expect(wordsOf({ services: "Poterie|AIDE AUX DEMARCHES ADMINISTRATIVES" })).toMatchObject({
    words: { services: ["aide-aux-demarches-administratives"] },
    mends: [{ field: "words", from: "Poterie", dropped: "unknown-word" }],
  });
});

test("a word said twice is said once, and two of 2022 that became one are one", () => {
  expect(
    wordsOf({ services: "Accéder à du matériel;Accéder à une connexion internet", frais_a_charge: "Gratuit|Gratuit" })
      .words,
  ).toMatchObject({ services: ["acces-internet-et-materiel-informatique"], fees: ["gratuit"] });
});

test("words may stand in a list; nothing, or something else than text, is no word", () => {
  expect(wordsOf({ services: ["Utilisation sécurisée du numérique", 3, null, ["x"]] }).words.services).toEqual([
    "utilisation-securisee-du-numerique",
  ]);
  for (const services of [undefined, null, "", " | ", true, {}])
    expect(wordsOf({ services })).toMatchObject({ words: { services: [] }, mends: [] });
});

test("a word named like a part of the language is an unknown word", () => {
  expect(wordsOf({ services: "constructor|__proto__" }).mends).toHaveLength(2);
});
