import { redirect } from "next/navigation";
import { staffActor } from "./actor-of-request.ts";
import type { StaffActor } from "./options.ts";

/** Who is signed in, or the reader is led to `signIn`: the sign-in page of her language, which brings her back. */
export async function requireStaff(signIn: string): Promise<StaffActor> {
  return (await staffActor()) ?? redirect(signIn);
}
