import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { addresses, addressOf, dist, files, readBuilt } from './support/built-site'

const attributes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value.replaceAll('&amp;', '&'))

it('has only links to pages, headings and files that exist', () => {
  const known = new Set(addresses())
  const headings = new Map(files('.html').map((file) => [addressOf(file), new Set(attributes(readBuilt(file), 'id').map(decodeURIComponent))]))
  const broken = files('.html').flatMap((file) => {
    const from = addressOf(file)
    return [...new Set(attributes(readBuilt(file), 'href'))].flatMap((href) => {
      const url = new URL(href, `http://site${from}`)
      if (url.host !== 'site') return []
      const page = url.pathname
      if (!known.has(page)) return existsSync(dist + page.slice(1)) && page !== '/' ? [] : [`${from}: ${href}`]
      const id = decodeURIComponent(url.hash.slice(1))
      return id === '' || headings.get(page)!.has(id) ? [] : [`${from}: ${href}`]
    })
  })
  expect(broken).toEqual([])
})

it('loads no script, style, font or image from another host', () => {
  const loaded = files('.html').flatMap((file) => {
    const html = readBuilt(file)
    const styles = [...html.matchAll(/<link\b[^>]*>/g)].flatMap(([link]) => (/rel="(?:stylesheet|preload|modulepreload|icon|preconnect)"/.test(link) ? attributes(link, 'href') : []))
    return [...attributes(html, 'src'), ...styles]
  })
  const inStyles = files('.css').flatMap((file) => [...readBuilt(file).matchAll(/url\(\s*['"]?([^'")]+)/g)].map(([, url = '']) => url))
  expect([...loaded, ...inStyles].filter((url) => /^(https?:)?\/\//.test(url))).toEqual([])
})

it('lists every page for language models, with its text as Markdown', () => {
  const index = readBuilt('llms.txt')
  const whole = readBuilt('llms-full.txt')
  const texts = addresses().filter((address) => address !== '/' && !address.startsWith('/source/'))
  expect(texts.length).toBeGreaterThan(100)
  const fileFor = (address: string) => `${address.replace(/\/$/, '/index').slice(1)}.md`
  const shown = (address: string) => [fileFor(address), `${address.replace(/\/$/, '').slice(1)}.md`].find((file) => existsSync(dist + file))
  expect(texts.filter((address) => shown(address) === undefined)).toEqual([])
  expect(texts.filter((address) => !index.includes(shown(address)!))).toEqual([])
  expect(whole.length).toBeGreaterThan(200_000)
})

it('has one heading of the first level and a description on each page of the docs', () => {
  const pages = files('.html').filter((file) => !/^(source|api)\/|^404/.test(file))
  const wrong = pages.filter((file) => {
    const html = readBuilt(file)
    return (html.match(/<h1\b/g) ?? []).length !== 1 || !/<meta name="description" content="[^"]{20,}"/.test(html)
  })
  expect(wrong).toEqual([])
})

it('lets the reader edit each written page', () => {
  const pages = files('.html').filter((file) => /^(learn|guides|protocols|compare|migrate)\//.test(file))
  expect(pages.length).toBeGreaterThan(40)
  expect(pages.filter((file) => !readBuilt(file).includes('edit-link-button'))).toEqual([])
})
