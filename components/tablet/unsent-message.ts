import type { TabletState } from "./tablet-context.ts";

/** Whether the message that is shown here for the room has not left this tablet, which is without network. */
export const isMessageUnsent = ({
  state,
  waiting,
  outOfReach,
}: Pick<TabletState, "state" | "waiting" | "outOfReach">): boolean =>
  outOfReach && state.message !== undefined && waiting.some(({ type }) => type === "announce");
