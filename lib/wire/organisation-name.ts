import { z } from "zod";

/** The name of an organisation in addresses (« rennes » in /chez/rennes), by which programs name it. */
export const organisationName = z.string().min(1).max(100);
