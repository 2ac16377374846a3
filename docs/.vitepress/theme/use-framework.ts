import { onMounted, readonly, ref, type Ref } from 'vue'

export type Framework = 'react' | 'vue'

const KEY = 'framework'

const framework = ref<Framework>('react')

/** The framework whose code the site shows. The script in the head has set it on the root element from the stored choice. */
export function useFramework(): { framework: Readonly<Ref<Framework>>; choose(next: Framework): void } {
  // After mounting, so that the first render agrees with the HTML of the build.
  onMounted(() => {
    framework.value = document.documentElement.dataset['framework'] === 'vue' ? 'vue' : 'react'
  })
  const choose = (next: Framework): void => {
    framework.value = next
    document.documentElement.dataset['framework'] = next
    try {
      localStorage.setItem(KEY, next)
    } catch {
      // A page without storage forgets the choice.
    }
  }
  return { framework: readonly(framework), choose }
}
