import { z } from "zod";

/** What links are derived from when no secret is given. Everybody can read it here, so production refuses it. */
export const DEMONSTRATION_SECRET = "a-secret-for-the-demonstration-only";

/** Characters that the passphrase of a backup has at least: whoever finds a file can try at leisure. */
export const LEAST_PASSPHRASE = 12;

/** A whole number from 1 on. `why`: what is said of any other text. */
const count = (why: string) => z.coerce.number(why).int(why).min(1, why);

const COUNT = "it is no whole number from 1 on";
const SECRET = "it has less than 16 characters: openssl rand -base64 32 makes one";
const DATABASE = "it is no address of PostgreSQL, such as postgres://user:password@127.0.0.1:5432/permanences";

/** An address of PostgreSQL. */
const databaseAddress = z.string().regex(/^postgres(?:ql)?:\/\/\S+$/, DATABASE);

/** A port to listen on. */
const port = z.string().regex(/^\d{1,5}$/, "it is no number of a port, such as 3001");

/**
 * What the application reads. Beside each form stands what is said of a text that does not have it: after the name of
 * the setting, in brackets.
 */
const schema = z.object({
  APP_ENV: z.enum(["demo", "test", "production"], "it is none of demo, test and production").default("demo"),
  APP_NOW: z.iso.datetime({ offset: true, error: "it is no moment such as 2026-09-07T09:40:00+02:00" }).optional(),
  APP_SECRET: z.string().min(16, SECRET).default(DEMONSTRATION_SECRET),
  APP_URL: z
    .url({ protocol: /^https?$/, error: "it is no address such as https://permanences.example.org" })
    .default("http://localhost:3000"),
  DATABASE_URL: databaseAddress.default("postgres://permanences:permanences@127.0.0.1:54320/permanences"),
  /** The folder of the embedded database, when that is the one in use. */
  DATA_FOLDER: z.string().optional(),
  /** The folder in which what pages say while the database is away is kept; without it a restart forgets it. */
  OUTAGE_FOLDER: z.string().optional(),
  /**
   * Where the backups of the nights are kept; without it `backups` in the folder of the embedded database, in
   * production only.
   */
  BACKUP_FOLDER: z.string().min(1, "it names no folder").optional(),
  /** The passphrase of backups, or the file that holds it (empty: none); without either they are not encrypted. */
  BACKUP_PASSPHRASE: z
    .string()
    .min(LEAST_PASSPHRASE, `it has less than ${LEAST_PASSPHRASE} characters: take five words`)
    .optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "it is none of debug, info, warn, error and silent")
    .default("info"),
  /**
   * The mail server for sign-in codes in production, for example smtps://user:password@mail.example.org, and the
   * sender.
   */
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: "it is no address of a mail server, such as smtps://user:password@mail.example.org",
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      "it is no sender, such as Permanences <permanences@example.org>",
    )
    .optional(),
  /**
   * How SMS leave: the name of a gateway (lib/server/message/gateways/gateways.ts), which has settings of its own.
   * Without it none leaves.
   */
  SMS_GATEWAY: z.string().optional(),
  /** From whom an SMS is: 3 to 11 letters and digits that the gateway has validated, or a number. */
  SMS_SENDER: z
    .string()
    .regex(
      /^((?=.*[A-Za-z])[A-Za-z0-9]{3,11}|\+?\d{5,15})$/,
      "it is neither 3 to 11 letters and digits without accents nor a number",
    )
    .optional(),
  /** Another address of the API of the gateway: for a region of theirs, or for testing. */
  SMS_GATEWAY_URL: z
    .url({ protocol: /^https?$/, error: "it is no address such as https://gateway.example.org/v1" })
    .optional(),
  /**
   * Requests and creations of one address in a minute; sign-in codes in an hour of a browser that is known, from which
   * the other limits of codes follow (docs/api.md#limits).
   */
  LIMIT_REQUESTS: count(COUNT).optional(),
  LIMIT_CREATES: count(COUNT).optional(),
  /** Appointments of one address in a day. */
  LIMIT_BOOKINGS: count(COUNT).optional(),
  /** Addresses that many people share, such as those of libraries: `Name=address`, with semicolons between them. */
  SHARED_ADDRESSES: z
    .string()
    .regex(
      /^\s*[^=;]+=\s*[\da-f.:]+\s*(;\s*[^=;]+=\s*[\da-f.:]+\s*)*;?\s*$/iu,
      "it is not written as Name=address, with semicolons between them",
    )
    .optional(),
  /** SMS of one organisation in a day, in segments, above which confirmations and reminders are not sent. */
  LIMIT_SMS: count(COUNT).optional(),
  LIMIT_CODES: count(COUNT).optional(),
  /** Live streams that one address may hold open in one process. */
  LIMIT_STREAMS: count(COUNT).optional(),
  /** How many days the token of a program holds when nothing else is said at its making. */
  TOKEN_DAYS: count("it is no number of days from 1 to 3650")
    .max(3_650, "it is no number of days from 1 to 3650")
    .default(365),
  /** The header in which the proxy before this server writes the client's address. */
  ADDRESS_HEADER: z
    .string()
    .regex(/^[a-z0-9-]+$/i, "it is no name of a header, such as x-forwarded-for")
    .optional(),
  /** Whether browsers use https alone for the names below that of APP_URL too (lib/server/edge/page-headers.ts). */
  HSTS_SUBDOMAINS: z.enum(["yes", "no"], "it is neither yes nor no").default("no"),
  /** Whom /.well-known/security.txt names, mailto: or https:; without it there is no such file. */
  SECURITY_CONTACT: z
    .url({ protocol: /^(mailto|https)$/, error: "it begins neither with mailto: nor with https:" })
    .optional(),
  /** The folder of the built application. */
  NEXT_DIST_DIR: z.string().default(".next"),
  /** The bearer token with which /metrics may be read from another machine. */
  METRICS_TOKEN: z.string().min(16, SECRET).optional(),
});

/** What the commands alone read: the application does not know it. */
const ofCommands = z.object({
  PORT: z.string().optional(),
  HOST: z.string().optional(),
  /** Where `npm run worker` answers /healthz. */
  WORKER_PORT: port.optional(),
  /** The address of the role that owns the tables. Empty where a command hands on what the application may know. */
  DATABASE_OWNER_URL: z.union([z.literal(""), databaseAddress], DATABASE).optional(),
  /** How `npm run update` exchanges versions. */
  CURRENT_LINK: z.string().optional(),
  RESTART_COMMAND: z.string().optional(),
});

/** The names of the settings that the application and its commands read, beside those of a gateway for SMS. */
export const SETTING_NAMES: readonly string[] = [...Object.keys(schema.shape), ...Object.keys(ofCommands.shape)];

type Settings = z.infer<typeof schema>;

/**
 * The environment as it was set outside. Only for scripts, which complete it before anything reads `env` and pass it to
 * the processes they start.
 */
export const environment: NodeJS.ProcessEnv = process.env;

/** Whether `npm run dev` is running: React then evaluates code to show where an error arose. */
export const inDevelopment = environment["NODE_ENV"] === "development";

/** A setting that cannot be used, and why, without its value. */
export type UnusableSetting = { readonly name: string; readonly why: string };

/**
 * The settings of an environment that cannot be used, by their names. `of`: those that one part of the product reads
 * beside `env`.
 */
export const unusableSettings = (
  given: Readonly<Record<string, string | undefined>>,
  of: z.ZodType = schema.extend(ofCommands.shape),
): readonly UnusableSetting[] =>
  of.safeParse(given).error?.issues.map(({ path, message }) => ({ name: path.join("."), why: message })) ?? [];

/** Those settings in the words that follow “These settings cannot be used:”. */
export const sayUnusable = (wrong: readonly UnusableSetting[]): string =>
  `${wrong.map(({ name, why }) => `${name} (${why})`).join(", ")}. Correct them as .env.example explains.`;

let settings: Settings | undefined;

/** The settings of this process, read once, when the first one is used. The only reader of process.env. */
export const env: Settings = new Proxy({} as Settings, {
  get: (_, name) => Reflect.get((settings ??= readEnvironment()), name),
});

/** Reads settings from the environment of this process. Throws, with the name of each that cannot be used. */
export function readSettings<Read>(of: z.ZodType<Read>): Read {
  const read = of.safeParse(environment);
  if (!read.success)
    throw new Error(`These settings cannot be used: ${sayUnusable(unusableSettings(environment, of))}`);
  return read.data;
}

function readEnvironment(): Settings {
  const read = readSettings(schema);
  if (read.APP_ENV === "production" && read.APP_SECRET === DEMONSTRATION_SECRET) {
    throw new Error("APP_SECRET is missing. In production give it at least 16 characters: openssl rand -base64 32.");
  }
  if (read.APP_ENV === "production" && read.APP_NOW) {
    throw new Error("APP_NOW is for demo and test only. Remove it.");
  }
  return read;
}
