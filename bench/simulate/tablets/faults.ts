/**
 * Faults that are put into the simulation on purpose, one at a time: each is one that a change to tablet or server
 * could bring, and the simulation has to find it.
 *
 * | fault | what is wrong |
 * |---|---|
 * | `lost-answer-refused` | a request without an answer counts as refused |
 * | `outbox-unordered` | acts are sent in another order than they were done |
 * | `device-clock-believed` | the server takes the time of an act from the device, whatever it says |
 * | `reload-forgets` | a page that is loaded anew begins with an empty outbox |
 * | `late-act-refused` | what was done before a line ended by itself is refused because it has ended |
 * | `late-close-refused` | the same, of a close that a person made before that end |
 * | `next-person-falls` | the help of whom « Terminer et appeler » called falls with the help that it ended |
 * | `said-end-lost` | the server forgets about when help had ended, where it was said later |
 * | `numbers-lent-twice` | each tablet is lent the same numbers to give without network |
 * | `single-lent-none` | the tablet of a single table is lent no numbers |
 * | `moved-to-next` | whose number somebody else had gets the next one, which is on the next card of that tablet |
 * | `outside-the-hand` | without network a desk calls whoever is next, without asking the others |
 * | `wiped-by-colleague` | who signs in on a tablet empties the outbox of the one before |
 * | `sent-as-own` | who sends acts that a colleague made on the tablet sends them as their own |
 */
export const FAULTS = [
  "lost-answer-refused",
  "outbox-unordered",
  "device-clock-believed",
  "reload-forgets",
  "late-act-refused",
  "late-close-refused",
  "next-person-falls",
  "said-end-lost",
  "numbers-lent-twice",
  "single-lent-none",
  "moved-to-next",
  "outside-the-hand",
  "wiped-by-colleague",
  "sent-as-own",
] as const;
export type Fault = (typeof FAULTS)[number];
