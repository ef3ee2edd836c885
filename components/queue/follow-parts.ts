import type { ReactNode } from "react";

/** What the server has put in place for the page of one number; each state shows what it needs. */
export type FollowParts = { readonly prepare: ReactNode; readonly leave: ReactNode; readonly away: ReactNode; readonly back: ReactNode; readonly after: ReactNode };
