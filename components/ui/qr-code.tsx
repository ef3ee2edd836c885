import { encode } from "uqr";

/** A QR code: dark on white, with the margin of 4 modules that readers need. */
export function QrCode({ text, label, className = "" }: { text: string; label: string; className?: string }) {
  const { size, data } = encode(text, { border: 4, ecc: "M" });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={`bg-white ${className}`}
    >
      <path d={squares} fill="currentColor" />
    </svg>
  );
}
