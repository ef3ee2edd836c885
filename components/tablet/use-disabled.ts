import { useTablet } from "./tablet-context.ts";

/** The id of the sentence that says that the network is gone: the description of every button that waits for it. */
export const NETWORK_REASON = "network-reason";

/** The id of the sentence that says that the line is suspended: the description of every button that waits for it. */
export const SUSPENDED_REASON = "suspended-reason";

type DisabledProps = { readonly disabled?: true; readonly "aria-describedby"?: string };

/**
 * For the button of an act that needs the others: it waits for the network, and says so. `line`: for one that moves the line
 * on, a number or a call, which waits also while the line stands still.
 */
export function useDisabled(what?: "line"): DisabledProps {
  const { offline, state } = useTablet();
  if (offline) return { disabled: true, "aria-describedby": NETWORK_REASON };
  return what === "line" && state.suspended ? { disabled: true, "aria-describedby": SUSPENDED_REASON } : {};
}
