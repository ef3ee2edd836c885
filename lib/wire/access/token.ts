import { z } from "zod";
import { SCOPES, type Scope } from "../../access/scope.ts";
import type { Instant } from "../../time/instant.ts";
import { moment, writtenMoment } from "../moment.ts";

/** A token in the list of one's own: never the secret itself. `ends-soon`: within 30 days. */
export const wireToken = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: writtenMoment,
  expiresAt: writtenMoment,
  lastUsedAt: writtenMoment.exactOptional(),
  state: z.enum(["valid", "ends-soon", "expired"]),
});

/** Encodes a token of the list. Its times are in UTC, since it belongs to no place. */
export const tokenToWire = ({
  id,
  name,
  scopes,
  created,
  ends,
  lastUsed,
  state,
}: {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly created: Instant;
  readonly ends: Instant;
  readonly lastUsed?: Instant;
  readonly state: "valid" | "ends-soon" | "expired";
}): z.input<typeof wireToken> => ({
  id,
  name,
  scopes: [...scopes],
  createdAt: moment("UTC").encode(created),
  expiresAt: moment("UTC").encode(ends),
  ...(lastUsed !== undefined && { lastUsedAt: moment("UTC").encode(lastUsed) }),
  state,
});
