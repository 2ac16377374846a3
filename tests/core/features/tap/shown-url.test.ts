import { expect, it } from 'vitest'
import { shownUrl } from '../../../../src/core/features/tap/shown-url'

it.each([
  ['wss://user:s3cret@server.example/feed?token=s3cret#s3cret', 'wss://server.example/feed'],
  ['wss://server.example?user=ann@s3cret&token=s3cret', 'wss://server.example'],
  ['wss://server.example#ann@s3cret', 'wss://server.example'],
  ['wss://server.example/of/ann@home', 'wss://server.example/of/ann@home'],
  ['wss:///user:s3cret@server.example/feed', 'wss://server.example/feed'],
  ['wss://\n/us\ner:s3cret@server.example/feed', 'wss://server.example/feed'],
  ['/feed?token=s3cret', '(invalid url)'],
  ['user:s3cret@server.example', '(invalid url)'],
])('shows no credentials of %j', (url, shown) => {
  expect(shownUrl(url)).toBe(shown)
})
