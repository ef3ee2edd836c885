import { join } from "node:path";
import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

const at = (name: string): string => `export const ${name} = 1;\n`;
const stub = (name: string): Tree => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "main.js" }),
  [`node_modules/${name}/main.js`]: "module.exports = {};\n",
});
const declared = ["date-fns", "sms-segments-calculator", "zod", "react", "next", "pg", "@prisma/client"];

/** One file for each module, with the imports that are allowed. */
const clean: Tree = {
  "package.json": JSON.stringify({
    name: "toy",
    type: "module",
    imports: {
      "#lib/*": "./lib/*",
      "#components/*": "./components/*",
      "#app/*": "./app/*",
      "#prisma/*": "./prisma/*",
      "#i18n/*": "./i18n/*",
      "#scripts/*": "./scripts/*",
      "#tests/*": "./tests/*",
      "#bench/*": "./bench/*",
    },
    dependencies: Object.fromEntries(declared.map((name) => [name, "1.0.0"])),
    devDependencies: { "fast-check": "1.0.0" },
  }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      module: "esnext",
      moduleResolution: "bundler",
      target: "es2024",
      jsx: "react-jsx",
      allowImportingTsExtensions: true,
      noEmit: true,
    },
  }),
  ...(Object.assign({}, ...[...declared, "fast-check", "left-pad"].map(stub)) as Tree),
  "lib/result.ts": at("accept"),
  "lib/time/instant.ts": `import { addDays } from "date-fns";\nimport { accept } from "#lib/result.ts";\nexport const instant = [addDays, accept];\n`,
  "lib/access/actor.ts": at("actor"),
  "lib/place/place.ts": at("place"),
  "lib/message/sms/segments.ts": `import { SegmentedMessage } from "sms-segments-calculator";\nexport const segmentsOf = SegmentedMessage;\n`,
  "lib/schedule/permanence.ts": `import { instant } from "#lib/time/instant.ts";\nexport const permanence = instant;\n`,
  "lib/booking/appointment.ts": `import { permanence } from "#lib/schedule/permanence.ts";\nexport const appointment = permanence;\n`,
  "lib/queue/visit.ts": `import { permanence } from "#lib/schedule/permanence.ts";\nexport const visit = permanence;\n`,
  "lib/calendar/day.ts": `import { appointment } from "#lib/booking/appointment.ts";\nexport const day = appointment;\n`,
  "lib/report/report.ts": `import { day } from "#lib/calendar/day.ts";\nexport const report = day;\n`,
  "lib/wire/queue/command.ts": `import { z } from "zod";\nimport { visit } from "#lib/queue/visit.ts";\nexport const command = [z, visit];\n`,
  "lib/server/db.ts": `import pg from "pg";\nimport { client } from "#prisma/generated/client.ts";\nexport const db = [pg, client];\n`,
  "lib/server/queue/check-in.ts": `import { visit } from "#lib/queue/visit.ts";\nimport { db } from "#lib/server/db.ts";\nexport const checkIn = [visit, db];\n`,
  "lib/server/booking/cancel.ts": `import { appointment } from "#lib/booking/appointment.ts";\nimport { visit } from "#lib/queue/visit.ts";\nimport { checkIn } from "#lib/server/queue/check-in.ts";\nexport const cancel = [appointment, visit, checkIn];\n`,
  "lib/server/calendar/write-event.ts": at("writeEvent"),
  "lib/server/planning/cancel.ts": `import { writeEvent } from "#lib/server/calendar/write-event.ts";\nimport { checkIn } from "#lib/server/queue/check-in.ts";\nexport const cancelAll = [writeEvent, checkIn];\n`,
  "lib/server/live/hub.ts": `import { checkIn } from "#lib/server/queue/check-in.ts";\nexport const hub = checkIn;\n`,
  "lib/server/jobs/jobs.ts": `import { cancelAll } from "#lib/server/planning/cancel.ts";\nexport const works = cancelAll;\n`,
  "lib/server/auth/staff-of-page.ts": `import { headers } from "next";\nexport const staffActor = headers;\n`,
  "scripts/demo.ts": `import { db } from "#lib/server/db.ts";\nexport const demo = db;\n`,
  "prisma/generated/client.ts": at("client"),
  "components/ui/button.tsx": `import { useId } from "react";\nexport const Button = useId;\n`,
  "components/queue/board.tsx": `import { visit } from "#lib/queue/visit.ts";\nimport { Button } from "#components/ui/button.tsx";\nexport const Board = [visit, Button];\n`,
  "components/booking/slots.tsx": `import { Link } from "#i18n/navigation.ts";\nexport const Slots = Link;\n`,
  "components/tablet/tablet.tsx": `import { Board } from "#components/queue/board.tsx";\nexport const Tablet = Board;\n`,
  "i18n/navigation.ts": at("Link"),
  "app/[locale]/page.tsx": `import { checkIn } from "#lib/server/queue/check-in.ts";\nimport { Tablet } from "#components/tablet/tablet.tsx";\nexport default [checkIn, Tablet];\n`,
  "tests/lib/visit.test.ts": `import fc from "fast-check";\nimport { visit } from "#lib/queue/visit.ts";\nexport const tested = [fc, visit];\n`,
};

const importing = (path: string, what: string, besides: Tree = {}): Tree => ({
  [path]: `import { thing } from "${what}";\nexport const made = thing;\n`,
  ...besides,
});

/** One breach of each rule, in a file of its own: the file, and what it should not import. */
const planted = {
  "no-cycles": {
    "lib/queue/call.ts": `import type { Order } from "./order.ts";\nexport type Call = Order;\n`,
    "lib/queue/order.ts": `import type { Call } from "./call.ts";\nexport type Order = Call;\n`,
  },
  "imports-resolve": importing("lib/server/queue/call.ts", "#lib/queue/nowhere.ts"),
  "packages-are-declared": importing("lib/server/queue/call-2.ts", "left-pad"),
  "product-needs-no-dev-package": importing("lib/server/queue/call-3.ts", "fast-check"),
  "core-imports-only-core": importing("lib/queue/call-2.ts", "#lib/server/db.ts"),
  "time-may-use-date-fns": importing("lib/time/zone.ts", "zod"),
  "csv-may-use-csv-parse": importing("lib/csv.ts", "zod"),
  "message-may-count-segments": importing("lib/message/sms/words.ts", "zod"),
  "core-time-looks-down": importing("lib/time/zone-2.ts", "#lib/place/place.ts"),
  "core-access-looks-down": importing("lib/access/may.ts", "#lib/place/place.ts"),
  "mails-are-composed-by-the-server": importing("components/booking/mail.tsx", "#lib/mail/letter.ts", {
    "lib/mail/letter.ts": at("composeLetter"),
  }),
  "core-mail-looks-down": importing("lib/mail/compose.ts", "#lib/place/place.ts"),
  "core-outbox-looks-down": importing("lib/outbox/due.ts", "#lib/place/place.ts"),
  "core-place-looks-down": importing("lib/place/door.ts", "#lib/schedule/permanence.ts"),
  "core-schedule-looks-down": importing("lib/schedule/series.ts", "#lib/queue/visit.ts"),
  "core-queue-looks-down": importing("lib/queue/call-3.ts", "#lib/booking/appointment.ts"),
  "core-booking-looks-down": importing("lib/booking/book.ts", "#lib/queue/visit.ts"),
  "core-calendar-looks-down": importing("lib/calendar/week.ts", "#lib/report/report.ts"),
  "core-report-looks-down": importing("lib/report/figures.ts", "#lib/planning/plan.ts", {
    "lib/planning/plan.ts": at("plan"),
  }),
  "core-planning-looks-down": importing("lib/planning/draft.ts", "#lib/organisation/name.ts", {
    "lib/organisation/name.ts": at("nameOf"),
  }),
  "core-message-looks-down": importing("lib/message/text.ts", "#lib/booking/appointment.ts"),
  "server-files-know-no-module": importing("lib/server/clock.ts", "./queue/check-in.ts"),
  "server-edge-looks-down": importing("lib/server/edge/limits.ts", "#lib/server/auth/staff-of-page.ts"),
  "server-partitions-looks-down": importing("lib/server/partitions/keep.ts", "#lib/server/auth/login.ts"),
  "server-journal-looks-down": importing("lib/server/journal/note.ts", "#lib/server/auth/login.ts"),
  "server-auth-looks-down": importing("lib/server/auth/login.ts", "#lib/server/queue/check-in.ts"),
  "server-outbox-looks-down": importing("lib/server/outbox/due.ts", "#lib/server/queue/check-in.ts"),
  "server-place-looks-down": importing("lib/server/place/read-screen.ts", "#lib/server/queue/check-in.ts"),
  "server-schedule-looks-down": importing("lib/server/schedule/list.ts", "#lib/server/queue/check-in.ts"),
  "server-queue-looks-down": importing("lib/server/queue/call-4.ts", "#lib/server/booking/cancel.ts"),
  "server-booking-looks-down": importing("lib/server/booking/book.ts", "#lib/server/calendar/write-event.ts"),
  "server-calendar-looks-down": importing("lib/server/calendar/feed.ts", "#lib/server/planning/cancel.ts"),
  "server-report-looks-down": importing("lib/server/report/figures.ts", "#lib/server/planning/cancel.ts"),
  "server-message-looks-down": importing("lib/server/message/send.ts", "#lib/server/queue/check-in.ts"),
  "server-planning-looks-down": importing("lib/server/planning/move.ts", "#lib/server/organisation/set-up.ts", {
    "lib/server/organisation/set-up.ts": at("setUp"),
  }),
  "server-organisation-looks-down": importing("lib/server/organisation/name.ts", "#lib/server/live/hub.ts"),
  "server-privacy-looks-down": importing("lib/server/privacy/erase.ts", "#lib/server/jobs/jobs.ts"),
  "server-backup-looks-down": importing("lib/server/backup/write.ts", "#lib/server/jobs/jobs.ts"),
  "server-jobs-looks-down": importing("lib/server/jobs/start.ts", "#lib/server/live/hub.ts"),
  "server-outage-looks-down": importing("lib/server/outage/page.ts", "#lib/server/live/hub.ts"),
  "wire-imports-zod-and-core": importing("lib/wire/queue/board.ts", "#lib/server/db.ts"),
  "only-server-touches-prisma": importing("app/[locale]/lieux/page.tsx", "#prisma/generated/client.ts"),
  "server-does-not-render": importing("lib/server/queue/call-5.ts", "#components/ui/button.tsx"),
  "only-auth-reads-the-request": importing("lib/server/queue/call-6.ts", "next"),
  "commands-are-started": importing("lib/server/queue/call-7.ts", "#scripts/demo.ts"),
  "components-never-reach-the-server": importing("components/queue/call.tsx", "#lib/server/db.ts"),
  "ui-knows-no-domain": importing("components/ui/number.tsx", "#lib/queue/visit.ts"),
  "areas-do-not-mix": importing("components/queue/call-2.tsx", "#components/booking/slots.tsx"),
  "tablet-uses-queue": importing("components/tablet/hours.tsx", "#components/booking/slots.tsx"),
  "nothing-imports-tests": importing("lib/server/queue/call-8.ts", "#tests/lib/visit.test.ts"),
  "nothing-imports-bench": importing("lib/server/queue/call-11.ts", "#bench/half-day.ts", {
    "bench/half-day.ts": at("generated"),
  }),
} satisfies Record<string, Tree>;

const alsoPlanted = {
  "a type import": {
    "lib/queue/call-7.ts": `import type { Appointment } from "#lib/booking/appointment.ts";\nexport type Call = Appointment;\n`,
  },
  "a higher module of the core in the server": importing("lib/server/schedule/offer.ts", "#lib/booking/appointment.ts"),
  "node in the core": importing("lib/queue/call-4.ts", "node:fs"),
  "a package in the core": importing("lib/queue/call-5.ts", "date-fns"),
  "a driver in a page": importing("app/[locale]/agenda/(list)/page.tsx", "pg"),
  "a page in a component": importing("components/queue/call-3.tsx", "#app/[locale]/page.tsx"),
  "react in the server layer": importing("lib/server/queue/call-9.ts", "react"),
  "nothing there": importing("lib/queue/call-6.ts", "./elsewhere.ts"),
} satisfies Record<string, Tree>;

const plants: Readonly<Record<string, Tree>> = { ...planted, ...alsoPlanted };
const nothingImported: Tree = Object.fromEntries(
  Object.keys(clean)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => [path, at("alone")]),
);

let found: Record<"clean" | "planted" | "nothingImported", readonly Breach[]>;

beforeAll(async () => {
  found = await breachesIn("dependencies", clean, {
    clean: {},
    planted: Object.assign({}, ...Object.values(plants)) as Tree,
    nothingImported,
  });
}, 60_000);

const fileOf = (name: string): string => Object.keys(plants[name] ?? {})[0] ?? "";
const breachesOf = (name: string): readonly Breach[] => found.planted.filter(({ file }) => file === fileOf(name));
const rules = (name: string): string[] => breachesOf(name).map(({ rule }) => rule);

test("each breach is planted in a file of its own", () => {
  const files = Object.values(plants).flatMap((tree) => Object.keys(tree));
  expect(files).toHaveLength(new Set([...files, ...Object.keys(clean)]).size - Object.keys(clean).length);
});

test("a tree with allowed imports only has no breach", () => {
  expect(found.clean).toEqual([]);
});

test.each(Object.keys(planted))("%s is seen where it is broken, with where the code should go", (rule) => {
  const [breach] = breachesOf(rule).filter((each) => each.rule === rule);
  expect(breach?.line).toBe(1);
  expect(breach?.instead).toMatch(/^\S.{30,}[.)]$/);
});

test("every rule of the configuration is planted here", async () => {
  const { default: configuration } = (await import(join(process.cwd(), ".dependency-cruiser.cjs"))) as {
    default: { forbidden: { name: string }[] };
  };
  expect(Object.keys(planted).sort()).toEqual(configuration.forbidden.map(({ name }) => name).sort());
});

test("a dependency rule holds for types as well", () => {
  expect(rules("a type import")).toEqual(["core-queue-looks-down"]);
});

test("a server module uses no higher module of the core", () => {
  expect(rules("a higher module of the core in the server")).toEqual(["server-schedule-looks-down"]);
});

test("the core knows neither Node nor a package", () => {
  expect(rules("node in the core")).toEqual(["core-imports-only-core"]);
  expect(rules("a package in the core")).toEqual(["core-imports-only-core"]);
});

test("a page does not open the database's driver, a component no page, the server layer no react", () => {
  expect(rules("a driver in a page")).toEqual(["only-server-touches-prisma"]);
  expect(rules("a page in a component")).toContain("components-never-reach-the-server");
  expect(rules("react in the server layer")).toEqual(["server-does-not-render"]);
});

test("a path that leads nowhere is one breach, also in the core", () => {
  expect(rules("nothing there")).toEqual(["imports-resolve"]);
});

test("a run that saw no import at all is a breach, not a success", () => {
  expect(found.nothingImported.map(({ rule }) => rule)).toEqual(["imports-were-seen"]);
});
