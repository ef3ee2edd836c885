import { ok, warning, type DatabaseCheck } from "./check.ts";

/** Seconds by which the clock of the database may differ: the minute to which times are shown. */
const ALLOWED = 60;

/** The clocks of this machine and of the database agree. */
export const databaseClock: DatabaseCheck = {
  name: "clock",
  run: async (client) => {
    const asked = machineSeconds();
    const { rows } = await client.query<{ seconds: number }>(
      "SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds",
    );
    const ahead = Math.round((rows[0]?.seconds ?? asked) - (asked + machineSeconds()) / 2);
    return Math.abs(ahead) > ALLOWED
      ? warning(
          `The clock of the database is ${Math.abs(ahead)} seconds ${ahead > 0 ? "ahead of" : "behind"} that of this machine, and hours would be wrong: set both by the network (NTP).`,
        )
      : ok("The clocks of this machine and of the database agree.");
  },
};

/** The clock of the machine, in seconds since 1970. */
const machineSeconds = (): number => (performance.timeOrigin + performance.now()) / 1_000;
