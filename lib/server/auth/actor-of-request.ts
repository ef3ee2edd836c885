import { headers } from "next/headers";
import { staffOf } from "./actor-of-headers.ts";
import type { StaffActor } from "./options.ts";

/** Who is signed in, in a page, an action or a route handler; undefined for everybody else. */
export const staffActor = async (): Promise<StaffActor | undefined> => staffOf(await headers());
