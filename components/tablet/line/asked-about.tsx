import { visitOf } from "#lib/queue/line/line-state.ts";
import { isUncalled } from "#lib/queue/line/visit.ts";
import { Choices } from "./choices.tsx";
import { useTablet } from "../tablet-context.ts";

/** What can be done for the person whose row was touched, as long as she waits: somebody may call her meanwhile. */
export function AskedAbout({
  visit: id,
  desk,
  onClose,
}: {
  visit: string | undefined;
  desk?: number;
  onClose: () => void;
}) {
  const { state } = useTablet();
  const visit = id === undefined ? undefined : visitOf(state, id);
  return visit && isUncalled(visit) ? (
    <Choices visit={visit} onClose={onClose} {...(desk !== undefined && { desk })} />
  ) : null;
}
