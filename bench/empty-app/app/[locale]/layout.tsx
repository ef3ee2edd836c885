import type { ReactNode } from "react";

/** The product's layout (app/[locale]/layout.tsx) without content. */
export default async function EmptyLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}) {
  const { locale } = await params;
  return (
    <html lang={locale}>
      <body>{children}</body>
    </html>
  );
}
