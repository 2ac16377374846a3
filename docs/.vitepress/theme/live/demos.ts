import type { Component } from 'vue'

/** Each folder beside this file is one demo. A page shows it with `<LiveDemo name="…" />`. */
export const demos = {
  chat: () => import('./chat/live-chat.vue'),
  connection: () => import('./connection/live-connection.vue'),
} satisfies Record<string, () => Promise<{ default: Component }>>

export type DemoName = keyof typeof demos
