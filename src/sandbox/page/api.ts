interface Answer {
  ok: boolean;
  result?: unknown;
  error?: string;
}

const read = async (response: Response): Promise<unknown> => {
  const answer = (await response.json()) as Answer;
  if (!answer.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
  return answer.result;
};

/** Asks the page's server for something to show. */
export const get = async <T>(path: string, params: Readonly<Record<string, string>> = {}): Promise<T> =>
  (await read(await fetch(`/api/${path}?${new URLSearchParams(params)}`))) as T;

/** Does something on the page's server; throws what it refuses with. */
export const post = async <T>(path: string, body: unknown): Promise<T> =>
  (await read(
    await fetch(`/api/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  )) as T;

/** What a person does on a phone. */
export const onPhone = <T>(verb: string, value: unknown): Promise<T> => post(`telegram/${verb}`, { value });

/** What a member of staff does in the workspace. */
export const inSlack = <T>(verb: string, value: unknown): Promise<T> => post(`slack/${verb}`, { value });

/** The bytes of a file as the server takes them. */
export const bytesOf = async (file: Blob): Promise<{ base64: string }> => {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("the file can't be read"));
    reader.readAsDataURL(file);
  });
  return { base64: url.slice(url.indexOf(",") + 1) };
};
