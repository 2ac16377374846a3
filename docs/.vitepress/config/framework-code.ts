import type { MarkdownRenderer } from 'vitepress'

const LABEL = /\[(React|Vue)\]/

/**
 * Shows the code of one framework at a time. A fence with the label `[React]` or `[Vue]` is wrapped in an element that the switch of
 * the page shows or hides. In plain Markdown both stay readable. The containers `::: react` and `::: vue` do the same for prose.
 */
export function frameworkCode(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence!
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index]!
    const framework = LABEL.exec(token.info)?.[1]?.toLowerCase()
    if (framework === undefined) return fence(tokens, index, options, env, self)
    token.info = token.info.replace(LABEL, '').trim()
    return `<div class="only-${framework}">${fence(tokens, index, options, env, self)}</div>\n`
  }
  md.block.ruler.before('fence', 'framework', (state, start, end, silent) => {
    const lineAt = (line: number) => state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line])
    const name = /^::: ?(react|vue)\s*$/.exec(lineAt(start))?.[1]
    if (name === undefined) return false
    let close = start + 1
    while (close < end && !/^:::\s*$/.test(lineAt(close))) close += 1
    if (silent) return true
    state.push('framework_open', 'div', 1).attrs = [['class', `only-${name}`]]
    state.md.block.tokenize(state, start + 1, close)
    state.push('framework_close', 'div', -1)
    state.line = close + 1
    return true
  })
}

/** Whether a page has parts for one framework only. */
export const hasFrameworks = (text: string): boolean => /^```\w+ \[(React|Vue)\]|^::: ?(react|vue)/m.test(text)
