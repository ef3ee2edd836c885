/** The little of nodemailer that is used here (it ships no types). */
declare module "nodemailer" {
  export function createTransport(url: string): {
    sendMail(mail: { from: string; to: string; subject: string; text: string }): Promise<unknown>;
  };
}
