import type { Attack } from "./attack.ts";
import { errorsWithAName } from "./errors-with-a-name.ts";
import { everyHour } from "./every-hour.ts";
import { floodAtTheDoor } from "./flood-at-the-door.ts";
import { longWords } from "./long-words.ts";
import { patientGuesser } from "./patient-guesser.ts";
import { pictures } from "./pictures.ts";

/** Every attack, in the order in which they are made. The last one leaves nothing that serves. */
export const ATTACKS: readonly Attack[] = [
  pictures,
  longWords,
  everyHour,
  patientGuesser,
  floodAtTheDoor,
  errorsWithAName,
];
