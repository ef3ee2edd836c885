import type { Metadata } from "next";

/**
 * What the pages of the tablet say of how they are installed on a device; iPadOS reads the title and icon, the others
 * the manifest.
 */
export const installable = (locale: string): Metadata => ({
  manifest: `/manifest.webmanifest?lang=${locale}`,
  appleWebApp: { capable: true, statusBarStyle: "default" },
  icons: { icon: "/icon.svg", apple: "/install/apple-180.png" },
});
