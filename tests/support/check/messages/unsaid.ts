import type { Breach } from "../breach.ts";
import { isProductCode, type House } from "../house.ts";
import type { Message } from "./catalogue.ts";
import { readIn, saidIn, type Saying } from "./said-in.ts";

/** Keys that are made while running, each with the list that names them. */
const MADE_WHILE_RUNNING: readonly (readonly [keys: RegExp, namedIn: string])[] = [
  [/^pictures\./, "lib/queue/line/picture.ts"],
  [/^(topics|bring|booking\.what)\./, "the topics of the database"],
  [/^refusals\./, "components/wording.ts, and tests/components/wording.test.tsx lets none stand unsaid"],
  [/^rules\.(turn|appointments|closed|priority)$/, "components/order-rules.ts"],
  [/^(place|turn|screen)\.(range|under)(Long)?$/, "lib/time/say-duration.ts"],
  [/^turn\.closing\.(yes|maybe|no)$/, "lib/queue/wait/before-closing.ts"],
  [/^appointment\.late\.told$/, "lib/booking/appointment-state.ts"],
  [/^booking\.soonest\.titles\.(town|hours)$/, "app/[locale]/(site)/rendez-vous/"],
  [/^share\.half\.(walk-in|mixed)$/, "lib/schedule/permanence.ts"],
  [/^tablet\.(undo|refer|turnAway)\./, "lib/queue: acts, targets and reasons"],
  [/^import\.organisation\./, "lib/server/place"],
];

/** A namespace whose sentences travel to the browser as an object, and what the files that read them name. */
const TRAVELS = { namespace: "turn", by: /\bfollowLabels\b/iu };

/** A sentence that no page says is translated, read aloud and corrected for nobody; or somebody forgot to say it. */
export function unsaid(french: readonly Message[], house: House): Breach[] {
  const code = house.files.filter(isProductCode).map((file) => [file, house.textOf(file)] as const);
  const sayings = code.flatMap(([file, text]) => saidIn(file, text));
  const read = new Set(code.filter(([, text]) => TRAVELS.by.test(text)).flatMap(([file, text]) => readIn(file, text)));
  const isSaid = (key: string): boolean =>
    sayings.some((saying) => says(saying, key)) ||
    MADE_WHILE_RUNNING.some(([keys]) => keys.test(key)) ||
    (key.startsWith(`${TRAVELS.namespace}.`) && read.has(key.slice(key.lastIndexOf(".") + 1)));
  return french
    .filter(({ key }) => !isSaid(key))
    .map(({ key, file, line }) => ({
      rule: "message-unsaid",
      file,
      line,
      wrong: `“${key}” is said nowhere.`,
      instead:
        "Take it out of the four catalogues, or say it. Where its key is made while running, tests/support/check/messages/unsaid.ts says by which list.",
    }));
}

const says = ({ namespace, keys }: Saying, key: string): boolean =>
  namespace === "" ? keys.test(key) : key.startsWith(`${namespace}.`) && keys.test(key.slice(namespace.length + 1));
