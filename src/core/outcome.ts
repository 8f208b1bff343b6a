/** What a use case answers: the result, or one of its expected refusals with what the person needs to know. */
export type Outcome<Value, Refusal extends string = never> = Done<Value> | Refused<Refusal>;

export interface Done<Value> {
  ok: true;
  value: Value;
}

export interface Refused<Code extends string> {
  ok: false;
  code: Code;
  /** Parameters of the sentence that the chat layer makes of the code. */
  params?: Record<string, string | number>;
}

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });

export const refused = <Code extends string>(
  code: Code,
  params?: Record<string, string | number>,
): Refused<Code> => (params ? { ok: false, code, params } : { ok: false, code });
