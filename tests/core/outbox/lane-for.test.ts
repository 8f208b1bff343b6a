import { describe, expect, it } from "vitest";
import { laneFor } from "../../../src/core/outbox/lane-for.ts";

const person = { kind: "person" } as const;
const system = { kind: "system" } as const;
const message = { kind: "message", content: {} } as const;

describe("the lane of a message", () => {
  it("is that of replies only where somebody has done something", () => {
    expect(laneFor(person, { lane: "reply", what: message })).toBe("reply");
    expect(laneFor(system, { lane: "reply", what: message })).toBe("notice");
  });

  it("lets nothing overtake a card on which a thread may hang", () => {
    expect(laneFor(system, { lane: "reply", what: { kind: "card", cardId: "c" } })).toBe("notice");
    expect(laneFor(system, { lane: "reply", what: { kind: "card", cardId: "c", stands: true } })).toBe(
      "routine",
    );
  });

  it.each(["emergency", "notice", "routine", "bulk"] as const)("stays %s, whoever asks for it", (lane) => {
    for (const actor of [person, system]) expect(laneFor(actor, { lane, what: message })).toBe(lane);
  });
});
