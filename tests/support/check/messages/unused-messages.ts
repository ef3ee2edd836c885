import type { Breach } from "#tests/support/check/breach.ts";
import { isProductCode, type SourceTree } from "#tests/support/check/tree.ts";
import type { Message } from "./catalogue.ts";
import { readIn, usedKeys, type UsedKeys } from "./used-keys.ts";

/** Keys computed at run time, each with the list that names them. */
const COMPUTED: readonly (readonly [keys: RegExp, namedIn: string])[] = [
  [/^pictures\./, "lib/queue/line/visit.ts"],
  [/^(topics|bring|booking\.what)\./, "the topics of the database"],
  [/^refusals\./, "components/wording.ts, and tests/components/wording.test.tsx lets none stand unusedMessages"],
  [
    /^(form|staff)\.refusals\./,
    "components/staff/wording.ts, and tests/components/staff/staff-form.test.tsx lets none stand unused",
  ],
  [/^(form|staff)\.done\./, "the outcomes of the forms of the team (app/staff-form.ts)"],
  [/^rules\.(turn|appointments|closed|priority)$/, "components/order-rule-keys.ts"],
  [/^(place|turn|screen)\.(range|under)(Long)?$/, "lib/time/say-duration.ts"],
  [/^turn\.closing\.(yes|maybe|no)$/, "lib/queue/wait/estimate-wait.ts"],
  [/^appointment\.late\.told$/, "lib/booking/appointment-state.ts"],
  [/^booking\.forWhom\.(me|other|helped)$/, "lib/wire/booking/booking-form.ts"],
  [/^booking\.soonest\.titles\.(town|hours)$/, "app/[locale]/(held)/rendez-vous/"],
  [/^share\.half\.(walk-in|mixed)$/, "lib/schedule/permanence.ts"],
  [/^tablet\.(undo|status|refer|turnAway|incident)\./, "lib/queue: acts, targets, reasons and incidents"],
  [/^figures\.(why|incidents)\./, "lib/report/half-day-figures.ts, lib/queue/acts/incident.ts"],
  [/^why\./, "lib/queue/order/why-before.ts"],
  [/^staff\.journal\.who\./, "lib/access/journal.ts"],
  [/^import\.organisation\./, "lib/server/place"],
  [/^import\.file\./, "lib/server/place/read-place-file.ts"],
];

/**
 * A namespace whose messages are sent to the browser as an object, and the name by which files that read them are
 * recognised.
 */
const SENT_TO_THE_BROWSER = { namespace: "turn", by: /\bfollowLabels\b/iu };

/** Messages that no file uses. */
export function unusedMessages(french: readonly Message[], tree: SourceTree): Breach[] {
  const code = tree.files.filter(isProductCode).map((file) => [file, tree.textOf(file)] as const);
  const used = code.flatMap(([file, text]) => usedKeys(file, text));
  const read = new Set(
    code.filter(([, text]) => SENT_TO_THE_BROWSER.by.test(text)).flatMap(([file, text]) => readIn(file, text)),
  );
  const isUsed = (key: string): boolean =>
    used.some((one) => matches(one, key)) ||
    COMPUTED.some(([keys]) => keys.test(key)) ||
    (key.startsWith(`${SENT_TO_THE_BROWSER.namespace}.`) && read.has(key.slice(key.lastIndexOf(".") + 1)));
  return french
    .filter(({ key }) => !isUsed(key))
    .map(({ key, file, line }) => ({
      rule: "message-unused",
      file,
      line,
      wrong: `“${key}” is used nowhere.`,
      instead:
        "Take it out in each language, or use it. If its key is computed at run time, tests/support/check/messages/unused-messages.ts names the list.",
    }));
}

const matches = ({ namespace, keys }: UsedKeys, key: string): boolean =>
  namespace === "" ? keys.test(key) : key.startsWith(`${namespace}.`) && keys.test(key.slice(namespace.length + 1));
