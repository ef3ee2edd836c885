import { cache } from "react";
import { findShare } from "#lib/server/calendar/find-share.ts";

/** The share of the address, read once for the title, the frame and the page. */
export const shareOfAddress = cache(findShare);
