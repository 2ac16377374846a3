import { ConnectionError, isFatal } from '../../core/vocabulary/errors'

// The texts are kept in production: a worker of another release, or a content security policy, exists only there.

const TEXTS = {
  start:
    'The worker did not start, or its script threw; `cause` says why. Check the path of the script, `worker-src` of the content security ' +
    "policy, and `type: 'module'` if the script has imports.",
  silence:
    'The worker did not answer. Check that its script loads, and that it calls serve() of websocket-store/tabs/worker before it waits for ' +
    'anything. A script that loads slowly needs a higher connectTimeoutMs.',
  end: 'The worker ended or is blocked: it does not answer any more. Pass a function that starts the worker, so that it can be started again.',
  options: 'The function that was given to serve() threw; `cause` says why.',
}

/** The worker does not serve this page. Retried, unless its cause has a true `fatal` property. */
export const workerFailure = (reason: keyof typeof TEXTS, cause?: unknown): ConnectionError =>
  new ConnectionError('worker-failed', TEXTS[reason], { cause, fatal: isFatal(cause) })

/** The worker is of another release, and stays so as long as a page of that release is open. */
export const workerOutdated = (): ConnectionError =>
  new ConnectionError(
    'worker-outdated',
    'The worker runs another version of websocket-store than this page. Reload all tabs of the site, or give the worker another name for ' +
      'each release, for example `new SharedWorker(url, { name: release })`.',
    { fatal: true },
  )
