import { notFound } from "next/navigation";

/** Any address that leads nowhere: the not-found page in the reader's language, with its telephone. */
export default function NowherePage(): never {
  notFound();
}
