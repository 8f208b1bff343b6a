import { describe, expect, it } from "vitest";
import { readMailReport } from "../../../src/core/contacts/mail-report.ts";

const report = (type: string, status: string, letter = "Message-ID: <7.point.sig@uk.example.org>") =>
  [
    "Message-ID: <own@mx.example.org>",
    `Content-Type: multipart/report; report-type=${type};`,
    '\tboundary="b"',
    "",
    "--b",
    status,
    "",
    "--b",
    "Content-Type: message/rfc822",
    "",
    letter,
    "Subject: =?utf-8?B?0L3QtdGC?=",
    "--b--",
  ].join("\r\n");

describe("a mail server's report", () => {
  it.each([
    ["delivery-status", "Action: failed\r\nStatus: 5.1.1", "bounced"],
    ["delivery-status", "Action: delayed\r\nStatus: 4.4.1", "delayed"],
    ["delivery-status", "Action: failed\r\nStatus: 4.4.7", "delayed"],
    ["feedback-report", "Feedback-Type: abuse\r\nVersion: 1", "complaint"],
  ])("%s with %j is %s", (type, status, kind) => {
    expect(readMailReport(report(type, status))).toEqual({ kind, messageId: "7.point.sig@uk.example.org" });
  });

  it.each([
    ["an out-of-office answer", "Auto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nI am away"],
    ["a read receipt", report("disposition-notification", "Disposition: manual-action; displayed")],
    ["a successful delivery", report("delivery-status", "Action: delivered\r\nStatus: 2.0.0")],
    ["another kind of feedback", report("feedback-report", "Feedback-Type: not-spam")],
    ["nothing", ""],
  ])("is not %s", (_, raw) => {
    expect(readMailReport(raw)).toBeUndefined();
  });
});
