import { z } from "zod";
import { ours } from "./bounds.ts";

/** The name of an organisation in addresses (« rennes » in /chez/rennes), by which programs name it. */
export const organisationName = z.string().min(1).max(100);

/** An organisation in an answer of the API: its slug, and the name of its service that residents read. */
export const namedOrganisation = z.object({ slug: ours, name: ours });
