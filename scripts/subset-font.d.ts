declare module "subset-font" {
  type Wanted = {
    readonly targetFormat: "sfnt" | "woff2";
    readonly variationAxes: Readonly<Record<string, { readonly min: number; readonly max: number }>>;
  };
  const subsetFont: (font: Buffer, text: string, wanted: Wanted) => Promise<Buffer>;
  export = subsetFont;
}
