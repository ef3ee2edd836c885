import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { staffOf } from "./caller.ts";
import type { StaffActor } from "./options.ts";

/** Who is signed in, in a page, an action or a route handler; undefined for everybody else. */
export const staffActor = async (): Promise<StaffActor | undefined> => staffOf(await headers());

/** Who is signed in. Otherwise redirects to `signIn`, the sign-in page in the reader's language, which leads back here. */
export async function requireStaff(signIn: string): Promise<StaffActor> {
  return (await staffActor()) ?? redirect(signIn);
}
