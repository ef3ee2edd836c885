import { z } from "zod";

/** The layout of a backup file that this version writes. One that is higher was written by a newer version. */
export const FORMAT = 1;

/** The first line of a file, before compression and encryption. */
export const FIRST_LINE = "permanences-backup";

/** What the second line of a backup says, before any row. */
export const manifestSchema = z.object({
  format: z.number().int().min(1),
  /** Of this one backup. */
  id: z.uuid(),
  /** The version of the product that wrote it. */
  version: z.string(),
  /** Every migration that the database had: its schema. */
  migrations: z.array(z.string()).min(1),
  createdAt: z.iso.datetime({ offset: true }),
  /** APP_SECRET; only in an encrypted file. */
  secret: z.string().optional(),
  /** The tables, each after those that its foreign keys name. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
  /** The partitions of tables that are divided by date: the first day of each, YYYY-MM-DD. */
  partitions: z.array(z.object({ table: z.string(), first: z.iso.date() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^\d+$/) })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** What the line after the rows of a table says: how many, and the SHA-256 of their bytes. */
export const tallySchema = z.object({
  table: z.string(),
  rows: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Tally = z.infer<typeof tallySchema>;

/** The last line. A file without it was cut. */
export const endSchema = z.object({ end: z.literal(true), tables: z.number().int() });
