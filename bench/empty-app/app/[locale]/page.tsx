export const dynamic = "force-dynamic";

export default function EmptyPage() {
  return <main />;
}
