import { z } from "zod";
import { organisationName } from "./organisation-name.ts";
import { placeBody } from "./place-body.ts";

/** The body of POST …/places: what is said of the place, and its organisation. */
export const createPlaceBody = placeBody.extend({ organisation: organisationName });

/** The body of POST …/places/{id}/hidden. `halfDays`: the half-days to come that the caller knows of. */
export const hidePlaceBody = z.strictObject({ hidden: z.boolean(), halfDays: z.int().min(0).default(0) });
