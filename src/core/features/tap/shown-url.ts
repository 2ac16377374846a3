/** A url without what may hold credentials: user info, query and fragment. */
export const shownUrl = (url: string): string => {
  const [, scheme = '', rest = '(invalid url)'] = /^(\w+:\/\/)(?:[^/]*@)?([^?#]*)/.exec(url) ?? []
  return scheme + rest
}
