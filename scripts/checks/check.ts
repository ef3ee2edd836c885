import type pg from "pg";

/** What the instance is for: the value of APP_ENV. */
export type Purpose = "demo" | "test" | "production";

/** The command that has the checks made: `doctor` may run beside an application that already listens. */
export type Command = "start" | "demo" | "worker" | "doctor";

/**
 * What the checks look at. `environment`: the settings as they were given. `folder`: where an embedded database lies.
 */
export type Installation = {
  readonly command: Command;
  readonly purpose: Purpose;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
};

/**
 * What a check found. `says` is one sentence, without a secret: of a warning or a failure it tells what is wrong and
 * what to do. With a failure the application would not work, or not as what it is started for.
 */
export type Verdict = { readonly state: "ok" | "warning" | "failure"; readonly says: string };

/** A check of settings and machine. `commands`: those that need it; all of them if it is not given. */
export type InstallationCheck = {
  readonly name: string;
  readonly commands?: readonly Command[];
  readonly run: (installation: Installation) => Verdict | Promise<Verdict>;
};

/** A check on a connection to the database. It changes nothing. */
export type DatabaseCheck = {
  readonly name: string;
  readonly run: (client: pg.Client, installation: Installation) => Promise<Verdict>;
};

/** The check found what it looks for. */
export const ok = (says: string): Verdict => ({ state: "ok", says });
/** The application works, and something that it is for does not. */
export const warning = (says: string): Verdict => ({ state: "warning", says });
/** The application would not work. */
export const failure = (says: string): Verdict => ({ state: "failure", says });
