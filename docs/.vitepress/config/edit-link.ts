/**
 * Where "Edit this page" leads. The repository has no public address yet: `DOCS_REPOSITORY` sets it for a build, for example to
 * `https://example.org/team/websocket-store/edit/main`. Without it the link explains how to edit a page, and names the file.
 */
export function editPattern(): string {
  const repository = process.env['DOCS_REPOSITORY']
  return repository === undefined || repository === '' ? '/source/CONTRIBUTING#edit-a-page' : `${repository}/docs/:path`
}
