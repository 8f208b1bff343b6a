import type { WebSocket } from "ws";

const PING_MS = 10_000;

/** Pings a client as Slack does, and cuts one that has not answered since the last ping. */
export const keepAlive = (socket: WebSocket): void => {
  let alive = true;
  socket.on("pong", () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_MS);
  timer.unref();
  socket.on("close", () => clearInterval(timer));
};
