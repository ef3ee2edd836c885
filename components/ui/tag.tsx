import type { ReactNode } from "react";

type Look = "plain" | "good";

const looks: Record<Look, string> = {
  plain: "border-edge bg-card text-ink",
  good: "border-ok bg-card font-bold text-ok",
};

/**
 * A short fact in a rounded border. `room`: another fact that takes
 * its place now and then, and finds as much room, so that nothing beside it moves; both have a mark of 18 px before
 * their words.
 */
export const Tag = ({ look = "plain", room, children }: { look?: Look; room?: string; children: ReactNode }) => (
  <span
    className={`inline-flex items-center gap-2 whitespace-nowrap large-letters:whitespace-normal rounded-full border-2 px-3 py-0.5 text-base ${looks[look]}`}
  >
    {room === undefined ? (
      children
    ) : (
      <span
        data-room={room}
        className="grid after:invisible after:h-0 after:ps-[calc(18px+var(--spacing)*2)] after:overflow-hidden after:font-bold after:content-[attr(data-room)]"
      >
        <span className="flex items-center gap-2">{children}</span>
      </span>
    )}
  </span>
);
