import { execFile } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/database/package-root.ts";

interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** As a user types it. */
const npm = (...args: string[]): Promise<Run> =>
  new Promise((resolve) => {
    const child = execFile("npm", ["run", ...args], { cwd: packageRoot }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });

/** These, one after the other. */
const inOrder = (text: string, steps: readonly string[]): void => {
  let from = 0;
  for (const step of steps) {
    const at = text.indexOf(step, from);
    expect({ step, found: at >= 0, after: text.slice(from, from + 300) }).toMatchObject({
      step,
      found: true,
    });
    from = at + step.length;
  }
};

describe("npm run cli -- demo", () => {
  let run: Run;
  let telegram: string;
  let slack: string;
  beforeAll(async () => {
    run = await npm("cli", "--", "demo");
    [telegram = "", slack = ""] = run.out.split("=== Slack: #staff ===");
  }, 240_000);

  it("ends by itself with 0, and has logged nothing that a person must look at", () => {
    expect(run).toMatchObject({ code: 0 });
    expect(`${run.out}${run.err}`).not.toMatch(/"level":(50|60)|\b(ERROR|FATAL)\b/);
  });

  it("shows the resident's chat: in by an invite, a photo, a number, an answer, the report", () => {
    inOrder(telegram, [
      "=== Telegram: Анна ===",
      "/start ",
      "Добро пожаловать",
      "[photo] Под раковиной на кухне течёт труба",
      "Когда можно прийти?",
      "Дома весь вечер",
      "Заявка № 1001",
      "Состояние: Закрыта",
      "Оценка: ★★★★★",
      "Заявкой № 1001 занимается Olga Orlova",
      "Мастер выходит, будет через 20 минут",
      "Заявка № 1001 выполнена",
      "Заменили гибкую подводку",
    ]);
  });

  it("shows the staff's: the card, its photo and the thread to the rating", () => {
    inOrder(slack, [
      "Заявка № 1001",
      "*От кого* Анна Смирнова",
      "*Состояние* Закрыта",
      "[1 × file] Файлы: Житель",
      "заявка взята",
      "работа начата",
      "работа выполнена",
      "Житель подтвердил: сделано.",
      "Житель оценил работу: 5 из 5",
    ]);
  });

  it("keeps what staff say among themselves from the resident", () => {
    expect(slack).toContain("проверьте потолок");
    expect(telegram).not.toContain("проверьте потолок");
  });
});
