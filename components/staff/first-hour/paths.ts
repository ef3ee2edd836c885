import type { Step } from "#lib/place/first-hour.ts";

const HREF = "/coordination/premiere-heure";

/** The name of each step in its address. */
const NAMES: Readonly<Record<Step, string>> = {
  account: "compte",
  mails: "mails",
  service: "service",
  places: "lieux",
  team: "equipe",
  topics: "demarches",
  opening: "ouverture",
};

/** The step of that name in an address; undefined for any other word. */
export const stepNamed = (name: string): Step | undefined =>
  (Object.keys(NAMES) as Step[]).find((step) => NAMES[step] === name);

/** The page of a step for the organisation of that slug, without language. */
export const pageOfStep = (step: Step, slug: string): string =>
  `${HREF}/${NAMES[step]}?${new URLSearchParams({ organisation: slug })}`;

/** Where a form of that step is posted to. */
export const actOfStep = (step: Step, act: string, slug: string): string =>
  `${HREF}/${NAMES[step]}/${act}?${new URLSearchParams({ organisation: slug })}`;
