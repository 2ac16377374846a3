/** Copies a text. @returns What to say to the user. */
export async function copyText(text: string): Promise<string> {
  // Absent on pages that are not served over HTTPS.
  const { clipboard } = navigator as { clipboard?: Clipboard }
  if (!clipboard) return 'Cannot copy: the browser permits it only to pages over HTTPS. Select the text instead.'
  try {
    await clipboard.writeText(text)
    return 'Copied.'
  } catch {
    return 'Cannot copy: the browser does not permit it here. Select the text instead.'
  }
}
