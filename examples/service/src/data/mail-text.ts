/** @module What a person reads of a mail: its subject and its body, without transport. */

/** The readable part of a mail. */
export interface MailText {
  readonly subject: string;
  readonly body: string;
}

/**
 * Subject and body of a raw mail (RFC 5322). All other headers are left out on purpose: in a corpus gathered from few
 * mailboxes, hosts and dates tell where a mail was collected, not whether it is spam. Never throws.
 */
export function mailText(raw: string): MailText {
  const text = raw.replaceAll("\r\n", "\n");
  const headerEnd = text.indexOf("\n\n");
  const headers = headerEnd < 0 ? "" : text.slice(0, headerEnd);
  const body = headerEnd < 0 ? text : text.slice(headerEnd + 2);
  const subject = /^subject:[ \t]*(?<value>.*(?:\n[ \t].*)*)/im.exec(headers)?.groups?.["value"] ?? "";
  const base64 = /^content-transfer-encoding:[ \t]*base64/im.test(headers);
  return {
    subject: subject.replaceAll(/\s+/g, " ").trim(),
    body: readable(base64 ? Buffer.from(body, "base64").toString("latin1") : body),
  };
}

function readable(body: string): string {
  return (
    body
      // quoted-printable
      .replaceAll("=\n", "")
      .replaceAll(/=(?<hex>[0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      // MIME parts: their headers, boundaries and encoded attachments
      .replaceAll(/^(?:content-[a-z-]+:.*|--\S+|[A-Za-z0-9+/=]{60,})$/gim, "")
      // HTML
      .replaceAll(/<!--[\s\S]*?-->/g, " ")
      .replaceAll(/<[^<>]{1,2000}>/g, " ")
      .replaceAll(/&[a-z#0-9]{2,8};/gi, " ")
      .replaceAll(/\s+/g, " ")
      .trim()
  );
}
