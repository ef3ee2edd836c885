import { z } from "zod";
import { formOf } from "#lib/wire/staff-form.ts";

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
