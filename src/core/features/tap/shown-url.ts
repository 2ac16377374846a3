/** A url without what may hold credentials: user info, query and fragment. It reads urls like a browser, which ignores more slashes. */
export const shownUrl = (url: string): string => {
  const parts = /^(\w+:\/\/)[/\\]*(?:[^/\\?#]*@)?([^?#]*)/.exec(url.replace(/[\t\n\r]/g, ''))
  const [, scheme = '', rest = '(invalid url)'] = parts ?? []
  return scheme + rest
}
