export type IconName =
  | "number"
  | "calendar"
  | "learn"
  | "phone-call"
  | "wheelchair"
  | "speech"
  | "listen"
  | "arrow"
  | "telephone"
  | "two-people"
  | "check"
  | "warning"
  | "cross"
  | "pin"
  | "clock"
  | "pause"
  | "bag"
  | "bus"
  | "muted"
  | "no-network"
  | "dot"
  | "family"
  | "house"
  | "health"
  | "euro"
  | "briefcase"
  | "id-card"
  | "car"
  | "envelope"
  | "search";

/** A decorative icon beside a text that says the same: hidden from screen readers. `size` in CSS pixels. */
export const Icon = ({ name, size = 24, className = "" }: { name: IconName; size?: number; className?: string }) => (
  <svg
    aria-hidden="true"
    width={size}
    height={size}
    className={`flex-none ${name === "arrow" ? "rtl:-scale-x-100" : ""} ${className}`}
  >
    <use href={`/icons.svg#${name}`} />
  </svg>
);
