import { NETWORK_REASON } from "./network-banner.tsx";
import { SUSPENDED_REASON } from "./suspended-banner.tsx";
import { useTablet } from "./tablet-context.ts";

type Waits = { readonly disabled?: true; readonly "aria-describedby"?: string };

/**
 * For the button of an act that needs the others: it waits for the network, and says so. `line`: for one that moves the line
 * on, a number or a call, which waits also while the line stands still.
 */
export function useWaits(what?: "line"): Waits {
  const { alone, state } = useTablet();
  if (alone) return { disabled: true, "aria-describedby": NETWORK_REASON };
  return what === "line" && state.suspended ? { disabled: true, "aria-describedby": SUSPENDED_REASON } : {};
}
