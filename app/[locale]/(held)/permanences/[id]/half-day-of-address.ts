import { cache } from "react";
import { readPublicPermanence } from "#lib/server/schedule/read-permanence.ts";

/** The half-day of the address, read once for the title, the frame and the page. */
export const halfDayOfAddress = cache(readPublicPermanence);
