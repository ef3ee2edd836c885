import { useTablet } from "./tablet-context.ts";

/** The id of the sentence that says that the network is gone, for `aria-describedby` of disabled buttons. */
export const NETWORK_REASON = "network-reason";

/** The id of the sentence that says that the line is suspended, for `aria-describedby` of disabled buttons. */
export const SUSPENDED_REASON = "suspended-reason";

export type DisabledProps = { readonly disabled?: true; readonly "aria-describedby"?: string };

/**
 * Props that disable the button of an act, with the reason: while nobody is signed in who may do it. `server`: of what
 * only the server can do or say, also while it cannot be reached. `number`: for checking somebody in. `line`: for
 * giving a number or calling, which are also disabled while the line is suspended.
 */
export function useDisabled(what?: "line" | "number" | "server"): DisabledProps {
  const { offline, outOfReach, isRead, state } = useTablet();
  if (what === "server" ? offline : offline && !outOfReach) return BY_NETWORK;
  // For a moment after the page was opened without network: which numbers were given here is being read.
  if ((what === "line" || what === "number") && outOfReach && !isRead) return FOR_A_MOMENT;
  return what === "line" && state.suspended ? BY_SUSPENSION : NOT_DISABLED;
}

// The same objects each time: a part that gets one of them is not rendered anew.
const BY_NETWORK: DisabledProps = { disabled: true, "aria-describedby": NETWORK_REASON };
const FOR_A_MOMENT: DisabledProps = { disabled: true };
const BY_SUSPENSION: DisabledProps = { disabled: true, "aria-describedby": SUSPENDED_REASON };
const NOT_DISABLED: DisabledProps = {};
