/**
 * Whether a tablet speaks for somebody else than who is signed in: its page was opened by a colleague (`?by=`, her account), and
 * since then another signed in with this browser. What the one did must not be done in the name of the other.
 */
export function speaksForAnother({ url }: Pick<Request, "url">, actor: { readonly user: string }): boolean {
  const by = new URL(url).searchParams.get("by");
  return by !== null && by !== actor.user;
}
