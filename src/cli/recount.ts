import { fraction, toDecimal } from "../core/fraction.ts";
import { choices } from "../core/meetings/ballot.ts";
import { type Recount, type RecountFault, recount } from "../core/meetings/recount.ts";
import type { Core } from "../core/work/core.ts";
import { withCore } from "./open-core.ts";

const usage = `recount <number of the meeting>
  Counts an owners' meeting anew from its ballots, walks their chain, and compares with what was noted. Before the end
  of a meeting whose results are hidden it says only whether everything agrees.
`;

/** `cli recount`: 0 when everything agrees, 1 when not, 64 when no meeting was named. */
export const recountCommand = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const [meant, ...more] = args;
  if (!meant || more.length > 0) {
    process.stderr.write(usage);
    return 64;
  }
  return withCore(env, async (core) => {
    const { ok, text } = await recountMeeting(core, meant);
    process[ok ? "stdout" : "stderr"].write(`${text}\n`);
    return ok ? 0 : 1;
  });
};

/** What the command says of a meeting, by its number or id, on an open database. */
export const recountMeeting = async (core: Core, meant: string): Promise<{ ok: boolean; text: string }> => {
  const { read } = core.database;
  const found = await read.meeting.findMany({
    where: /^\d+$/.test(meant) ? { number: Number(meant) } : { id: meant },
    select: { id: true },
  });
  const [one, another] = found;
  if (!one) return { ok: false, text: `There is no meeting ${meant}.` };
  if (another) return { ok: false, text: `Several companies have a meeting ${meant}: name it by its id.` };
  const counted = await recount(read, core.vault, one.id);
  if (!counted) return { ok: false, text: `Meeting ${meant} has no register of voters yet.` };
  const lines = [
    `Meeting ${counted.meeting.number} (${counted.meeting.state}), ${counted.result.ballots} ballots`,
    ...(isOpen(counted)
      ? [`The results are hidden until ${counted.meeting.closesAt.toISOString()}.`]
      : figures(core, counted)),
    ...counted.faults.map(faultLine),
  ];
  const ok = counted.faults.length === 0;
  if (ok) lines.push("The chain is whole, and the recount agrees with everything that was noted.");
  return { ok, text: lines.join("\n") };
};

const isOpen = ({ meeting }: Recount): boolean =>
  meeting.policy.hidden && meeting.state !== "counted" && meeting.state !== "minutes";

const figures = (core: Core, { meeting, questions, result, checksum }: Recount): string[] => {
  const shown = (weight: string): string => toDecimal(fraction(BigInt(weight), BigInt(meeting.scale)), 2);
  return [
    `participating ${shown(result.participating)} of ${shown(result.all)}, on paper ${shown(result.onPaper)}, quorum ${result.quorum ? "yes" : "no"}`,
    ...result.questions.map((question) => {
      const about = questions.find(({ id }) => id === question.id);
      const title = about ? `${about.position}. ${core.vault.open(about.titleSealed)}` : question.id;
      const sums = choices.map((choice) => `${choice} ${shown(question[choice])}`).join(", ");
      return `${title}: ${sums}: ${question.adopted ? "adopted" : "not adopted"}`;
    }),
    `last ballot ${result.head}`,
    `checksum    ${checksum}`,
  ];
};

const faultLine = (fault: RecountFault): string => {
  switch (fault.code) {
    case "chain":
      return `Ballot ${fault.index} does not follow from the one before it: it or an earlier one was changed or removed.`;
    case "missing-ballots":
      return `${fault.found} ballots are there, and ${fault.noted} were noted: some were removed or put in at the end.`;
    case "urn":
      return "The secret choices are not those that were cast.";
    case "participation":
      return "The secret choices weigh something else than the owners who voted.";
    case "register":
      return "The register of voters does not add up to what was noted at the notice.";
    case "tally":
      return "The ballots count to something else than what was kept while they came.";
    case "result":
      return "The noted result or its checksum is not what the ballots say.";
  }
};
