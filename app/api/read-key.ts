import { accept, refuse, type Result } from "#lib/result.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

/** The optional header Idempotency-Key, by which a request sent twice has one effect. Refused: `malformed`. */
export function readKey({ headers }: Pick<Request, "headers">): Result<string | undefined, "malformed"> {
  const read = idempotencyKey.safeParse(headers.get("idempotency-key") ?? undefined);
  return read.success ? accept(read.data) : refuse("malformed");
}
