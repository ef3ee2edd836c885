import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { staffOf } from "./caller.ts";
import type { StaffActor } from "./options.ts";

/** Who is signed in, in a page, an action or a route handler; undefined for everybody else. */
export const staffActor = async (): Promise<StaffActor | undefined> => staffOf(await headers());

/** Who is signed in, or the reader is led to `signIn`: the sign-in page of her language, which brings her back. */
export async function requireStaff(signIn: string): Promise<StaffActor> {
  return (await staffActor()) ?? redirect(signIn);
}
