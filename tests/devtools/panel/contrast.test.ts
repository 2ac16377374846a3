import { describe, expect, it } from 'vitest'
import { THEME_CSS } from '../../../src/devtools/panel/theme'

const TEXTS = ['text', 'text-dim', 'accent', 'good', 'warn', 'bad', 'in', 'out']
const BACKGROUNDS = ['bg', 'bg-raised', 'bg-hover', 'bg-selected']

/** The last definition of each variable that applies to the theme. */
function coloursOf(theme: 'light' | 'dark'): Map<string, string> {
  const start = THEME_CSS.indexOf(`[data-theme="${theme}"]`)
  const block = THEME_CSS.slice(start, THEME_CSS.indexOf('}', start))
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!]))
}

/** WCAG 2, relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const colours = coloursOf(theme)
  it.each(TEXTS)('has a contrast of at least 4.5:1 for --%s on each background', (text) => {
    for (const background of BACKGROUNDS) {
      expect(contrast(colours.get(text)!, colours.get(background)!), background).toBeGreaterThanOrEqual(4.5)
    }
  })
})
