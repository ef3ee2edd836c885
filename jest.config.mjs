import nextJest from "next/jest.js";

const withNext = nextJest({ dir: "./" });

const PROPERTY_RUNS = ["<rootDir>/tests/support/property-runs.ts"];

/** Packages that a worker process loads once for all its test files: none keeps state that a test could see. */
const SHARED = [
  "@date-fns/tz",
  "@prisma/adapter-pg",
  "@prisma/client",
  "@seriousme/openapi-schema-validator",
  "ajv",
  "ajv-formats",
  "aria-query",
  "date-fns",
  "date-holidays",
  "fast-check",
  "ical-generator",
  "ical.js",
  "libphonenumber-js",
  "opening_hours",
  "pg",
  "pg-boss",
  "postgres",
  "zod",
];
const sharedPath = `/node_modules/(${SHARED.join("|")})/.+\\.[cm]?js$`;

/** One layer of tests; next/jest compiles it as the application is compiled. */
const layer = async (displayName, { shared = false, ...settings }) => {
  const config = await withNext({
    extensionsToTreatAsEsm: [".ts", ".tsx"],
    moduleNameMapper: { "^server-only$": "<rootDir>/tests/support/server-only.ts" },
    modulePathIgnorePatterns: ["<rootDir>/.next", "<rootDir>/.data"],
    setupFilesAfterEnv: PROPERTY_RUNS,
    ...settings,
  })();
  if (!shared) return { ...config, displayName };
  return {
    ...config,
    displayName,
    setupFiles: ["<rootDir>/tests/support/share-date-and-error.ts", "<rootDir>/tests/support/worker-exit.ts"],
    transform: { [sharedPath]: "<rootDir>/tests/support/shared-packages.mjs", ...config.transform },
    transformIgnorePatterns: config.transformIgnorePatterns.map((pattern) =>
      pattern.startsWith("/node_modules/") ? `/node_modules/(?!(${SHARED.join("|")})/)` : pattern,
    ),
  };
};

export default async () => ({
  // Jest keeps what each file loaded until its worker ends; a worker with a large heap spends its time collecting
  // garbage.
  workerIdleMemoryLimit: "900MB",
  // Milliseconds that a worker has to end. On a busy machine 500, as jest has it, are too few; an open handle needs for
  // ever.
  workerGracefulExitTimeout: 30_000,
  reporters: ["default", "<rootDir>/tests/support/running-files.ts", "<rootDir>/tests/support/ends-by-itself.ts"],
  projects: [
    await layer("unit", {
      shared: true,
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/lib/**/*.test.ts", "<rootDir>/tests/messages/**/*.test.ts"],
    }),
    await layer("check", { testEnvironment: "node", testMatch: ["<rootDir>/tests/check/**/*.test.ts"] }),
    await layer("components", {
      shared: true,
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/tests/components/**/*.test.tsx"],
      setupFilesAfterEnv: [...PROPERTY_RUNS, "<rootDir>/tests/support/computed-style.ts"],
    }),
    await layer("server", {
      shared: true,
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/server/**/*.test.ts", "<rootDir>/tests/scripts/**/*.test.ts"],
      setupFilesAfterEnv: [...PROPERTY_RUNS, "<rootDir>/tests/support/hold-answers-to-openapi.ts"],
      globalSetup: "<rootDir>/tests/support/start-database.ts",
      globalTeardown: "<rootDir>/tests/support/stop-database.ts",
    }),
    await layer("e2e", {
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/e2e/**/*.test.ts"],
      setupFilesAfterEnv: [],
      globalSetup: "<rootDir>/tests/support/build-and-start.ts",
      globalTeardown: "<rootDir>/tests/support/stop-database.ts",
    }),
  ],
});
