import { readVocabulary } from "#lib/place/national-vocabulary.ts";

test("current terms are kept unchanged, in the order of the file", () => {
  const { terms, corrections } = readVocabulary({
    services: "Compréhension du monde numérique|Aide aux démarches administratives",
    publics_specifiquement_adresses: "Familles et/ou enfants|Seniors",
    prise_en_charge_specifique: "Langues étrangères (anglais)|Handicaps moteurs",
    modalites_accompagnement: "À distance|Dans un atelier collectif",
    frais_a_charge: "Gratuit sous condition",
    dispositif_programmes_nationaux: "Point d'accès numérique CAF|Relais numérique (Emmaüs Connect)",
  });
  expect(corrections).toEqual([]);
  expect(terms).toEqual({
    services: ["comprehension-du-monde-numerique", "aide-aux-demarches-administratives"],
    audiences: ["familles-et-ou-enfants", "seniors"],
    specialCare: ["langues-etrangeres-anglais", "handicaps-moteurs"],
    support: ["a-distance", "dans-un-atelier-collectif"],
    fees: ["gratuit-sous-condition"],
    programmes: ["point-d-acces-numerique-caf", "relais-numerique-emmaus-connect"],
  });
});

test("the four services that every place of 2022 offered become two current ones, reported as a correction", () => {
  const written =
    "Prendre en main un smartphone ou une tablette, Prendre en main un ordinateur, Utiliser le numérique au quotidien, Approfondir ma culture numérique";
  const { terms, corrections } = readVocabulary({ services: written });
  expect(terms.services).toEqual(["maitrise-des-outils-numeriques-du-quotidien", "comprehension-du-monde-numerique"]);
  expect(corrections).toEqual([
    {
      field: "terms",
      from: written,
      to: "maitrise-des-outils-numeriques-du-quotidien, comprehension-du-monde-numerique",
    },
  ]);
});

test("the audiences of 2022 are divided into audiences and special care", () => {
  const { terms, corrections } = readVocabulary({
    publics_accueillis:
      "Seniors (+ 65 ans);Familles/enfants;Public langues étrangères;Handicaps psychiques : troubles psychiatriques;Adultes",
  });
  expect(terms.audiences).toEqual(["seniors", "familles-et-ou-enfants"]);
  expect(terms.specialCare).toEqual(["langues-etrangeres-autres", "handicaps-mentaux"]);
  expect(corrections).toContainEqual({ field: "terms", from: "Adultes", dropped: "retired-term" });
});

test("kinds of support and fees are read with the explanations of 2022", () => {
  const { terms } = readVocabulary({
    modalites_accompagnement:
      "Seul : j'ai accès à du matériel et une connexion;Avec de l'aide : je suis accompagné seul dans l'usage du numérique;A ma place : une personne habilitée fait les démarches à ma place",
    conditions_acces:
      "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)",
  });
  expect(terms.support).toEqual(["en-autonomie", "accompagnement-individuel"]);
  expect(terms.fees).toEqual(["gratuit-sous-condition"]);
});

test("labels of 2022 become current programmes, or are dropped", () => {
  const { terms, corrections } = readVocabulary({
    labels_nationaux: "CNFS, France Services, APTIC, Point relais CAF",
  });
  expect(terms.programmes).toEqual(["conseillers-numeriques", "france-services", "point-d-acces-numerique-caf"]);
  expect(corrections.map((correction) => ("dropped" in correction ? correction.from : correction.to))).toEqual([
    "conseillers-numeriques, france-services, point-d-acces-numerique-caf",
    "APTIC",
  ]);
});

test("an unknown term is left out and reported; capitals and accents do not matter", () => {
  expect(readVocabulary({ services: "Poterie|AIDE AUX DEMARCHES ADMINISTRATIVES" })).toMatchObject({
    terms: { services: ["aide-aux-demarches-administratives"] },
    corrections: [{ field: "terms", from: "Poterie", dropped: "unknown-term" }],
  });
});

test("a term is kept once, also when two terms of 2022 became one", () => {
  expect(
    readVocabulary({
      services: "Accéder à du matériel;Accéder à une connexion internet",
      frais_a_charge: "Gratuit|Gratuit",
    }).terms,
  ).toMatchObject({ services: ["acces-internet-et-materiel-informatique"], fees: ["gratuit"] });
});

test("terms may be given as a list; values that are not text are ignored", () => {
  expect(readVocabulary({ services: ["Utilisation sécurisée du numérique", 3, null, ["x"]] }).terms.services).toEqual([
    "utilisation-securisee-du-numerique",
  ]);
  for (const services of [undefined, null, "", " | ", true, {}])
    expect(readVocabulary({ services })).toMatchObject({ terms: { services: [] }, corrections: [] });
});

test("names of built-in properties are unknown terms", () => {
  expect(readVocabulary({ services: "constructor|__proto__" }).corrections).toHaveLength(2);
});
