/** The two documented calls of nodemailer that are used here; the package ships no types. */
declare module "nodemailer" {
  export function createTransport(url: string): {
    sendMail(mail: {
      from: string | { readonly name: string; readonly address: string };
      replyTo?: string;
      to: string;
      subject: string;
      text: string;
    }): Promise<unknown>;
  };
}
