import { codesCanBeSent } from "#lib/server/auth/sign-in-code.ts";
import { env } from "#lib/server/env.ts";
import type { SetUp } from "#lib/server/organisation/set-up/set-up-organisation.ts";
import type { SetUpStep } from "#lib/server/organisation/set-up/progress.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";
import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import { reportOf } from "./import-report.ts";

const say = translatorIn("fr", "setup.report");

/**
 * What a set-up did, in French: each thing made, changed or not; the lines of its files; what it left; what comes next.
 */
export function reportOfSetUp(
  file: SetupFile,
  { steps, imported, unnamed }: SetUp,
  dryRun: boolean,
): readonly string[] {
  const trial = dryRun ? [say("dryRun")] : [];
  return [
    ...trial,
    ...imported.flatMap((one) => [...reportOf(one), ""]),
    ...steps.flatMap(linesOf),
    ...leftOf(unnamed),
    ...(dryRun ? [] : nextOf(file)),
    ...trial,
  ];
}

const linesOf = (step: SetUpStep): readonly string[] => [
  say(`kind.${step.kind}`, { name: nameOf(step), did: say(`did.${step.did}`) }),
  ...(step.notes ?? []).map(
    (note) => `      ${say(`note.${note.note}`, "count" in note ? { count: note.count } : {})}`,
  ),
];

function nameOf({ kind, name, role, series }: SetUpStep): string {
  if (kind === "account" && role) return say("account", { email: name, role: say(`role.${role}`) });
  if (kind !== "weekly" || !series) return name;
  const { weekday, from, to } = series;
  const day = sayWeekday(weekday, "fr");
  const start = sayMinuteOfDay(from, "fr");
  const end = sayMinuteOfDay(to, "fr");
  return say("weekly", { day, from: start, to: end, place: name });
}

function leftOf({ weekly, partners, accounts }: SetUp["unnamed"]): readonly string[] {
  return weekly + partners + accounts === 0 ? [] : ["", say("left", { weekly, partners, accounts })];
}

function nextOf({ administrator: { email } }: SetupFile): readonly string[] {
  const values = { address: env.APP_URL, email };
  return [
    "",
    say("next"),
    `  ${say(codesCanBeSent() ? "signIn" : "link", values)}`,
    `  ${say("site", values)}`,
    `  ${say("posters", values)}`,
  ];
}
