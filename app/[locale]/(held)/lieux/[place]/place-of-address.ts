import { cache } from "react";
import { readPlace } from "#lib/server/place/read-places.ts";

/** The place of the address, read once for the title, the frame and the page. */
export const placeOfAddress = cache(readPlace);
