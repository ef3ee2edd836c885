import nextJest from "next/jest.js";

const withNext = nextJest({ dir: "./" });

const SAME_CHANCE = ["<rootDir>/tests/support/chance.ts"];

/** One layer of tests; next/jest compiles it as the application is compiled. */
const layer = async (displayName, settings) => ({
  ...(await withNext({
    extensionsToTreatAsEsm: [".ts", ".tsx"],
    moduleNameMapper: { "^server-only$": "<rootDir>/tests/support/server-only.ts" },
    modulePathIgnorePatterns: ["<rootDir>/.next", "<rootDir>/.data"],
    setupFilesAfterEnv: SAME_CHANCE,
    ...settings,
  })()),
  displayName,
});

export default async () => ({
  projects: [
    await layer("unit", {
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/lib/**/*.test.ts", "<rootDir>/tests/messages/**/*.test.ts"],
    }),
    await layer("check", { testEnvironment: "node", testMatch: ["<rootDir>/tests/check/**/*.test.ts"] }),
    await layer("components", { testEnvironment: "jsdom", testMatch: ["<rootDir>/tests/components/**/*.test.tsx"] }),
    await layer("server", {
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/server/**/*.test.ts", "<rootDir>/tests/scripts/**/*.test.ts"],
      setupFilesAfterEnv: [
        ...SAME_CHANCE,
        "<rootDir>/tests/support/patience.ts",
        "<rootDir>/tests/support/answers-fit.ts",
      ],
      globalSetup: "<rootDir>/tests/support/start-database.ts",
      globalTeardown: "<rootDir>/tests/support/stop-database.ts",
    }),
    await layer("e2e", {
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/e2e/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/tests/support/patience.ts"],
    }),
  ],
});
