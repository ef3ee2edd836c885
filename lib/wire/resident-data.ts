import { z } from "zod";
import type { Instant } from "../time/instant.ts";
import { formOf } from "./staff-form.ts";

/** What was found, without telling more of the person than that: where and when, and which kinds of data are kept. */
export type FoundResident = {
  /** Opens it for who found it, for ten minutes. */
  readonly ref: string;
  readonly kind: "appointment" | "number";
  readonly place: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly number?: number;
  readonly keeps: { readonly name: boolean; readonly phone: boolean; readonly email: boolean };
  /** Whether erasing cancels it first. */
  readonly toCome: boolean;
};

/** The code of an appointment or a number, as the team types it. */
export const residentCodeForm = formOf(
  z.object({ code: z.string({ error: "missing" }).trim().min(1, "missing").max(20, "code-unknown") }),
  {
    beside: {
      "not-found": ["code", "code-unknown"],
      "not-allowed": "code",
      "being-helped": "code",
      "state-changed": "code",
      "too-many-requests": "code",
    },
  },
);

/** What was found, as the page handed it out, and how it is exported: to be read, or for a program. */
export const residentExportForm = z.object({ ref: z.string().max(2_000), format: z.enum(["html", "json"]) });

/** What was found, to erase it. */
export const residentEraseForm = z.object({ ref: z.string().max(2_000) });
