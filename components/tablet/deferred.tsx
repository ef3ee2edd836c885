import { createContext, memo, useContext, useDeferredValue, type ComponentType, type ReactNode } from "react";
import { TabletProvider, useTablet, type TabletState } from "./tablet-context.ts";

const DeferredTablet = createContext<TabletState | undefined>(undefined);

/** The state that they all show. */
export function useDeferredTablet(): TabletState {
  const followed = useContext(DeferredTablet);
  if (!followed) throw new Error("useFollowed is used outside of Tablet.");
  return followed;
}

/** Around what holds parts made by `deferred`: keeps them all at one state of the tablet. */
export function DeferredProvider({ children }: { children: ReactNode }) {
  return <DeferredTablet value={useDeferredValue(useTablet())}>{children}</DeferredTablet>;
}

/**
 * A part that shows the line and answers no tap: the picture that answers is painted first, and all such parts follow
 * it together, in a rendering that a tap interrupts. Until then they show the line of before, and a tap on a row means
 * whom it shows. A part with an act of its own is made so only where the act can be done as long as its button stands,
 * a moment longer than the state that it was rendered for.
 */
export function deferred<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  const Shown = memo(Part) as unknown as ComponentType<Props>;
  return function Following(props) {
    return (
      <TabletProvider value={useDeferredTablet()}>
        <Shown {...props} />
      </TabletProvider>
    );
  };
}
