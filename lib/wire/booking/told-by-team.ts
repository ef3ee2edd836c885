import { z } from "zod";
import { formOf } from "#lib/wire/staff-form.ts";

/** « C’est dit », or « Pas encore »: whom it is about, and the version of what the page showed that they are told. */
export const toldByTeamForm = formOf(
  z.object({ appointment: z.uuid(), seen: z.string().max(100).default(""), said: z.enum(["yes", "no"]) }),
  { fieldOf: () => "form" },
);
