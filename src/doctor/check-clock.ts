import { type Answer, callSlack, callTelegram } from "./call-platform.ts";
import { type Check, type Finding, fault, ok, warning } from "./finding.ts";

const noticedSeconds = 10;
const harmfulSeconds = 60;

/** This machine's clock against the database's and the platforms': deadlines and Slack's signatures hang on it. */
export const checkClock: Check = async ({ config, database, now }) => {
  const findings: Finding[] = [];
  if (database?.provider === "postgresql") {
    const rows = await database.read.$queryRawUnsafe<{ now: Date }[]>('SELECT now() AS "now"');
    if (rows[0]) findings.push(compare("PostgreSQL", now(), rows[0].now));
  }
  if (config.telegram)
    findings.push(...compareHeader("Telegram", await callTelegram(config.telegram, "getMe"), now));
  if (config.slack) findings.push(...compareHeader("Slack", await callSlack(config.slack, "auth.test"), now));
  return findings;
};

const compareHeader = (whose: string, answer: Answer, now: () => Date): Finding[] => {
  const date = answer.kind === "answered" ? Date.parse(answer.headers.get("date") ?? "") : Number.NaN;
  return Number.isNaN(date) ? [] : [compare(whose, now(), new Date(date))];
};

const compare = (whose: string, here: Date, there: Date): Finding => {
  const seconds = Math.round((here.getTime() - there.getTime()) / 1000);
  const check = `clock-${whose.toLowerCase()}`;
  if (Math.abs(seconds) <= noticedSeconds) return ok(check, `this machine's clock agrees with ${whose}'s`);
  const text = `this machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} ${whose}'s`;
  const remedy = "let it be set from the network: timedatectl set-ntp true";
  return Math.abs(seconds) > harmfulSeconds ? fault(check, text, remedy) : warning(check, text, remedy);
};
