const NAMES: Readonly<Record<string, string>> = {
  ours: 'websocket-store',
  coalesced: 'coalesced floor',
  naive: 'naive floor',
  vueuse: 'VueUse',
}

/** `react/ours` as a reader knows it. */
export const nameOf = (candidate: string): string => {
  const name = candidate.split('/')[1]!
  return NAMES[name] ?? name
}

export const FRAMEWORKS = ['react', 'vue'] as const
export const titleOf = (framework: string): string => ({ react: 'React', vue: 'Vue' })[framework] ?? framework
