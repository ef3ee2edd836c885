import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** The application as production serves it, set up as Rennes. Limits by address are lifted: all comes from one. */
export const startAttacked = (): Promise<RunningApp> =>
  startApp({
    env: { APP_ENV: "production", LIMIT_REQUESTS: "1000000", LIMIT_CREATES: "1000000", LIMIT_BOOKINGS: "1000000" },
    filledBy: { setUpFile: "tests/data/commune-rennes.json" },
  });
