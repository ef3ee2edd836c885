import { z } from "zod";

/** An organisation in an answer of the API: its slug, and the name of its service that residents read. */
export const operatorName = z.object({ slug: z.string(), name: z.string() });
