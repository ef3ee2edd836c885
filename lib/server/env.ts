import { z } from "zod";

const schema = z.object({
  APP_ENV: z.enum(["demo", "test", "production"]).default("demo"),
  APP_NOW: z.iso.datetime({ offset: true }).optional(),
  APP_SECRET: z.string().min(16).default("a-secret-for-the-demonstration-only"),
  APP_URL: z.url().default("http://localhost:3000"),
  DATABASE_URL: z.string().default("postgres://permanences:permanences@127.0.0.1:54320/permanences"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The settings of this process, read once. The only reader of process.env. */
export const env = readEnvironment();

function readEnvironment(): z.infer<typeof schema> {
  const read = schema.safeParse(process.env);
  if (!read.success) {
    throw new Error(`The settings are not usable. ${z.prettifyError(read.error)} See .env.example.`);
  }
  if (read.data.APP_ENV === "production" && !process.env["APP_SECRET"]) {
    throw new Error("APP_SECRET is missing. In production give it at least 16 characters: openssl rand -base64 32.");
  }
  if (read.data.APP_ENV === "production" && read.data.APP_NOW) {
    throw new Error("APP_NOW is for demo and test only. Remove it.");
  }
  return read.data;
}
