import { z } from "zod";

/** What links are derived from when no secret is given. Everybody can read it here, so production refuses it. */
export const DEMONSTRATION_SECRET = "a-secret-for-the-demonstration-only";

/** Characters that the passphrase of a backup has at least: whoever finds a file can try at leisure. */
export const LEAST_PASSPHRASE = 12;

const schema = z.object({
  APP_ENV: z.enum(["demo", "test", "production"]).default("demo"),
  APP_NOW: z.iso.datetime({ offset: true }).optional(),
  APP_SECRET: z.string().min(16).default(DEMONSTRATION_SECRET),
  APP_URL: z.url().default("http://localhost:3000"),
  DATABASE_URL: z.string().default("postgres://permanences:permanences@127.0.0.1:54320/permanences"),
  /** The folder of the embedded database, when that is the one in use. */
  DATA_FOLDER: z.string().optional(),
  /** The folder in which what pages say while the database is away is kept; without it a restart forgets it. */
  OUTAGE_FOLDER: z.string().optional(),
  /**
   * Where the backups of the nights are kept; without it `backups` in the folder of the embedded database, in
   * production only.
   */
  BACKUP_FOLDER: z.string().min(1).optional(),
  /** The passphrase of backups, or the file that holds it (empty: none); without either they are not encrypted. */
  BACKUP_PASSPHRASE: z.string().min(LEAST_PASSPHRASE).optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /**
   * The mail server for sign-in codes in production, for example smtps://user:password@mail.example.org, and the
   * sender.
   */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  /**
   * How SMS leave: the name of a gateway (lib/server/message/gateways/gateways.ts), which has settings of its own.
   * Without it none leaves.
   */
  SMS_GATEWAY: z.string().optional(),
  /** From whom an SMS is: 3 to 11 letters and digits that the gateway has validated, or a number. */
  SMS_SENDER: z
    .string()
    .regex(/^((?=.*[A-Za-z])[A-Za-z0-9]{3,11}|\+?\d{5,15})$/)
    .optional(),
  /** Another address of the API of the gateway: for a region of theirs, or for testing. */
  SMS_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  /**
   * Requests and creations of one address in a minute; sign-in codes in an hour of a browser that is known, from which
   * the other limits of codes follow (docs/api.md#limits).
   */
  LIMIT_REQUESTS: z.coerce.number().int().min(1).optional(),
  LIMIT_CREATES: z.coerce.number().int().min(1).optional(),
  /** Appointments of one address in a day. */
  LIMIT_BOOKINGS: z.coerce.number().int().min(1).optional(),
  /** Addresses that many people share, such as those of libraries: `Name=address`, with semicolons between them. */
  SHARED_ADDRESSES: z
    .string()
    .regex(/^\s*[^=;]+=\s*[\da-f.:]+\s*(;\s*[^=;]+=\s*[\da-f.:]+\s*)*;?\s*$/iu)
    .optional(),
  /** SMS of one organisation in a day, in segments, above which confirmations and reminders are not sent. */
  LIMIT_SMS: z.coerce.number().int().min(1).optional(),
  LIMIT_CODES: z.coerce.number().int().min(1).optional(),
  /** Live streams that one address may hold open in one process. */
  LIMIT_STREAMS: z.coerce.number().int().min(1).optional(),
  /** How many days the token of a program holds when nothing else is said at its making. */
  TOKEN_DAYS: z.coerce.number().int().min(1).max(3_650).default(365),
  /** The header in which the proxy before this server writes the client's address. */
  ADDRESS_HEADER: z
    .string()
    .regex(/^[a-z0-9-]+$/i)
    .optional(),
  /** Whom /.well-known/security.txt names, mailto: or https:; without it there is no such file. */
  SECURITY_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
  /** The folder of the built application. */
  NEXT_DIST_DIR: z.string().default(".next"),
  /** The bearer token with which /metrics may be read from another machine. */
  METRICS_TOKEN: z.string().min(16).optional(),
});

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
  of: z.ZodType = schema,
): readonly UnusableSetting[] =>
  of.safeParse(given).error?.issues.map(({ path, message }) => ({ name: path.join("."), why: message })) ?? [];

let settings: Settings | undefined;

/** The settings of this process, read once, when the first one is used. The only reader of process.env. */
export const env: Settings = new Proxy({} as Settings, {
  get: (_, name) => Reflect.get((settings ??= readEnvironment()), name),
});

/** Reads settings from the environment of this process. Throws, with the name of each that cannot be used. */
export function readSettings<Read>(of: z.ZodType<Read>): Read {
  const read = of.safeParse(environment);
  if (!read.success) throw new Error(`The settings are not usable. ${z.prettifyError(read.error)} See .env.example.`);
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
