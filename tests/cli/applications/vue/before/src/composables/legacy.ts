import * as vueuse from '@vueuse/core'

export const useLegacySocket = (url: string) => vueuse.useWebSocket(url)
export const useWidth = () => vueuse.useWindowSize().width
