const NAMES: Readonly<Record<string, string>> = {
  ours: 'websocket-store',
  coalesced: 'coalesced floor',
  naive: 'naive floor',
  vueuse: 'VueUse',
}

/** The display name of a candidate such as `react/ours`. */
export const nameOf = (candidate: string): string => {
  const name = candidate.split('/')[1]!
  return NAMES[name] ?? name
}

export const FRAMEWORKS = ['react', 'vue'] as const
export const titleOf = (framework: string): string => ({ react: 'React', vue: 'Vue' })[framework] ?? framework
